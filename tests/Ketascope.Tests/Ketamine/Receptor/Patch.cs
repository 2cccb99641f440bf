using System.Collections.Immutable;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Receptor;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Ketamine.Receptor;

/// <summary>The virtual electrode with the repository's receptors and drugs.</summary>
internal static class Patch
{
    public static TargetCabinet Targets { get; } = TargetCabinet.Read(Path.Combine(Repository.Root, "models", "targets"));

    public static string Folder { get; } = Path.Combine(Repository.Root, "models", "receptors", "nmda");

    public static ReceptorText Text { get; } = new(Folder, Targets);

    public static DrugCabinet Cabinet { get; } = DrugCabinet.Read(Path.Combine(Repository.Root, "models", "drugs"));

    public static PatchExperiment Experiment { get; } = new(Cabinet, Text);

    public static ChannelProtocol Read(string text) => ProtocolParser.Parse(text, Cabinet);

    public static Recording Record(string text) => Experiment.Record([("test", Read(text))])[0];

    /// <summary>The drugs of a name, mixtures taken apart; none of an empty one.</summary>
    public static ImmutableArray<DrugFile> Drugs(string name) => name.Length == 0 ? [] : [.. Cabinet.Parts(Cabinet.Find(name)).Select(part => part.Drug)];

    /// <summary>The rates of an experiment under constant conditions; everything but arms' states is a condition.</summary>
    public static TransitionRates Rates(string subunits, string drug, IEnumerable<(string Name, double Value)> conditions)
    {
        LoadedModel model = Text.Load(subunits, Drugs(drug));
        return TransitionRates.Of(model, conditions.ToImmutableSortedDictionary(one => one.Name, one => one.Value), ReceptorText.IsReceptorState);
    }
}
