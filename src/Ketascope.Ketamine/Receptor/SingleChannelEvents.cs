using System.Collections.Immutable;

namespace Ketascope.Ketamine.Receptor;

/// <summary>What an experimenter lists of a single-channel recording: the dwells that begin and end within the window, and the bursts.</summary>
/// <param name="Dwells">The openings and closings in turn of the first sweep, also those that the window cuts.</param>
/// <param name="Open">Open times, s.</param>
/// <param name="Shut">Shut times, s.</param>
/// <param name="Bursts">Bursts; with an infinite critical time there is one for each sweep with an opening, from the first to the last: an activation.</param>
/// <param name="OpenProbability">The part of the window in which the channel is open.</param>
/// <param name="OpeningProbability">The part of the sweeps that have an opening.</param>
public sealed record SingleChannelEvents(
    ImmutableArray<Dwell> Dwells, ImmutableArray<double> Open, ImmutableArray<double> Shut, ImmutableArray<Burst> Bursts, double OpenProbability, double OpeningProbability)
{
    /// <summary>Records sweeps and lists what is in them.</summary>
    /// <param name="patches">The patches; each records all sweeps, and their events are pooled.</param>
    /// <param name="window">From when to when events are listed, s.</param>
    /// <param name="settings">How it is recorded.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static SingleChannelEvents Of(IReadOnlyList<SingleChannelPatch> patches, (double Start, double End) window, SingleChannelSettings settings, CancellationToken cancellation)
    {
        List<double> open = [], shut = [];
        List<Burst> bursts = [];
        ImmutableArray<Dwell> first = [];
        double openTime = 0;
        int opened = 0;
        foreach (SingleChannelPatch patch in patches)
        {
            for (int sweep = 0; sweep < settings.Sweeps; sweep++)
            {
                Dwell[] dwells = [.. SingleChannel.Resolved(Cut(patch.Record(settings.Seed, sweep, cancellation), window), settings.Resolution)];
                first = first.IsEmpty ? [.. dwells] : first;
                foreach (Dwell one in dwells.Where(one => one.Start > window.Start && one.End < window.End))
                {
                    (one.Open ? open : shut).Add(one.Length);
                }

                bursts.AddRange(SingleChannel.Bursts(dwells, settings.Critical));
                openTime += dwells.Where(one => one.Open).Sum(one => one.Length);
                opened += dwells.Any(one => one.Open) ? 1 : 0;
            }
        }

        double all = patches.Count * settings.Sweeps;
        return new SingleChannelEvents(first, [.. open], [.. shut], [.. bursts], openTime / (all * (window.End - window.Start)), opened / all);
    }

    private static IEnumerable<Dwell> Cut(IEnumerable<Dwell> dwells, (double Start, double End) window)
    {
        foreach (Dwell one in dwells)
        {
            double start = Math.Max(one.Start, window.Start), end = Math.Min(one.End, window.End);
            if (end > start)
            {
                yield return new Dwell(one.Open, start, end - start);
            }
        }
    }
}

/// <summary>How single channels are recorded.</summary>
/// <param name="Sweeps">How many times the protocol is run.</param>
/// <param name="Resolution">The shortest opening or closing that is seen, s.</param>
/// <param name="Critical">The closing that ends a burst, s.</param>
/// <param name="Seed">The seed of the random numbers.</param>
public sealed record SingleChannelSettings(int Sweeps = 1, double Resolution = 0, double Critical = double.PositiveInfinity, ulong Seed = 1);
