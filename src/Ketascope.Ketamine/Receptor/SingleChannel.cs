using System.Collections.Immutable;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Receptor;

/// <summary>A stay in one state.</summary>
/// <param name="State">The state, an index into the states of the rates.</param>
/// <param name="Start">When it begins, s.</param>
/// <param name="Length">How long it lasts, s; the last one is cut at the end of the record.</param>
public readonly record struct Sojourn(int State, double Start, double Length);

/// <summary>An opening or a closing.</summary>
/// <param name="Open">Whether the channel conducts.</param>
/// <param name="Start">When it begins, s.</param>
/// <param name="Length">How long it lasts, s.</param>
public readonly record struct Dwell(bool Open, double Start, double Length)
{
    /// <summary>When it ends, s.</summary>
    public double End => Start + Length;
}

/// <summary>A burst: openings that no closing longer than a critical time separates.</summary>
/// <param name="Start">When it begins, s.</param>
/// <param name="Length">From the start of its first opening to the end of its last, s.</param>
/// <param name="Openings">How many openings it has.</param>
/// <param name="OpenTime">How long the channel is open in it, s.</param>
public readonly record struct Burst(double Start, double Length, int Openings, double OpenTime);

/// <summary>
/// Single channels, exactly: a channel stays in a state for an exponentially distributed time and then jumps, each way in proportion to its rate
/// (Gillespie 1977, doi:10.1021/j100540a008; for channels Colquhoun and Hawkes 1981, doi:10.1098/rspb.1981.0003).
/// </summary>
public sealed class SingleChannel
{
    private readonly TransitionRates _rates;
    private readonly double[] _leaving;
    private readonly (int State, double Cumulative)[][] _ways;

    /// <summary>Prepares the simulation.</summary>
    /// <param name="rates">The rates under constant conditions.</param>
    public SingleChannel(TransitionRates rates)
    {
        _rates = rates;
        int count = rates.States.Length;
        _leaving = new double[count];
        _ways = new (int, double)[count][];
        for (int from = 0; from < count; from++)
        {
            List<(int, double)> ways = [];
            for (int to = 0; to < count; to++)
            {
                if (rates.Rates[from, to] > 0)
                {
                    _leaving[from] += rates.Rates[from, to];
                    ways.Add((to, _leaving[from]));
                }
            }

            _ways[from] = [.. ways];
        }
    }

    /// <summary>The stays of one channel.</summary>
    /// <param name="stream">Random numbers; a channel's depend on the stream's seed and name and on its number alone.</param>
    /// <param name="channel">The channel's number.</param>
    /// <param name="start">The state at the start.</param>
    /// <param name="length">The length of the record, s.</param>
    /// <param name="part">The number of the part of a longer record that this is; each has its own random numbers.</param>
    /// <param name="cancellation">Ends the simulation early.</param>
    /// <exception cref="OperationCanceledException">The simulation was cancelled.</exception>
    public IEnumerable<Sojourn> Record(RandomStream stream, long channel, int start, double length, int part = 0, CancellationToken cancellation = default)
    {
        int state = start;
        double time = 0;
        for (int jump = 0; time < length; jump++)
        {
            if (jump % 4096 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            double stay = _leaving[state] > 0 ? -Math.Log(1 - stream.Uniform(channel, part, 2 * jump)) / _leaving[state] : double.PositiveInfinity;
            yield return new Sojourn(state, time, Math.Min(stay, length - time));
            time += stay;
            state = Next(state, stream.Uniform(channel, part, (2 * jump) + 1));
        }
    }

    /// <summary>A state drawn by its probability.</summary>
    /// <param name="probabilities">The probability of each state; they add up to 1.</param>
    /// <param name="uniform">A number from 0 to 1.</param>
    public static int Draw(ImmutableArray<double> probabilities, double uniform)
    {
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            sum += probabilities[i];
            if (uniform < sum)
            {
                return i;
            }
        }

        return probabilities.IndexOf(probabilities.Max());
    }

    /// <summary>Openings and closings: neighbouring stays in open states, or in closed ones, joined.</summary>
    /// <param name="record">The stays.</param>
    /// <param name="isOpen">Whether a state conducts.</param>
    public static IEnumerable<Dwell> Dwells(IEnumerable<Sojourn> record, Func<int, bool> isOpen) => Resolved(record.Select(one => new Dwell(isOpen(one.State), one.Start, one.Length)), 0);

    /// <summary>What a recording shows that misses what is short: a dwell shorter than its resolution counts for the one before it (Colquhoun and Sigworth 1995, doi:10.1007/978-1-4419-1229-9_19).</summary>
    /// <param name="dwells">Openings and closings.</param>
    /// <param name="resolution">The shortest dwell that is seen, s.</param>
    public static IEnumerable<Dwell> Resolved(IEnumerable<Dwell> dwells, double resolution)
    {
        Dwell? current = null;
        foreach (Dwell one in dwells)
        {
            if (current is { } going && (one.Open == going.Open || one.Length < resolution))
            {
                current = going with { Length = going.Length + one.Length };
                continue;
            }

            if (current is { } done)
            {
                yield return done;
            }

            current = one;
        }

        if (current is { } last)
        {
            yield return last;
        }
    }

    /// <summary>Bursts: openings separated by closings shorter than a critical time (Colquhoun and Sakmann 1985, doi:10.1113/jphysiol.1985.sp015912).</summary>
    /// <param name="dwells">Openings and closings in turn.</param>
    /// <param name="critical">The critical time, s.</param>
    public static IEnumerable<Burst> Bursts(IEnumerable<Dwell> dwells, double critical)
    {
        Burst? burst = null;
        foreach (Dwell one in dwells)
        {
            if (one.Open)
            {
                burst = burst is { } going ? new Burst(going.Start, one.End - going.Start, going.Openings + 1, going.OpenTime + one.Length) : new Burst(one.Start, one.Length, 1, one.Length);
            }
            else if (one.Length >= critical && burst is { } done)
            {
                yield return done;
                burst = null;
            }
        }

        if (burst is { } last)
        {
            yield return last;
        }
    }

    private int Next(int state, double uniform)
    {
        double level = uniform * _leaving[state];
        foreach ((int to, double cumulative) in _ways[state])
        {
            if (level < cumulative)
            {
                return to;
            }
        }

        return _ways[state].Length == 0 ? state : _ways[state][^1].State;
    }
}
