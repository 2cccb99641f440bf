using System.Collections.Immutable;
using Ketascope.Ketamine.Receptor;
using Ketascope.Ketamine.Drugs;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Units;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>Reads what electrophysiologists observed: the regimen is a protocol, run at the virtual electrode (docs/channel-observations.md).</summary>
/// <param name="patch">Runs protocols.</param>
public sealed class VirtualPatch(PatchExperiment patch)
{
    private static readonly string[] Outputs = ["open probability", "current", "occupied", "glutamate bound", "glycine bound", SingleChannels];

    private const string SingleChannels = "single channels";

    private static readonly string[] BathSettings = ["hold", "glycine", "magnesium", "temperature"];

    /// <summary>The words of such rows.</summary>
    public static ObservationVocabulary Vocabulary { get; } =
        new(["subunits", "vary", "response", "step", "application", .. SingleChannelColumn.Settings, .. BathSettings], "subunits=2B",
            text => PatchMeasure.TryParse(text, out string problem) is null ? problem : "");

    /// <summary>Reads a row; solves nothing. The side before <c>against</c> is over the one behind it.</summary>
    /// <param name="observation">The row.</param>
    /// <exception cref="UserErrorException">The experiment cannot be run; the message says why.</exception>
    public Arm Plan(Observation observation)
    {
        PatchMeasure measure = PatchMeasure.TryParse(observation.Time, out string problem) ?? throw new UserErrorException(problem);
        return ProtocolArm.Of(observation.Regimen, (regimen, over) => Side(observation, measure, regimen, over));
    }

    /// <summary>The subtype of an observation: that of its setting, or 2A.</summary>
    /// <param name="observation">The observation.</param>
    internal static string Subunits(Observation observation) => observation.Setting.GetValueOrDefault("subunits", "2A").ToUpperInvariant();

    private ProtocolArm Side(Observation observation, PatchMeasure measure, string regimen, Arm? over)
    {
        string bath = string.Concat(BathSettings.Where(observation.Setting.ContainsKey).Select(name => $"{name} {observation.Setting[name]}; "));
        ChannelProtocol protocol = ProtocolParser.Parse(bath + regimen, patch.Cabinet, "regimen");
        bool isSingle = observation.Output.Equals(SingleChannels, StringComparison.OrdinalIgnoreCase);
        return isSingle != measure.IsOfSingleChannels
            ? throw new UserErrorException($"'{observation.Time}' is {(isSingle ? "not of" : "of")} the output '{SingleChannels}'")
            : new ProtocolArm((sets, cancellation) => Values(observation, measure, protocol, sets, cancellation))
            {
                Model = $"GluN{Subunits(observation)}",
                Unit = UnitOf(measure, observation.Output),
                Over = over,
            };
    }

    private double[] Values(Observation observation, PatchMeasure measure, ChannelProtocol protocol,
        IReadOnlyList<ImmutableSortedDictionary<string, double>> sets, CancellationToken cancellation)
    {
        string[] subtypes = Subtypes(observation, protocol);
        if (measure.IsOfSingleChannels)
        {
            return SingleChannelColumn.Measure(patch, protocol, subtypes, measure.Kind, observation.Setting, sets, cancellation);
        }

        PatchColumn column = new(patch, protocol, subtypes, Course(observation.Output), observation.Setting, cancellation);
        if (!measure.IsOfCurve)
        {
            return column.Measure(measure, sets);
        }

        (ProtocolKnob knob, ImmutableDictionary<string, double> drugs) = Varied(observation, measure, protocol);
        return column.Curve(measure.Kind, knob, drugs, sets);
    }

    /// <summary>The subtypes of the patch, in equal numbers: those of the row's setting, or what the regimen says.</summary>
    private static string[] Subtypes(Observation observation, ChannelProtocol protocol)
    {
        bool isSet = observation.Setting.ContainsKey("subunits");
        return isSet && protocol.SetsSubunits ? throw new UserErrorException("the regimen and the setting both say the subunits; leave one of them out")
            : isSet ? [.. SubtypeNames.Read(observation.Setting["subunits"])]
            : [protocol.Subunits];
    }

    private static Func<Recording, Trace> Course(string output) => output.ToUpperInvariant() switch
    {
        "OPEN PROBABILITY" or "P_OPEN" or "PO" => one => one.Open,
        "CURRENT" => one => one.Current,
        "OCCUPIED" => one => one.Occupied,
        "GLUTAMATE BOUND" => one => one.Bound.Glutamate,
        "GLYCINE BOUND" => one => one.Bound.Glycine,
        _ => throw new UserErrorException($"the output '{output}' is not recorded; outputs are {string.Join(", ", Outputs)}{NearestName.Hint(output, Outputs)}"),
    };

    private (ProtocolKnob Knob, ImmutableDictionary<string, double> Drugs) Varied(Observation observation, PatchMeasure measure, ChannelProtocol protocol)
    {
        string? said = observation.Setting.GetValueOrDefault("vary");
        string name = said ?? (measure.Kind == PatchMeasureKind.HalfResponse || (protocol.Drugs.IsEmpty && measure.Kind != PatchMeasureKind.HalfBlock) ? "glutamate" : protocol.Drugs.IsEmpty ? "magnesium" : "");
        ProtocolKnob knob = name.ToUpperInvariant() switch
        {
            "GLUTAMATE" => ProtocolKnob.Glutamate,
            "GLYCINE" => ProtocolKnob.Glycine,
            "MAGNESIUM" or "MG" => ProtocolKnob.Magnesium,
            _ => ProtocolKnob.Drug,
        };
        if (knob != ProtocolKnob.Drug)
        {
            return (knob, ImmutableDictionary<string, double>.Empty);
        }

        if (said is not null)
        {
            return (knob, patch.Cabinet.Parts(patch.Cabinet.Find(said)).ToImmutableDictionary(part => part.Drug.Id, part => part.Fraction));
        }

        // All drugs of the regimen are varied together, in the proportion in which it has them.
        double Highest(DrugFile drug) => protocol.Changes.Where(change => change.Drug == drug).Max(change => change.Value);
        double sum = protocol.Drugs.Sum(Highest);
        return (knob, protocol.Drugs.ToImmutableDictionary(drug => drug.Id, drug => Highest(drug) / sum));
    }

    private static Unit UnitOf(PatchMeasure measure, string output)
    {
        Unit course = output.Equals("current", StringComparison.OrdinalIgnoreCase) ? UnitParser.Parse("pA") : Unit.One;
        return measure.Kind switch
        {
            PatchMeasureKind.At or PatchMeasureKind.Peak or PatchMeasureKind.Steady or PatchMeasureKind.Maximum => course,
            PatchMeasureKind.TimeToPeak or PatchMeasureKind.Rise or PatchMeasureKind.Decay or PatchMeasureKind.WeightedDecay or PatchMeasureKind.FastDecay or PatchMeasureKind.SlowDecay
                or PatchMeasureKind.Onset or PatchMeasureKind.Offset or PatchMeasureKind.MeanOpenTime or PatchMeasureKind.MeanShutTime or PatchMeasureKind.BurstLength => UnitParser.Parse("s"),
            PatchMeasureKind.HalfResponse or PatchMeasureKind.HalfBlock => UnitParser.Parse("uM"),
            _ => Unit.One,
        };
    }
}
