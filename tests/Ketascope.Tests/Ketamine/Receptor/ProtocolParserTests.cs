using Ketascope.Ketamine.Receptor;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Ketamine.Receptor;

public sealed class ProtocolParserTests
{
    [Fact]
    public void AProtocolBecomesTimedChanges()
    {
        ChannelProtocol protocol = Patch.Read("subunits 2b\nhold -60mV; glycine 30 uM # the bath; for all\nketamine 1 uM; wait 100 ms\nglutamate 1mM for 5 ms; wait 1 s; wash 2 s");
        Assert.Equal("2B", protocol.Subunits);
        Assert.Equal(3.105, protocol.End, 1e-12);
        Assert.Equal(["s-ketamine", "r-ketamine"], protocol.Drugs.Select(drug => drug.Id));
        Assert.Equal((0.1, 0.105), (protocol.Applications.Single().Start, Math.Round(protocol.Applications.Single().End, 12)));
        Assert.Contains(protocol.Before, change => change is { Knob: ProtocolKnob.Voltage, Value: -60 });
        Assert.Equal(
            [(0, ProtocolKnob.Drug, 0.5), (0, ProtocolKnob.Drug, 0.5), (0.1, ProtocolKnob.Glutamate, 1000), (0.105, ProtocolKnob.Glutamate, 0), (1.105, ProtocolKnob.Drug, 0), (1.105, ProtocolKnob.Drug, 0)],
            protocol.Changes.Select(change => (Math.Round(change.Time, 12), change.Knob, change.Value)));
    }

    [Fact]
    public void ARampMovesTheVoltage()
    {
        Recording recording = Patch.Record("hold -70 mV; glutamate 100 uM; wait 2 s; ramp from -100 mV to 40 mV over 700 ms; wait 1 s");
        double Ratio(double time) => recording.Current.At(time) / recording.Open.At(time);

        // Current over open probability is conductance times voltage: 1000 channels of 50 pS make 50 pA a mV.
        Assert.Equal(-100 * 50.0, Ratio(2.0 + 1e-9), 0.01);
        Assert.Equal(-60 * 50.0, Ratio(2.2), 0.1);
        Assert.Equal(-70 * 50.0, Ratio(3.5), 0.01);
    }

    /// <summary>Molar masses: of ketamine 237.73, of its hydrochloride 274.19, of MK-801 221.30, of the magnesium ion 24.305 g/mol.</summary>
    [Theory]
    [InlineData("ketamine 160 ng/mL", 160 / 237.73)]
    [InlineData("ketamine 160 ug/L", 160 / 237.73)]
    [InlineData("ketamine 0.16mg/l", 160 / 237.73)]
    [InlineData("S-ketamine 160 µg/L", 160 / 237.73)]
    [InlineData("ketamine HCl 160 ng/mL", 160 / 274.19)]
    [InlineData("ketamine hydrochloride 1 uM", 1)]
    [InlineData("MK801 1 ng/mL", 1 / 221.30)]
    [InlineData("norketamine 1 mg/dL", 10_000 / 223.70)]
    public void A_mass_becomes_a_concentration_by_the_molar_mass(string text, double micromolar) =>
        Assert.Equal(micromolar, Patch.Read(text).Changes.Sum(change => change.Value), 1e-4 * micromolar);

    [Fact]
    public void A_mass_of_what_every_bath_holds_is_understood_too()
    {
        ChannelProtocol protocol = Patch.Read("magnesium 24.305 mg/L; glycine 750.7 ug/L");
        Assert.Contains(protocol.Before, change => change is { Knob: ProtocolKnob.Magnesium, Value: > 0.9999 and < 1.0001 });
        Assert.Contains(protocol.Before, change => change is { Knob: ProtocolKnob.Glycine, Value: > 9.999 and < 10.001 });
    }

    [Fact]
    public void What_a_mass_was_taken_for_is_said()
    {
        Assert.Equal(["160 ng/mL ketamine is 0.673 uM (237.73 g/mol, the base and not a salt; all of it free)"],
            Patch.Read("ketamine 160 ng/mL; wait 1 s; ketamine 160 ng/mL").Notes);
        Assert.Empty(Patch.Read("ketamine 1 uM").Notes);
    }

    [Theory]
    [InlineData("hold -300 mV")]
    [InlineData("hold 0.3 V")]
    [InlineData("hold 0")]
    public void A_voltage_that_a_membrane_survives_is_taken(string text) => Assert.Single(Patch.Read(text).Before);

    [Theory]
    [InlineData("hold -70", "unit of voltage")]
    [InlineData("glutamat 1 mM", "did you mean 'glutamate'?")]
    [InlineData("ketamin 1 uM", "did you mean 'ketamine'?")]
    [InlineData("glutamate 1 mm for 1 ms", "did you mean 'mM'?")]
    [InlineData("glutamate -1 mM", "negative")]
    [InlineData("wait 1 s x", "end of the statement")]
    [InlineData("pulses 0 Hz x 3", "above 0")]
    [InlineData("pulses 1 Hz x 2.5", "whole number")]
    [InlineData("pulses 1 Hz", "ends too early: expected 'x'")]
    [InlineData("ramp from -100 mV to 40 mV over 0 s", "takes time")]
    [InlineData("subunits 3A", "2A, 2B, 2C, 2D")]
    [InlineData("glutamate 1e999 M", "too large")]
    [InlineData("hold 5V", "no membrane survives 5V; did you mean 5 mV?")]
    [InlineData("hold -70 V", "did you mean -70 mV?")]
    [InlineData("hold 0.5 V", "expected -300 mV to 300 mV, such as -70 mV")]
    [InlineData("hold -301 mV", "expected -300 mV to 300 mV")]
    [InlineData("ramp from -100 V to 40 mV over 1 s", "did you mean -100 mV?")]
    [InlineData("ketamine 2 M", "no bath holds 2 M ketamine")]
    [InlineData("ketamine 160 ng", "ng/mL")]
    [InlineData("subunits 2B; subunits 2A", "a patch holds one subtype, and it is 2B already")]
    [InlineData("subunits 2A+2B", "a patch holds one subtype; record 2A and 2B one after the other (--subunits 2A,2B)")]
    public void AMistakeSaysWhereAndWhat(string text, string expected)
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => Patch.Read($"wait 1 s\n{text}"));
        Assert.Contains("protocol:2:", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
