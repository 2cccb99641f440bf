using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Receptor;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>One protocol, run with several sets of parameters at once, and what is measured of each.</summary>
/// <param name="patch">Runs protocols.</param>
/// <param name="protocol">The protocol.</param>
/// <param name="subtypes">The subtypes that the patch holds in equal numbers.</param>
/// <param name="course">What is measured of a recording.</param>
/// <param name="setting">The settings of the row.</param>
/// <param name="cancellation">Ends the run early.</param>
internal sealed class PatchColumn(
    PatchExperiment patch, ChannelProtocol protocol, string[] subtypes, Func<Recording, Trace> course, ImmutableSortedDictionary<string, string> setting, CancellationToken cancellation)
{
    /// <summary>Concentrations from 0.1 nM to 0.1 M (of magnesium from 0.1 uM to 100 M, in mM), three for each tenfold: wide enough for every curve, so that no fit has to guess an end.</summary>
    private static readonly ImmutableArray<double> Concentrations = ConcentrationResponse.Series(1e-4, 1e5, 3);

    /// <summary>What is no response: less than a millionth of the receptors, or of a pA.</summary>
    private const double NoResponse = 1e-6;

    private readonly ProtocolKnob _step = setting.GetValueOrDefault("step", "glutamate").ToUpperInvariant() switch
    {
        "GLUTAMATE" => ProtocolKnob.Glutamate,
        "GLYCINE" => ProtocolKnob.Glycine,
        var other => throw new UserErrorException($"step={other.ToLowerInvariant()}: responses are to steps of glutamate or glycine"),
    };

    /// <summary>The measure for each set of parameters.</summary>
    public double[] Measure(PatchMeasure measure, IReadOnlyList<ImmutableSortedDictionary<string, double>> parameters)
    {
        bool hasControl = measure.Kind == PatchMeasureKind.Block;
        List<ChannelProtocol> protocols = [.. parameters.SelectMany(set => hasControl ? (ChannelProtocol[])[protocol, protocol.WithoutDrugs()] : [protocol], (set, one) => one with { Parameters = set })];
        (Trace Course, Trace Occupied)[] courses = Record(protocols);
        if (!hasControl)
        {
            (IReadOnlyList<Application> applications, int which) = NeedsApplication(measure) ? Application() : ([], 0);
            return [.. courses.Select(one => PatchReading.Of(measure, protocol, one.Course, one.Occupied, applications, which))];
        }

        return [.. parameters.Select((_, i) => 1 - (Response(courses[2 * i]) / Response(courses[(2 * i) + 1])))];
    }

    /// <summary>A measure of the concentration-response curve for each set of parameters.</summary>
    public double[] Curve(PatchMeasureKind kind, ProtocolKnob knob, IReadOnlyDictionary<string, double> drugs, IReadOnlyList<ImmutableSortedDictionary<string, double>> parameters)
    {
        bool blocks = knob is ProtocolKnob.Drug or ProtocolKnob.Magnesium;
        double[] all = blocks ? [0, .. Concentrations] : [.. Concentrations];
        double scale = knob == ProtocolKnob.Magnesium ? 1e-3 : 1;
        ChannelProtocol[] series = [.. all.Select(one => ConcentrationSeries.With(protocol, knob, drugs, one * scale))];
        double[] responses = [.. Record([.. parameters.SelectMany(_ => series, (set, one) => one with { Parameters = set })]).Select(Response)];
        return [.. parameters.Select((_, i) =>
        {
            double[] values = responses[(i * all.Length)..((i + 1) * all.Length)];
            if (values.All(value => Math.Abs(value) < NoResponse))
            {
                return double.NaN;
            }

            HillFit fit = blocks ? HillFit.Of(Concentrations, values[1..], values[0], top: 0) : HillFit.Of(Concentrations, values, bottom: 0);
            return kind switch
            {
                PatchMeasureKind.Hill => fit.Slope,
                PatchMeasureKind.Maximum => fit.Top,
                _ => fit.Midpoint,
            };
        })];
    }

    private static bool NeedsApplication(PatchMeasure measure) => measure.Kind is not (PatchMeasureKind.At or PatchMeasureKind.Onset or PatchMeasureKind.Offset);

    private double Response((Trace Course, Trace Occupied) one)
    {
        (IReadOnlyList<Application> applications, int which) = Application();
        PatchMeasure measure = new(setting.GetValueOrDefault("response", "steady").ToUpperInvariant() switch
        {
            "STEADY" => PatchMeasureKind.Steady,
            "PEAK" => PatchMeasureKind.Peak,
            var other => throw new UserErrorException($"response={other.ToLowerInvariant()}: expected peak or steady"),
        });
        return PatchReading.Of(measure, protocol, one.Course, one.Occupied, applications, which);
    }

    private (IReadOnlyList<Application> All, int Which) Application()
    {
        IReadOnlyList<Application> applications = _step == ProtocolKnob.Glycine ? PatchReading.Steps(protocol, ProtocolKnob.Glycine) : protocol.Applications;
        if (applications.Count == 0)
        {
            throw new UserErrorException($"the regimen never applies {_step.ToString().ToLowerInvariant()}, so there is no response to measure");
        }

        string said = setting.GetValueOrDefault("application", applications.Count.ToString(CultureInfo.InvariantCulture));
        return int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= applications.Count
            ? (applications, number - 1)
            : throw new UserErrorException($"application={said}: the regimen has {applications.Count}");
    }

    /// <summary>The course of each protocol, averaged over the subtypes of the patch.</summary>
    private (Trace Course, Trace Occupied)[] Record(IReadOnlyList<ChannelProtocol> protocols)
    {
        ImmutableArray<Recording> recordings = patch.Record([.. protocols.SelectMany(_ => subtypes, (one, subtype) => (subtype, one with { Subunits = subtype }))], cancellation);
        return [.. protocols.Select((_, i) =>
        {
            Recording[] parts = [.. recordings.Skip(i * subtypes.Length).Take(subtypes.Length)];
            return (Mean([.. parts.Select(course)]), Mean([.. parts.Select(one => one.Occupied)]));
        })];
    }

    private static Trace Mean(Trace[] traces) => traces is [var only]
        ? only
        : new Trace(traces[0].Times, [.. traces[0].Times.Select((_, i) => traces.Average(one => one.Values[i]))]);
}
