using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Ketascope.Ketamine.Receptor;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>Measures of single channels: the protocol is run sweep after sweep with fixed random numbers, and events are listed from the last application on.</summary>
internal static class SingleChannelColumn
{
    /// <summary>The names of the settings that only such rows have.</summary>
    public static ImmutableArray<string> Settings { get; } = ["sweeps", "resolution", "critical"];

    /// <summary>Reads a measure for each set of parameters.</summary>
    /// <param name="patch">Runs protocols.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="subtypes">The subtypes whose events are pooled.</param>
    /// <param name="kind">The measure.</param>
    /// <param name="setting">The settings of the row.</param>
    /// <param name="parameters">The sets of parameters.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">A setting makes no sense, the protocol applies nothing, or no channel opens.</exception>
    public static double[] Measure(
        PatchExperiment patch,
        ChannelProtocol protocol,
        string[] subtypes,
        PatchMeasureKind kind,
        ImmutableSortedDictionary<string, string> setting,
        IReadOnlyList<ImmutableSortedDictionary<string, double>> parameters,
        CancellationToken cancellation)
    {
        SingleChannelSettings settings = new(Sweeps(setting), Time(setting, "resolution", 0), Time(setting, "critical", double.PositiveInfinity));
        Application application = protocol.Applications.LastOrDefault() ?? throw new UserErrorException("the regimen never applies glutamate, so no channel opens");
        return
        [
            .. parameters.Select(set =>
            {
                SingleChannelPatch[] patches = [.. subtypes.Select(one => patch.SingleChannel(protocol with { Subunits = one, Parameters = set }))];
                return Of(SingleChannelEvents.Of(patches, (application.Start, protocol.End), settings, cancellation), kind);
            }),
        ];
    }

    private static double Of(SingleChannelEvents events, PatchMeasureKind kind) => kind switch
    {
        PatchMeasureKind.OpeningProbability => events.OpeningProbability,
        PatchMeasureKind.MeanOpenTime => Mean(events.Open),
        PatchMeasureKind.MeanShutTime => Mean(events.Shut),
        PatchMeasureKind.BurstLength => Mean([.. events.Bursts.Select(burst => burst.Length)]),
        PatchMeasureKind.BurstOpenings => Mean([.. events.Bursts.Select(burst => (double)burst.Openings)]),
        PatchMeasureKind.BurstOpenProbability => events.Bursts.Sum(burst => burst.OpenTime) / events.Bursts.Sum(burst => burst.Length),
        _ => throw new UnreachableException(),
    };

    private static double Mean(ImmutableArray<double> values) => values.IsEmpty ? throw new UserErrorException("no channel opens and closes while it is recorded") : values.Average();

    private static int Sweeps(ImmutableSortedDictionary<string, string> setting)
    {
        string text = setting.GetValueOrDefault("sweeps", "1");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int sweeps) && sweeps > 0 ? sweeps : throw new UserErrorException($"sweeps={text}: expected a number of sweeps, for example sweeps=2000");
    }

    private static double Time(ImmutableSortedDictionary<string, string> setting, string name, double missing)
    {
        if (!setting.TryGetValue(name, out string? text))
        {
            return missing;
        }

        PatchMeasure? moment = PatchMeasure.TryParse(text, out _);
        return moment is { Kind: PatchMeasureKind.At } ? moment.Time : throw new UserErrorException($"{name}={text}: expected a time, for example {name}=100us");
    }
}
