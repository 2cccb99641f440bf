using System.Collections.Immutable;
using Ketascope.Ketamine.Receptor;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Ketamine.Receptor;

/// <summary>The virtual electrode with the repository's receptors and drugs.</summary>
internal static class Patch
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "models", "receptors", "nmda");

    public static DrugCabinet Cabinet { get; } = DrugCabinet.Read(Path.Combine(Repository.Root, "models", "drugs"));

    public static PatchExperiment Experiment { get; } = new(Cabinet, Folder);

    public static ChannelProtocol Read(string text) => ProtocolParser.Parse(text, Cabinet);

    public static Recording Record(string text) => Experiment.Record([("test", Read(text))])[0];

    /// <summary>The rates of an experiment under constant conditions; everything but arms' states is a condition.</summary>
    public static TransitionRates Rates(string subunits, string drug, IEnumerable<(string Name, double Value)> conditions)
    {
        ImmutableArray<DrugFile> drugs = drug.Length == 0 ? [] : [.. Cabinet.Parts(Cabinet.Find(drug)).Select(part => part.Drug)];
        LoadedModel model = ReceptorText.Load(Folder, subunits, drugs);
        return TransitionRates.Of(model, conditions.ToImmutableSortedDictionary(one => one.Name, one => one.Value), ReceptorText.IsReceptorState);
    }
}
