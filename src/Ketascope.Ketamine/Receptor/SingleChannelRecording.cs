using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Plots;
using Ketascope.Study.Results;

namespace Ketascope.Ketamine.Receptor;

/// <summary>A recording of one channel, its dwell times with fitted exponentials, and the mean of many channels beside the deterministic solution.</summary>
public sealed record SingleChannelRecording
{
    private const int BinsPerDecade = 10;
    private const int EnsembleTimes = 80;
    private const double LongestShown = 0.25;

    /// <summary>What is in the long recording.</summary>
    public required SingleChannelEvents Events { get; init; }

    /// <summary>The open probability that the deterministic solution has at the end of the long recording.</summary>
    public required double Equilibrium { get; init; }

    /// <summary>The current through the open channel at the end of the long recording, pA.</summary>
    public required double CurrentOfOne { get; init; }

    /// <summary>The open times as a mixture of exponentials; null where there are too few.</summary>
    public required ExponentialMixture? Open { get; init; }

    /// <summary>The shut times likewise.</summary>
    public required ExponentialMixture? Shut { get; init; }

    /// <summary>The open probability after the agonist's arrival by the deterministic solution.</summary>
    public required Trace Expected { get; init; }

    /// <summary>The part of the channels that are open at the same times.</summary>
    public required Trace Mean { get; init; }

    /// <summary>How many channels <see cref="Mean"/> is of.</summary>
    public required int Channels { get; init; }

    /// <summary>The shortest dwell that is seen, s.</summary>
    public required double Resolution { get; init; }

    /// <summary>
    /// The largest distance of the mean from the deterministic solution, in standard errors of a proportion of that size; not a number where so few
    /// channels are expected to be open that there is none.
    /// </summary>
    public double LargestDistance => Enumerable.Range(0, Mean.Times.Length)
        .Where(i => Expected.Values[i] * Channels > 5)
        .Select(i => Math.Abs(Mean.Values[i] - Expected.Values[i]) / Math.Sqrt(Expected.Values[i] * (1 - Expected.Values[i]) / Channels))
        .DefaultIfEmpty(double.NaN).Max();

    /// <summary>Records.</summary>
    /// <param name="patch">The electrode.</param>
    /// <param name="steady">The protocol of the long recording: an application that lasts to its end.</param>
    /// <param name="onset">The protocol that many channels go through, from rest.</param>
    /// <param name="channels">How many.</param>
    /// <param name="settings">How the long recording is made.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="Ketascope.Study.Requests.UserErrorException">A protocol cannot be run.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static SingleChannelRecording Of(
        PatchExperiment patch, ChannelProtocol steady, ChannelProtocol onset, int channels, SingleChannelSettings settings, CancellationToken cancellation)
    {
        SingleChannelEvents events = SingleChannelEvents.Of([patch.SingleChannel(steady)], (steady.Applications[^1].Start, steady.End), settings, cancellation);
        Recording solution = patch.Record([("", onset)], cancellation)[0];
        double[] times = [.. Enumerable.Range(0, EnsembleTimes).Select(i => onset.End * i / EnsembleTimes)];
        SingleChannelPatch one = patch.SingleChannel(onset);
        int[] open = new int[times.Length];
        for (int channel = 0; channel < channels; channel++)
        {
            foreach (Dwell dwell in one.Record(settings.Seed, channel, cancellation).Where(dwell => dwell.Open))
            {
                int first = (int)Math.Ceiling(dwell.Start / onset.End * EnsembleTimes);
                for (int i = Math.Max(0, first); i < times.Length && times[i] < dwell.End; i++)
                {
                    open[i]++;
                }
            }
        }

        Recording macroscopic = patch.Record([("", steady)], cancellation)[0];
        return new SingleChannelRecording
        {
            Events = events,
            Equilibrium = macroscopic.Open.Values[^1],
            CurrentOfOne = macroscopic.Current.Values[^1] / macroscopic.Open.Values[^1] / PatchExperiment.UsualChannels,
            Open = Fit(events.Open, settings.Resolution),
            Shut = Fit(events.Shut, settings.Resolution),
            Expected = new Trace(times, [.. times.Select(solution.Open.At)]),
            Mean = new Trace(times, [.. open.Select(count => (double)count / channels)]),
            Channels = channels,
            Resolution = settings.Resolution,
        };
    }

    /// <summary>The picture: the start of the record, the mean of many channels, and the dwell times.</summary>
    /// <param name="title">The title.</param>
    public PointFigure Figure(string title) => new()
    {
        Title = title,
        Subtitle = string.Create(CultureInfo.InvariantCulture, $"dwell times after Sigworth and Sine (1987); ensemble of {Channels} channels"),
        Panels =
        [
            new PointPanel("time (ms)", "open channels", [Record()]) { Title = "One channel, the start of the record" },
            new PointPanel(
                "time after the agonist (ms)", "open probability", [Line("many single channels", Mean, 0), Line("deterministic solution", Expected, 1)])
            {
                Title = "Ensemble",
            },
            Histogram("open times", Events.Open, Open),
            Histogram("shut times", Events.Shut, Shut),
        ],
    };

    private static ExponentialMixture? Fit(ImmutableArray<double> lengths, double resolution)
    {
        const int Fewest = 50;
        return lengths.Length >= Fewest ? ExponentialMixture.Of(lengths, resolution) : null;
    }

    private static PointSeries Line(string label, Trace trace, int colour) =>
        new(label, [.. trace.Times.Select(time => time * 1e3)], [.. trace.Values], IsLine: true) { Colour = colour };

    private PointSeries Record()
    {
        ImmutableArray<Dwell> dwells = Events.Dwells;
        double start = dwells[0].Start, from = dwells.FirstOrDefault(one => one.Open, dwells[0]).Start;
        double end = from + LongestShown;
        List<(double Time, double Level)> corners = [];
        foreach (Dwell one in dwells.Where(one => one.End > from && one.Start < end))
        {
            double level = one.Open ? 1 : 0;
            corners.AddRange([(Math.Max(one.Start, from), level), (Math.Min(one.End, end), level)]);
        }

        return new PointSeries(null, [.. corners.Select(corner => (corner.Time - start) * 1e3)], [.. corners.Select(corner => corner.Level)], IsLine: true);
    }

    private PointPanel Histogram(string name, ImmutableArray<double> lengths, ExponentialMixture? fit)
    {
        static int Bin(double length) => (int)Math.Floor(Math.Log10(length) * BinsPerDecade);
        int first = lengths.IsEmpty ? -40 : Bin(Math.Max(lengths.Min(), 1e-5)), last = lengths.IsEmpty ? 0 : Bin(lengths.Max());
        static double Edge(int bin) => Math.Pow(10, (double)bin / BinsPerDecade);
        int[] bins = [.. Enumerable.Range(first, last - first + 1)];
        double[] counts = [.. bins.Select(bin => lengths.Count(length => length >= Edge(bin) && length < Edge(bin + 1)))];
        List<PointSeries> series =
        [
            new(
                $"{name}: {lengths.Length}",
                [.. bins.SelectMany(bin => (double[])[Edge(bin) * 1e3, Edge(bin + 1) * 1e3])],
                [.. counts.SelectMany(count => (double[])[Math.Sqrt(count), Math.Sqrt(count)])],
                IsLine: true),
        ];
        if (fit is not null)
        {
            // Areas count also what is too short to be seen.
            double all = lengths.Length / fit.Between(Resolution, double.PositiveInfinity);
            ImmutableArray<double> middles = [.. bins.Select(bin => Math.Sqrt(Edge(bin) * Edge(bin + 1)) * 1e3)];
            ImmutableArray<double> roots = [.. bins.Select(bin => Math.Sqrt(all * fit.Between(Edge(bin), Edge(bin + 1))))];
            series.Add(new PointSeries($"exponentials: {Text(fit)}", middles, roots, IsLine: true) { Colour = 1 });
        }

        return new PointPanel($"{name} (ms)", "square root of the number in a bin", [.. series])
        {
            LogarithmicHorizontal = true,
            Title = char.ToUpperInvariant(name[0]) + name[1..],
        };
    }

    private static string Text(ExponentialMixture fit) =>
        string.Join(", ", fit.Components.Select(one => NumberText.Short(one.Time * 1e3))) + " ms";
}
