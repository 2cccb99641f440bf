using Ketascope.Ketamine.Receptor;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Ketamine.Receptor;

public sealed class ReceptorSchemeTests
{
    public static TheoryData<string, string, double, double> Conditions()
    {
        TheoryData<string, string, double, double> rows = [];
        foreach (string subunits in Directory.EnumerateFiles(Patch.Folder, "glun2?.ant").Select(file => Path.GetFileNameWithoutExtension(file)[^2..].ToUpperInvariant()))
        {
            rows.Add(subunits, "ketamine", -70, 23);
            rows.Add(subunits, "memantine", 20, 35);
        }

        return rows;
    }

    /// <summary>Kolmogorov's criterion: the product of rates around every cycle is the same in both directions. It holds just when the log ratios of forward and back rates are differences of a potential.</summary>
    [Theory]
    [MemberData(nameof(Conditions))]
    public void EveryCycleObeysMicroscopicReversibility(string subunits, string drug, double voltage, double temperature)
    {
        TransitionRates rates = Patch.Rates(subunits, drug, Bath(voltage, temperature, drug));
        int count = rates.States.Length;
        double?[] potential = new double?[count];
        potential[0] = 0;
        Queue<int> next = new([0]);
        int cycles = 0;
        while (next.TryDequeue(out int from))
        {
            for (int to = 0; to < count; to++)
            {
                if (rates.Rates[from, to] > 0)
                {
                    Assert.True(rates.Rates[to, from] > 0, $"{rates.States[from]} -> {rates.States[to]} has no way back");
                    double level = potential[from]!.Value + Math.Log(rates.Rates[from, to] / rates.Rates[to, from]);
                    if (potential[to] is { } known)
                    {
                        Assert.Equal(known, level, 1e-9);
                        cycles++;
                    }
                    else
                    {
                        potential[to] = level;
                        next.Enqueue(to);
                    }
                }
            }
        }

        // Desensitized states that a subtype never enters are the only ones without a way in; a drug may come and go there.
        int[] apart = [.. Enumerable.Range(0, count).Where(to => potential[to] is null)];
        Assert.All(apart, to => Assert.Matches(@"\.D[12]$", rates.States[to]));
        Assert.All(apart, to => Assert.All(Enumerable.Range(0, count).Except(apart), from => Assert.Equal(0, rates.Rates[from, to])));
        Assert.True(cycles > count, "the scheme has cycles to check");
    }

    [Theory]
    [InlineData("2A")]
    [InlineData("2B")]
    public void ProbabilitiesAddUpToOne(string subunits)
    {
        ChannelProtocol protocol = Patch.Read($"subunits {subunits}; magnesium 1 mM; ketamine 10 uM; pulses 5 Hz x 10; ramp from -100 mV to 40 mV over 500 ms; glutamate 1 mM for 2 s; wash 10 s");
        RunOutcome outcome = ChannelRun.Run([protocol], Patch.Text, ["receptor.nmda.free.total", "receptor.nmda.Mg.total", "s_ketamine.total", "r_ketamine.total"], cancellation: TestContext.Current.CancellationToken);
        for (int time = 0; time < outcome.Trajectories.Times.Length; time++)
        {
            double sum = Enumerable.Range(0, 4).Sum(quantity => outcome.Trajectories[0, quantity, time]);
            Assert.Equal(1, sum, 1e-12);
        }
    }

    [Theory]
    [InlineData("glycine 0", "glutamate 1 mM for 1 s")]
    [InlineData("glycine 100 uM", "glutamate 0 uM for 1 s")]
    public void NoCurrentWithoutBothAgonists(string glycine, string glutamate) =>
        Assert.InRange(Patch.Record($"{glycine}; {glutamate}").Open.Values.Max(), 0, 1e-15);

    [Fact]
    public void CurrentFollowsOhm()
    {
        Recording recording = Patch.Record("hold -50 mV; channels 200; glutamate 1 mM for 10 ms");
        int last = recording.Open.Times.Length - 1;

        // 200 channels of 50 pS at 50 mV below the reversal potential
        Assert.Equal(-200 * 50e-3 * 50 * recording.Open.Values[last], recording.Current.Values[last], 1e-9);
    }

    private static IEnumerable<(string, double)> Bath(double voltage, double temperature, string drug) =>
    [
        ("receptor.nmda.glutamate_step", 3), ("receptor.nmda.glycine", 0.7), ("receptor.nmda.magnesium", 0.4), ("receptor.nmda.V_step", voltage), ("receptor.nmda.temperature", temperature),
        .. Patch.Cabinet.Parts(Patch.Cabinet.Find(drug)).Select(part => (ReceptorText.Concentration(part.Drug), 2.0)),
    ];
}
