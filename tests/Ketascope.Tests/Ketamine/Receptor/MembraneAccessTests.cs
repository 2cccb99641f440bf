using System.Collections.Immutable;
using Ketascope.Ketamine.Receptor;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Ketamine.Receptor;

public sealed class MembraneAccessTests
{
    private const string On = "mechanism membrane-access; ";

    private static readonly ImmutableArray<DrugFile> Ketamine = [.. Patch.Cabinet.Parts(Patch.Cabinet.Find("ketamine")).Select(part => part.Drug)];

    [Fact]
    public void Off_unless_asked_for()
    {
        Assert.DoesNotContain("membrane", Patch.Text.Compose("2A", Ketamine), StringComparison.Ordinal);
        Assert.False(Patch.Read("ketamine 1 uM; wait 1 s").MembraneAccess);
        ImmutableArray<DrugFile> memantine = [Patch.Cabinet.Find("memantine")];
        Assert.Equal(Patch.Text.Compose("2A", memantine), Patch.Text.Compose("2A", memantine, withOptional: true));
    }

    /// <summary>Without a drug nothing is in the site, so the control is what it was.</summary>
    [Fact]
    public void A_control_is_unchanged()
    {
        const string Pulse = "wait 1 ms; glutamate 1 mM for 5 ms; wait 300 ms; ketamine 0 uM; wait 1 ms";
        Assert.Equal(Patch.Record(Pulse).Open.At(0.1), Patch.Record(On + Pulse).Open.At(0.1), 1e-9);
    }

    /// <summary>The site alone: half effect near 0.1 uM, and about half of a lasting current stays at saturation.</summary>
    [Fact]
    public void Nanomolar_ketamine_weakens_a_lasting_current_in_part()
    {
        double[] left = [.. ((double[])[0.01, 0.1, 100]).Select(concentration => Left($"ketamine {concentration} uM; glutamate 100 uM for 1000 s",
            one => one.Open.Values[^1]))];
        Assert.InRange(left[2], 0.4, 0.6);
        Assert.InRange((1 - left[1]) / (1 - left[2]), 0.45, 0.55);
        Assert.InRange(1 - left[0], 0.02, 0.08);
    }

    [Fact]
    public void Brief_activations_are_spared()
    {
        double pulse = Left("ketamine 0.1 uM; wait 10 s; pulse; wait 1 s", one => one.Open.Values.Max());
        double lasting = Left("ketamine 0.1 uM; wait 10 s; glutamate 100 uM for 100 s", one => one.Open.Values[^1]);
        Assert.True(1 - pulse < 0.1 * (1 - lasting), $"a pulse keeps {pulse}, a lasting current {lasting}");
    }

    /// <summary>
    /// Lasting glutamate at the concentration around synapses is weakened most (Abbott 2025), at every subtype, in the brain's magnesium and temperature: the
    /// more, the less often the receptor is open without the drug.
    /// </summary>
    [Theory]
    [InlineData("2A")]
    [InlineData("2B")]
    [InlineData("2C")]
    [InlineData("2D")]
    public void A_current_in_little_glutamate_is_weakened_most(string subunits)
    {
        double Kept(string glutamate) => Left(
            $"subunits {subunits}; temperature 35 C; magnesium 1 mM; hold -60 mV; ketamine 0.5 uM; glutamate {glutamate} uM for 1000 s",
            one => one.Open.Values[^1]);
        double little = Kept("1"), much = Kept("100");
        Assert.InRange(little, 0.3, 0.6);
        Assert.True(little < much && much < 1, $"{little} is left in 1 uM glutamate, {much} in 100 uM");
    }

    /// <summary>In every cycle: at equilibrium each way is gone as often as its way back; and nothing is lost.</summary>
    [Fact]
    public void Every_cycle_obeys_microscopic_reversibility()
    {
        TransitionRates rates = TransitionRates.Of(
            Patch.Text.Load("2A", Ketamine, withOptional: true),
            new Dictionary<string, double> { ["receptor.nmda.glutamate_step"] = 10, ["receptor.nmda.magnesium"] = 0.5, ["s_ketamine_concentration"] = 0.3, ["r_ketamine_concentration"] = 0.2 }.ToImmutableSortedDictionary(),
            ReceptorText.IsReceptorState);
        ImmutableArray<double> weights = rates.Equilibrium();
        Assert.Equal(14 * 2 * 4, rates.States.Length);
        for (int from = 0; from < weights.Length; from++)
        {
            Assert.True(weights[from] > 0, rates.States[from]);
            for (int to = 0; to < weights.Length; to++)
            {
                double there = weights[from] * rates.Rates[from, to], back = weights[to] * rates.Rates[to, from];
                Assert.Equal(there, back, 1e-9 * Math.Max(there, back));
            }
        }
    }

    /// <summary>What is left beside the control where nothing enters the pore.</summary>
    private static double Left(string protocol, Func<Recording, double> read)
    {
        ChannelProtocol treated = Patch.Read(On + protocol) with { Parameters = ImmutableSortedDictionary<string, double>.Empty.Add("s_ketamine.k_block", 0).Add("r_ketamine.k_block", 0) };
        ImmutableArray<Recording> recordings = Patch.Experiment.Record([("treated", treated), ("control", treated.WithoutDrugs())]);
        return read(recordings[0]) / read(recordings[1]);
    }
}
