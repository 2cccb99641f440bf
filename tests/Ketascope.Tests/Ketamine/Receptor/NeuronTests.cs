using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Receptor;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Ketamine.Receptor;

/// <summary>
/// The same scheme and protocol in NEURON 8.2 (Hines and Carnevale 1997, doi:10.1162/neco.1997.9.6.1179): tests/peers/nmda-neuron holds the mechanism, the script and what it printed.
/// </summary>
public sealed class NeuronTests
{
    /// <summary>Each phase in tenths, so that a value is recorded whenever the script prints one.</summary>
    private static string Protocol { get; } =
        "hold -40 mV; magnesium 1 mM; glycine 0; wait 1 s; glycine 10 uM; s-ketamine 2 uM" + Phase(0, 10) + Phase(100, 50) + Phase(0, 30) + Phase(1000, 10) + Phase(0, 50);

    [Fact]
    public void TheSameProtocolInNeuronGivesTheSameOpenProbability()
    {
        (double Time, double Open, double Held)[] expected = [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "peers", "nmda-neuron", "neuron.csv")).Skip(1).Select(line => line.Split(',')).Select(cells => (Number(cells[0]), Number(cells[1]), Number(cells[2])))];
        ChannelProtocol protocol = Patch.Read(Protocol);
        RunOutcome outcome = ChannelRun.Run(
            [protocol],
            Patch.Text,
            [ReceptorText.OpenProbability, "s_ketamine.total"],
            _ => Values,
            new SolverSettings { RelativeTolerance = 1e-11, AbsoluteTolerance = 1e-13 },
            TestContext.Current.CancellationToken);
        Trace open = new([.. outcome.Trajectories.Times], outcome.Trajectories.Course(0, 0)), held = new(open.Times, outcome.Trajectories.Course(0, 1));
        Assert.Equal(50, expected.Length);
        foreach ((double time, double p, double h) in expected)
        {
            int index = Array.FindIndex(open.Times, recorded => Math.Abs(recorded - 1 - time) < 1e-9);
            Assert.Equal(p, open.Values[index], 1e-6 * Math.Max(p, 1e-3));
            Assert.Equal(h, held.Values[index], 1e-6 * Math.Max(h, 1e-3));
        }
    }

    private static ImmutableSortedDictionary<string, double> Values => new (string Name, double Value)[]
    {
        ("kon_23", 31.6), ("koff_23", 1010), ("gon_23", 8.1), ("goff_23", 88.57), ("beta", 20), ("kf_on_23", 3140), ("kf_off_23", 174), ("ks_on_23", 230), ("ks_off_23", 178),
        ("kd1_on_23", 85.1), ("kd1_off_23", 29.7), ("kd2_on_23", 230), ("kd2_off_23", 1.01), ("kd2_scale", 0.18), ("k_mg_off_0", 5400), ("V_mg_off", 47), ("K_mg_0", 3.57), ("V_mg", 1 / 0.062),
    }.ToImmutableSortedDictionary(one => $"receptor.nmda.{one.Name}", one => one.Value).AddRange(
    [
        new("s_ketamine.k_block", 0.877), new("s_ketamine.k_unblock_ref", 0.38), new("s_ketamine.V_ref", -70), new("s_ketamine.V_site", 8.314462618 * 296.15 / 96485.33212 * 1e3 / 0.79),
    ]);

    private static string Phase(double glutamate, double milliseconds) =>
        string.Concat(Enumerable.Repeat(FormattableString.Invariant($"; glutamate {glutamate} uM; wait {milliseconds} ms"), 10));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
