using System.Collections.Immutable;
using Ketascope.Ketamine.Receptor;

namespace Ketascope.Tests.Ketamine.Receptor;

/// <summary>The figures of an independent implementation of the scheme by matrix exponentials (the evidence's prototype, mode "intact"), to its printed digits; with its values, whatever the shipped ones are.</summary>
public sealed class PrototypeTests
{
    [Theory]
    [InlineData("2A", 0.497, 14.0)]
    [InlineData("2B", 0.124, 16.5)]
    public void PeakOfAStep(string subunits, double open, double peakTime)
    {
        Recording recording = Prototype(subunits).Record([("", Patch.Read($"subunits {subunits}; glycine 100 uM; glutamate 1 mM for 3 s"))], TestContext.Current.CancellationToken)[0];
        double[] values = recording.Open.Values;
        int peak = Array.IndexOf(values, values.Max());
        Assert.Equal(open, values[peak], 6e-4);
        Assert.Equal(peakTime, recording.Open.Times[peak] * 1e3, 0.5);
    }

    [Theory]
    [InlineData("2A", 3.8, 1.30)]
    [InlineData("2B", 2.54, 0.23)]
    public void PotencyOfTheAgonistsAtEquilibrium(string subunits, double glutamate, double glycine)
    {
        // The prototype finds the concentration of half effect by root finding; the fitted one differs by the misfit of Hill's curve (0.5 %).
        ConcentrationResponse experiment = new(Prototype(subunits));
        double ofGlutamate = experiment.Run("", $"subunits {subunits}; glycine 100 uM; ", Varied.Glutamate, null, ConcentrationResponse.Series(1e-3, 1e4, 4), atPeak: false, TestContext.Current.CancellationToken).Fit.Midpoint;
        double ofGlycine = experiment.Run("", $"subunits {subunits}; ", Varied.Glycine, null, ConcentrationResponse.Series(1e-4, 1e4, 4), atPeak: false, TestContext.Current.CancellationToken).Fit.Midpoint;
        Assert.Equal(1, ofGlutamate / glutamate, 0.03);
        Assert.Equal(1, ofGlycine / glycine, 0.03);
    }

    [Theory]
    [InlineData("2A", 0.286, 11.3)]
    [InlineData("2B", 0.065, 24.7)]
    public void AtBodyTemperature(string subunits, double open, double decay)
    {
        // In mode "patch", where the second desensitized state is entered as published.
        PatchExperiment patch = Prototype(subunits);
        patch = new PatchExperiment(patch.Cabinet, Patch.Text)
        {
            Overrides = patch.Overrides
                .SetItem("receptor.nmda.kd2_scale", 1)
                .SetItem("receptor.nmda.gon_23", subunits == "2A" ? 8.95 : 22.2)
                .SetItem("receptor.nmda.goff_23", subunits == "2A" ? 181.2 : 57.63),
        };
        Trace trace = patch.Record([("", Patch.Read($"subunits {subunits}; temperature 35 C; glycine 100 uM; glutamate 1 mM for 5 ms; wait 6 s"))], TestContext.Current.CancellationToken)[0].Open;
        int peak = Array.IndexOf(trace.Values, trace.Values.Max());
        Assert.Equal(open, trace.Values[peak], 1e-3);

        // The prototype counts the decay from the peak, which is before the end of the step.
        Assert.Equal(1, (trace.Crossing(peak, trace.Times.Length - 1, trace.Values[peak] / Math.E) - trace.Times[peak]) * 1e3 / decay, 0.03);
    }

    [Theory]
    [InlineData(-70, 0, 0.71)]
    [InlineData(-60, 0, 0.969)]
    [InlineData(-60, 1, 12.2)]
    [InlineData(-40, 1, 7.84)]
    [InlineData(40, 0, 21.7)]
    public void PotencyOfKetamine(double voltage, double magnesium, double expected)
    {
        ConcentrationResponse experiment = new(Prototype("2A"));
        HillFit fit = experiment.Run(
            "", FormattableString.Invariant($"hold {voltage} mV; magnesium {magnesium} mM; "), Varied.Drug, "ketamine", ConcentrationResponse.Series(1e-2, 1e3, 3), atPeak: false, TestContext.Current.CancellationToken).Fit;

        // Its RT/F is 25.4 mV, ours 25.52: that is worth 1.2 % between -70 and 40 mV.
        Assert.Equal(1, fit.Midpoint / expected, 0.014);
        Assert.Equal(1, fit.Slope, 1e-3);
    }

    [Theory]
    [InlineData("mk-801 5 uM", -70, 0, 0.67, 0.23, 0.01)]
    [InlineData("ketamine 10 uM", -40, 1, 0.99, 0.96, 0.86)]
    public void TrainsOfPulses(string drug, double voltage, double magnesium, double first, double second, double fifth)
    {
        string Text(string with) => FormattableString.Invariant($"hold {voltage} mV; magnesium {magnesium} mM; ambient 25 nM; {with}wait 10 s; pulses 1 Hz x 5");
        ChannelProtocol treated = Patch.Read(Text($"{drug}; "));
        ImmutableArray<Recording> both = Prototype("2A").Record([("control", treated.WithoutDrugs()), ("treated", treated)], TestContext.Current.CancellationToken);
        double Relative(int pulse) => both[1].Responses[pulse].Peak / both[0].Responses[pulse].Peak;
        Assert.Equal([first, second, fifth], [Relative(0), Relative(1), Relative(4)], new Tolerance(0.02));
    }

    private static PatchExperiment Prototype(string subunits)
    {
        (string Name, double A, double B)[] values =
        [
            ("kon_23", 31.6, 2.83), ("koff_23", 1010, 38.1), ("kf_on_23", 3140, 2836), ("kf_off_23", 174, 175), ("ks_on_23", 230, 48), ("ks_off_23", 178, 230), ("kd1_on_23", 85.1, 550), ("kd1_off_23", 29.7, 81.4),
            ("kd2_on_23", 230, 112), ("kd2_off_23", 1.01, 0.91), ("kd2_scale", 0.18, 0.09), ("gon_23", 8.1, 14.6), ("goff_23", 88.57, 17.86), ("beta", 20, 20), ("K_mg_0", 3.57, 3.57), ("V_mg", 1 / 0.062, 1 / 0.062),
        ];
        return new PatchExperiment(Patch.Cabinet, Patch.Text)
        {
            Overrides = values.ToImmutableSortedDictionary(one => $"receptor.nmda.{one.Name}", one => subunits == "2A" ? one.A : one.B),
        };
    }

    private sealed class Tolerance(double size) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= size;

        public int GetHashCode(double number) => 0;
    }
}
