using System.Collections.Immutable;
using Ketascope.Ketamine.Channel;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Ketamine.Channel;

public sealed class SingleChannelTests
{
    private const int Channels = 4000;

    /// <summary>The mean of many channels is the deterministic solution, within four standard errors of a proportion.</summary>
    [Fact]
    public void TheEnsembleMeanIsTheDeterministicSolution()
    {
        TransitionRates rates = Patch.Rates("2A", "", [("receptor.nmda.glutamate_step", 100), ("receptor.nmda.glycine", 10)]);
        TransitionRates before = Patch.Rates("2A", "", [("receptor.nmda.glycine", 10)]);
        ImmutableArray<double> rest = Rest(before);
        SingleChannel channel = new(rates);
        RandomStream jumps = new(1, "jumps"), starts = new(1, "starts");
        int open = rates.IndexOf("receptor.nmda.free.O");
        double[] times = [0.005, 0.02, 0.1, 0.5];
        int[] counts = new int[times.Length];
        for (int i = 0; i < Channels; i++)
        {
            foreach (Sojourn stay in channel.Record(jumps, i, SingleChannel.Draw(rest, starts.Uniform(i)), 0.6, TestContext.Current.CancellationToken).Where(stay => stay.State == open))
            {
                for (int k = 0; k < times.Length; k++)
                {
                    counts[k] += stay.Start <= times[k] && times[k] < stay.Start + stay.Length ? 1 : 0;
                }
            }
        }

        Recording expected = Patch.Record("glutamate 100 uM for 1 s");
        for (int k = 0; k < times.Length; k++)
        {
            double probability = expected.Open.At(times[k]);
            Assert.Equal(probability, (double)counts[k] / Channels, 4 * Math.Sqrt(probability * (1 - probability) / Channels));
        }
    }

    /// <summary>An opening ends by any way out of the open state, so its mean length is one over their sum.</summary>
    [Fact]
    public void MeanOpenTimeIsOneOverTheWaysOut()
    {
        TransitionRates rates = Patch.Rates("2A", "", [("receptor.nmda.glutamate_step", 1000), ("receptor.nmda.glycine", 100)]);
        int open = rates.IndexOf("receptor.nmda.free.O");
        double[] lengths = [.. SingleChannel.Dwells(new SingleChannel(rates).Record(new RandomStream(2, "one"), 1, open, 400, TestContext.Current.CancellationToken), state => state == open).Where(dwell => dwell.Open).Select(dwell => dwell.Length)];
        double expected = 1 / (193.0 + 174.0);
        Assert.True(lengths.Length > 5000);
        Assert.Equal(expected, lengths.Average(), 4 * expected / Math.Sqrt(lengths.Length));
    }

    [Fact]
    public void TheSameSeedIsTheSameRecord()
    {
        SingleChannel channel = new(Patch.Rates("2B", "", [("receptor.nmda.glutamate_step", 1000)]));
        Sojourn[] Record(ulong seed) => [.. channel.Record(new RandomStream(seed, "jumps"), 7, 0, 1, TestContext.Current.CancellationToken)];
        Assert.Equal(Record(5), Record(5));
        Assert.NotEqual(Record(5), Record(6));
    }

    [Fact]
    public void BurstsJoinOpeningsAcrossShortClosings()
    {
        (bool, double, double)[] dwells = [(false, 0, 5), (true, 5, 1), (false, 6, 0.5), (true, 6.5, 2), (false, 8.5, 3), (true, 11.5, 1), (false, 12.5, 1)];
        Assert.Equal([(5, 3.5, 2), (11.5, 1, 1)], SingleChannel.Bursts(dwells, critical: 1).Select(burst => (burst.Start, burst.Length, burst.Openings)));
    }

    /// <summary>The equilibrium before agonist is there, from detailed balance along a chain of ways.</summary>
    private static ImmutableArray<double> Rest(TransitionRates rates)
    {
        double[] weight = new double[rates.States.Length];
        weight[rates.IndexOf("receptor.nmda.free.L00")] = 1;
        Queue<int> next = new([rates.IndexOf("receptor.nmda.free.L00")]);
        while (next.TryDequeue(out int from))
        {
            for (int to = 0; to < weight.Length; to++)
            {
                if (weight[to] == 0 && rates.Rates[from, to] > 0)
                {
                    weight[to] = weight[from] * rates.Rates[from, to] / rates.Rates[to, from];
                    next.Enqueue(to);
                }
            }
        }

        return [.. weight.Select(one => one / weight.Sum())];
    }
}
