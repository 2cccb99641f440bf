using System.Collections.Immutable;
using Ketascope.Ketamine.Receptor;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Ketamine.Receptor;

public sealed class SingleChannelTests
{
    private const int Channels = 4000;

    /// <summary>The mean of many channels is the deterministic solution, within four standard errors of a proportion.</summary>
    [Fact]
    public void TheEnsembleMeanIsTheDeterministicSolution()
    {
        TransitionRates rates = Patch.Rates("2A", "", [("receptor.nmda.glutamate_step", 100), ("receptor.nmda.glycine", 10)]);
        TransitionRates before = Patch.Rates("2A", "", [("receptor.nmda.glycine", 10)]);
        ImmutableArray<double> rest = before.Equilibrium();
        SingleChannel channel = new(rates);
        RandomStream jumps = new(1, "jumps"), starts = new(1, "starts");
        int open = rates.IndexOf("receptor.nmda.free.O");
        double[] times = [0.005, 0.02, 0.1, 0.5];
        int[] counts = new int[times.Length];
        for (int i = 0; i < Channels; i++)
        {
            foreach (Sojourn stay in channel.Record(jumps, i, SingleChannel.Draw(rest, starts.Uniform(i)), 0.6, cancellation: TestContext.Current.CancellationToken).Where(stay => stay.State == open))
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
        double[] lengths = [.. SingleChannel.Dwells(new SingleChannel(rates).Record(new RandomStream(2, "one"), 1, open, 400, cancellation: TestContext.Current.CancellationToken), state => state == open).Where(dwell => dwell.Open).Select(dwell => dwell.Length)];
        double expected = 1 / (193.0 + 174.0);
        Assert.True(lengths.Length > 5000);
        Assert.Equal(expected, lengths.Average(), 4 * expected / Math.Sqrt(lengths.Length));
    }

    [Fact]
    public void TheSameSeedIsTheSameRecord()
    {
        SingleChannel channel = new(Patch.Rates("2B", "", [("receptor.nmda.glutamate_step", 1000)]));
        Sojourn[] Record(ulong seed) => [.. channel.Record(new RandomStream(seed, "jumps"), 7, 0, 1, cancellation: TestContext.Current.CancellationToken)];
        Assert.Equal(Record(5), Record(5));
        Assert.NotEqual(Record(5), Record(6));
    }

    [Fact]
    public void BurstsJoinOpeningsAcrossShortClosings()
    {
        Dwell[] dwells = [new(false, 0, 5), new(true, 5, 1), new(false, 6, 0.5), new(true, 6.5, 2), new(false, 8.5, 3), new(true, 11.5, 1), new(false, 12.5, 1)];
        Assert.Equal([new Burst(5, 3.5, 2, 3), new Burst(11.5, 1, 1, 1)], SingleChannel.Bursts(dwells, critical: 1));
    }

    [Fact]
    public void AMissedClosingBelongsToTheOpeningAroundIt()
    {
        Dwell[] dwells = [new(false, 0, 5), new(true, 5, 1), new(false, 6, 0.5), new(true, 6.5, 2), new(false, 8.5, 3), new(true, 11.5, 0.2), new(false, 11.7, 1)];
        Assert.Equal([new Dwell(false, 0, 5), new Dwell(true, 5, 3.5), new Dwell(false, 8.5, 4.2)], SingleChannel.Resolved(dwells, 1), new Nearly());
    }

    /// <summary>A channel that goes through steps opens as often as the deterministic solution says, within four standard errors; its openings are cut at no step.</summary>
    [Fact]
    public void AChannelGoesThroughTheStepsOfAProtocol()
    {
        const string Steps = "wait 20 ms; glutamate 1 mM for 5 ms; wait 100 ms; hold 40 mV; magnesium 1 mM; glutamate 10 uM for 200 ms; wait 100 ms";
        SingleChannelPatch one = Patch.Experiment.SingleChannel(Patch.Read(Steps));
        Recording expected = Patch.Record(Steps);
        double[] times = [0.01, 0.03, 0.1, 0.3, 0.4];
        int[] open = new int[times.Length];
        for (int channel = 0; channel < Channels; channel++)
        {
            Dwell[] record = [.. one.Record(1, channel, TestContext.Current.CancellationToken)];
            Assert.All(record.Zip(record.Skip(1)), pair => Assert.True(pair.First.Open != pair.Second.Open && Math.Abs(pair.First.End - pair.Second.Start) < 1e-12));
            for (int k = 0; k < times.Length; k++)
            {
                open[k] += record.Any(dwell => dwell.Open && dwell.Start <= times[k] && times[k] < dwell.End) ? 1 : 0;
            }
        }

        for (int k = 0; k < times.Length; k++)
        {
            double probability = expected.Open.At(times[k]);
            Assert.Equal(probability, (double)open[k] / Channels, (4 * Math.Sqrt(probability * (1 - probability) / Channels)) + 1e-9);
        }
    }

    private sealed class Nearly : IEqualityComparer<Dwell>
    {
        public bool Equals(Dwell x, Dwell y) => x.Open == y.Open && Math.Abs(x.Start - y.Start) < 1e-12 && Math.Abs(x.Length - y.Length) < 1e-12;

        public int GetHashCode(Dwell one) => one.Open.GetHashCode();
    }
}
