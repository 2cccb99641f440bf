using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

[Collection(ConsoleTests.Name)]
public sealed class ChannelTests
{
    [Fact]
    public async Task AStepIsRecordedWithAndWithoutTheDrug()
    {
        using TemporaryFolder folder = new();
        string table = folder["steps.csv"], plot = folder["epsc.svg"];
        ProgramResult result = await CapturedProgram.RunAsync("channel", "--glutamate", "1 mM for 1 ms", "--glycine", "10uM", "--hold", "-70mV", "--drug", "ketamine 1 uM", "--plot", plot, "--table", table);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("GluN2A, control", result.Output, StringComparison.Ordinal);
        Assert.Contains("GluN2A, ketamine 1 uM", result.Output, StringComparison.Ordinal);
        Assert.Contains("<svg", await File.ReadAllTextAsync(plot, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        string[] lines = await File.ReadAllLinesAsync(table, TestContext.Current.CancellationToken);
        Assert.Equal("recording,time_s,current_pA,open_probability,drug_occupancy", lines[0]);
        Assert.True(lines.Length > 200);
    }

    [Fact]
    public async Task AProtocolFileIsRun()
    {
        using TemporaryFolder folder = new();
        string file = folder["steps.txt"];
        await File.WriteAllTextAsync(file, "wait 10 ms # baseline\nglutamate 100 uM for 100 ms\nwait 100 ms\n", TestContext.Current.CancellationToken);
        ProgramResult result = await CapturedProgram.RunAsync("channel", "--protocol", file, "--subunits", "2B");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("GluN2B", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PulsesShowBlockPulseByPulse()
    {
        ProgramResult result = await CapturedProgram.RunAsync("channel", "pulses", "--rate", "1Hz", "--count", "3", "--drug", "MK-801 5 uM", "--then", "wash", "30s", "--then", "pulses");
        Assert.Equal(0, result.ExitCode);
        double[] left = [.. result.Output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(cells => cells.Length == 4 && int.TryParse(cells[0], out _)).Select(cells => double.Parse(cells[3], System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(6, left.Length);
        Assert.True(left[0] > left[1] && left[1] > left[2], "block grows");
        Assert.True(left[3] < 0.5, "and stays while nothing opens");
    }

    [Fact]
    public async Task ASingleChannelIsRecorded()
    {
        using TemporaryFolder folder = new();
        string table = folder["dwells.csv"], plot = folder["single.svg"];
        ProgramResult result = await CapturedProgram.RunAsync("channel", "single", "--glutamate", "1", "mM", "--for", "20", "s", "--channels", "200", "--table", table, "--plot", plot);
        Assert.Equal(0, result.ExitCode);
        double[] row = [.. result.Output.Split('\n').Single(line => line.StartsWith("open probability  ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..].Select(cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(row[1], row[0], 0.2 * row[1]);
        Assert.Contains("deterministic solution", await File.ReadAllTextAsync(plot, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        string[] lines = await File.ReadAllLinesAsync(table, TestContext.Current.CancellationToken);
        Assert.StartsWith("shut,0,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("open,", lines[2], StringComparison.Ordinal);
    }

    /// <summary>Words up to the next option belong together, as if they were in quotes.</summary>
    [Fact]
    public async Task QuotesAreNotNeeded()
    {
        ProgramResult quoted = await CapturedProgram.RunAsync("channel", "--glutamate", "1 mM for 1 ms", "--drug", "ketamine 1 uM", "--hold", "-60 mV");
        ProgramResult plain = await CapturedProgram.RunAsync("channel", "--glutamate", "1", "mM", "for", "1", "ms", "--drug", "ketamine", "1", "uM", "--hold", "-60", "mV");
        Assert.Equal(0, plain.ExitCode);
        Assert.Equal(quoted.Output, plain.Output);
    }

    /// <summary>A mistake in a protocol file is at its own line and column, whatever the options add before it.</summary>
    [Fact]
    public async Task AMistakeInAProtocolFileHasItsPlace()
    {
        using TemporaryFolder folder = new();
        string file = folder["steps.txt"];
        await File.WriteAllTextAsync(file, "wait 10 sec\n", TestContext.Current.CancellationToken);
        ProgramResult result = await CapturedProgram.RunAsync("channel", "--protocol", file);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("steps.txt:1:9:", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no 'GluN3'", "channel", "--subunits", "GluN3")]
    [InlineData("did you mean 'ketamine'?", "channel", "--drug", "ketamin 1 uM")]
    [InlineData("need a unit", "channel", "dose-response", "--drug", "ketamine 0,1")]
    [InlineData("there is no drug", "channel", "ic50", "--drugs", "aspirin")]
    [InlineData("--hold \"-70 xV\": 'xV': expected a unit of voltage", "channel", "--hold", "-70 xV")]
    [InlineData("--rate \"1 s\": 's'", "channel", "pulses", "--rate", "1 s")]
    [InlineData("--then \"wash 3 q\": 'q'", "channel", "pulses", "--then", "wash", "3", "q", "--count", "1")]
    [InlineData("there is no option '--foo'", "channel", "--drug", "ketamine", "1", "uM", "--foo", "3")]
    [InlineData("--drug is given more than once", "channel", "--drug", "ketamine 1 uM", "--drug", "memantine 1 uM")]
    [InlineData("Required argument missing for option: '--subunits'", "channel", "--subunits")]
    [InlineData("a single channel is of one subtype", "channel", "single", "--subunits", "2A,2B")]
    [InlineData("without it no channel opens", "channel", "single", "--glutamate", "0")]
    [InlineData("a temperature from 0 to 45 C", "channel", "--temperature", "300 C")]
    [InlineData("goes with one claim", "claims", "--plot", "x.png")]
    public async Task AMistakeIsExplained(string expected, params string[] args)
    {
        ProgramResult result = await CapturedProgram.RunAsync(args);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
