using System.Collections.Immutable;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Channel;

/// <summary>A stay in one state.</summary>
/// <param name="State">The state, an index into the states of the rates.</param>
/// <param name="Start">When it begins, s.</param>
/// <param name="Length">How long it lasts, s; the last one is cut at the end of the record.</param>
public readonly record struct Sojourn(int State, double Start, double Length);

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
    /// <param name="cancellation">Ends the simulation early.</param>
    /// <exception cref="OperationCanceledException">The simulation was cancelled.</exception>
    public IEnumerable<Sojourn> Record(RandomStream stream, long channel, int start, double length, CancellationToken cancellation = default)
    {
        int state = start;
        double time = 0;
        for (int jump = 0; time < length; jump++)
        {
            if (jump % 4096 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            double stay = _leaving[state] > 0 ? -Math.Log(1 - stream.Uniform(channel, 0, 2 * jump)) / _leaving[state] : double.PositiveInfinity;
            yield return new Sojourn(state, time, Math.Min(stay, length - time));
            time += stay;
            state = Next(state, stream.Uniform(channel, 0, (2 * jump) + 1));
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
    public static IEnumerable<(bool Open, double Start, double Length)> Dwells(IEnumerable<Sojourn> record, Func<int, bool> isOpen)
    {
        (bool Open, double Start, double Length)? current = null;
        foreach (Sojourn one in record)
        {
            bool open = isOpen(one.State);
            if (current is { } dwell && dwell.Open == open)
            {
                current = (open, dwell.Start, dwell.Length + one.Length);
                continue;
            }

            if (current is { } done)
            {
                yield return done;
            }

            current = (open, one.Start, one.Length);
        }

        if (current is { } last)
        {
            yield return last;
        }
    }

    /// <summary>Bursts: openings separated by closings shorter than a critical time (Colquhoun and Sakmann 1985, doi:10.1113/jphysiol.1985.sp015912).</summary>
    /// <param name="dwells">Openings and closings in turn.</param>
    /// <param name="critical">The critical time, s.</param>
    /// <returns>Of each burst the start, the length, and the number of openings.</returns>
    public static IEnumerable<(double Start, double Length, int Openings)> Bursts(IEnumerable<(bool Open, double Start, double Length)> dwells, double critical)
    {
        (double Start, double End, int Openings)? burst = null;
        foreach ((bool open, double start, double length) in dwells)
        {
            if (open)
            {
                burst = burst is { } going ? (going.Start, start + length, going.Openings + 1) : (start, start + length, 1);
            }
            else if (length >= critical && burst is { } done)
            {
                yield return (done.Start, done.End - done.Start, done.Openings);
                burst = null;
            }
        }

        if (burst is { } last)
        {
            yield return (last.Start, last.End - last.Start, last.Openings);
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
