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
    [InlineData("subunits 2B\n")]
    [InlineData("subunits NR1/NR2B\nhold -40 mV\n")]
    public async Task AProtocolFileSaysTheSubtype(string begins)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["steps.txt"], begins + "wait 10 ms\nglutamate 1 mM for 5 ms\nwait 50 ms\n", TestContext.Current.CancellationToken);
        ProgramResult result = await CapturedProgram.RunAsync("channel", "--protocol", folder["steps.txt"], "--table", folder["t.csv"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("GluN2B", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("GluN2A", result.Output, StringComparison.Ordinal);
        ProgramResult option =
            await CapturedProgram.RunAsync("channel", "--glutamate", "1 mM for 5 ms", "--for", "50 ms", "--subunits", "2B", "--table",
            folder["o.csv"], "--hold", begins.Contains("-40", StringComparison.Ordinal) ? "-40 mV" : "-70 mV");
        Assert.Equal(0, option.ExitCode);
        Assert.Equal(await File.ReadAllTextAsync(folder["o.csv"], TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(folder["t.csv"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("begins with another value of --subunits", "--subunits", "2A")]
    [InlineData("begins with another value of --hold", "--hold", "-60 mV")]
    [InlineData("begins with another value of --drug", "--drug", "ketamine 2 uM")]
    [InlineData("so --glutamate cannot stand beside it", "--glutamate", "1 mM for 1 ms")]
    [InlineData("so --for cannot stand beside it", "--for", "1 s")]
    public async Task AnOptionThatAProtocolFileWouldReplaceIsRefused(string expected, params string[] option)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["steps.txt"], "subunits 2B; hold -40 mV; ketamine 1 uM\nglutamate 1 mM for 5 ms\nwait 50 ms\n",
            TestContext.Current.CancellationToken);
        ProgramResult result = await CapturedProgram.RunAsync(["channel", "--protocol", folder["steps.txt"], .. option]);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PopulationsAreRecordedSideBySideAndANoteSaysSo()
    {
        ProgramResult both = await CapturedProgram.RunAsync("channel", "--subunits", "2A+2B", "--for", "20 ms"),
            listed = await CapturedProgram.RunAsync("channel", "--subunits", "NR2A,GluN1/GluN2B", "--for", "20 ms");
        Assert.Equal((0, 0), (both.ExitCode, listed.ExitCode));
        Assert.DoesNotContain("Note:", listed.Output, StringComparison.Ordinal);
        string[] parts = both.Output.Split("Note: 2A+2B is taken as 2 populations, each recorded alone");
        Assert.Equal(2, parts.Length);
        Assert.StartsWith(parts[0], listed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMassIsOneOfTheBase()
    {
        ProgramResult mass = await CapturedProgram.RunAsync("channel", "dose-response", "--drug", "ketamine 237.73 ng/mL"),
            moles = await CapturedProgram.RunAsync("channel", "dose-response", "--drug", "ketamine 1 uM");
        static string[] Numbers(ProgramResult result) =>
            result.Output.Split('\n').Single(line => line.StartsWith("GluN2A, ketamine", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^4..];
        Assert.Equal(Numbers(moles), Numbers(mass));
        Assert.Contains("\nNote: 237.73 ng/mL ketamine is 1 uM (237.73 g/mol, the base and not a salt;\n  all of it free)\n", mass.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task PotenciesSayWhatTheyRestOn()
    {
        ProgramResult result = await CapturedProgram.RunAsync("channel", "ic50", "--drugs", "PCP,MK801", "--subunits", "2A,2D");
        string text = string.Join(' ', result.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("What these rest on: PCP (assumed): Ki 59 nM", text, StringComparison.Ordinal);
        Assert.Contains("Assumed: GluN2D as GluN2A, since no number was found.", text, StringComparison.Ordinal);
        Assert.Contains("MK-801 (", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALongRecordHasShutTimes()
    {
        ProgramResult result = await CapturedProgram.RunAsync("channel", "single", "--for", "2 min", "--channels", "1");
        string[][] shut =
        [
            .. result.Output.Split('\n').Where(line => line.StartsWith("shut ", StringComparison.Ordinal))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        ];
        Assert.InRange(shut.Length, 3, 5);
        Assert.All(shut, row => Assert.True(double.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture) > 0));
        Assert.Equal(100, shut.Sum(row => double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture)), 0.5);

        // Of one channel there is no mean to compare.
        Assert.Matches(@"distance of the ensemble from the deterministic\s+–", result.Output);
    }

    [Theory]
    [InlineData("expected a drug, its concentrations and a unit", "channel", "dose-response", "--drug", "ketamine 1 2 uM")]
    [InlineData("name at least one subtype", "channel", "--subunits", ",")]
    [InlineData("name at least one drug", "channel", "ic50", "--drugs", ",")]
    [InlineData("--hold \"5V\": no membrane survives 5V; did you mean 5 mV?", "channel", "--hold", "5V")]
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
