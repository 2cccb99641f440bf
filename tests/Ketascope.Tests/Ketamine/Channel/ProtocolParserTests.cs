using Ketascope.Ketamine.Channel;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Ketamine.Channel;

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
    public void AMistakeSaysWhereAndWhat(string text, string expected)
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => Patch.Read($"wait 1 s\n{text}"));
        Assert.Contains("protocol:2:", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
