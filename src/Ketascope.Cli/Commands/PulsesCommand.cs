using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine;
using Ketascope.Ketamine.Channel;
using Ketascope.Study.Plots;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope channel pulses</c>: trains of synaptic pulses, with and without a drug; use dependence and trapping.</summary>
internal static class PulsesCommand
{
    private static readonly Option<string> Rate = WordsOption.Once("--rate", "Pulses per second (default: 1 Hz)", "RATE", "1 Hz");
    private static readonly Option<int> Count = Shared.Number("--count", "How many pulses (default: 20)", "N", 20);
    private static readonly Option<string> Drug = WordsOption.Once("--drug", "A drug that is there from the first pulse on: \"MK-801 5 uM\"", "DRUG", "");
    private static readonly Option<string> Before = WordsOption.Once("--before", "How long the drug is there before the first pulse (default: 10 s)", "TIME", "10 s");
    private static readonly Option<string[]> Then = WordsOption.Repeated("--then", "What follows: wash 30s, pulses (another train), or any statement; repeatable", "STATEMENT");
    private static readonly Option<string?> Plot = Shared.Plot();

    public static string[] Examples { get; } = ["channel pulses --rate 1Hz --count 20 --drug \"MK-801 5 uM\" --then wash 30s --then pulses"];

    public static Command Create()
    {
        Command command = new("pulses", "Trains of synaptic pulses: block grows pulse by pulse, and stays trapped until channels open again")
        {
            Rate, Count, Drug, Before, Then, PatchOptions.Glycine, PatchOptions.Magnesium, PatchOptions.Hold, PatchOptions.Subunits, PatchOptions.Temperature, PatchOptions.Mechanism, Plot,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        Outputs.Prepare(parsed, null, parsed.GetValue(Plot));
        PatchExperiment patch = House.Installed.Library.Receptor;
        ImmutableArray<Recording> recordings = await Task.Run(() => patch.Record(Protocols(parsed, patch), cancellation), cancellation).ConfigureAwait(false);
        if (parsed.GetValue(Plot) is { } plot)
        {
            CoursePlot.Write(plot, PatchExperiment.Figure("Synaptic pulses", recordings, inMilliseconds: false), new PlotSettings(), cancellation);
        }

        TableText.Write(Table(recordings));
        return ExitCode.Success;
    }

    private static List<(string Label, ChannelProtocol Protocol)> Protocols(ParseResult parsed, PatchExperiment patch)
    {
        PatchStatements statements = new(parsed, patch.Cabinet);
        string count = parsed.GetValue(Count).ToString(CultureInfo.InvariantCulture);
        _ = statements.Checked("--count", count, $"pulses 1 Hz x {count}");
        string train = statements.Checked("--rate", parsed.GetRequiredValue(Rate), $"pulses {parsed.GetRequiredValue(Rate)} x {count}");
        string drug = statements.Drug(Drug);
        Shared.Refuse(parsed, drug.Length > 0 ? [] : [Before], "goes with --drug, which it says the start of");
        string before = drug.Length > 0 ? drug + statements.Of(Before, "wait") : "";
        string then = string.Concat(WordsOption.Values(parsed, Then).Select(one => one.Equals("pulses", StringComparison.OrdinalIgnoreCase) ? train : statements.Checked("--then", one, one)));
        PatchOptions.RequireMechanism(parsed, ProtocolParser.Parse(before + train + then, patch.Cabinet).Drugs);
        List<(string, ChannelProtocol)> protocols = [];
        foreach (string subunits in PatchOptions.SubunitsOf(parsed))
        {
            ChannelProtocol treated = ProtocolParser.Parse(statements.Bath(subunits) + before + train + then, patch.Cabinet, "options");
            protocols.Add(($"GluN{subunits}", treated.WithoutDrugs()));
            if (drug.Length > 0)
            {
                protocols.Add(($"GluN{subunits}, {parsed.GetRequiredValue(Drug)}", treated));
            }
        }

        return protocols;
    }

    /// <summary>One row a pulse: the peak of each recording, and with a drug as a fraction of the control beside it.</summary>
    private static ResultTable Table(ImmutableArray<Recording> recordings)
    {
        ImmutableArray<Response>[] responses = [.. recordings.Select(one => one.Responses)];
        List<ResultColumn> columns = [new("pulse"), new("time", "s")];
        foreach (Recording one in recordings)
        {
            columns.Add(one.Protocol.IsUntreated ? new ResultColumn($"{one.Label}, peak", "pA") : new ResultColumn($"{one.Label}, of control"));
        }

        return new ResultTable([.. columns], [.. recordings[0].Protocol.Applications.Select((application, pulse) => (ImmutableArray<Cell>)
        [
            (pulse + 1).ToString(CultureInfo.InvariantCulture),
            application.Start,
            .. recordings.Select((one, i) => (Cell)(one.Protocol.IsUntreated ? Height(responses[i][pulse]) : Height(responses[i][pulse]) / Height(responses[i - 1][pulse]))),
        ])]);
    }

    private static double Height(Response response) => response.Peak - response.Baseline;
}
