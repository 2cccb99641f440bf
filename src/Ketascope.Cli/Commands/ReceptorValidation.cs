using System.CommandLine;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine.Channel;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Observations;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope validate receptor</c>: what electrophysiologists observed, beside what the receptor does at the virtual electrode.</summary>
internal static class ReceptorValidation
{
    private static readonly Option<string?> Data = new("--data") { Description = "The observations (docs/channel-observations.md; default: those that come with Ketascope)", HelpName = "FILE" };
    private static readonly Option<string?> Table = Shared.Table("the rows with predicted, low, high (empty: no virtual cells), ratio, inside and reason");

    public static Command Create()
    {
        Command command = new("receptor", "Hold the NMDA receptor and its blockers against recordings; misses are results, not errors") { Data, Table };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        Outputs.Prepare(parsed, parsed.GetValue(Table), null);
        ObservationFile file = ObservationFile.Read(parsed.GetValue(Data) ?? Path.Combine(EvidenceFolder.Default(), "receptor", "observations.csv"), VirtualPatch.Vocabulary);
        VirtualPatch patch = new(PatchExperiment.Default());
        IReadOnlyList<Comparison> rows = await Task.Run(
            () =>
            {
                using ProgressLine progress = new(file.Rows.Length, "rows");
                return Comparison.All(file, patch, progress, cancellation);
            },
            cancellation).ConfigureAwait(false);
        if (parsed.GetValue(Table) is { } table)
        {
            OutputFile.WriteText(table, writer => ValidateCommand.Write(writer, file, rows), cancellation);
        }

        ValidateCommand.Print(rows, domino: null, seen => $"{seen.Time}, {seen.Setting.GetValueOrDefault("subunits", "2A")}");
        return ExitCode.Success;
    }
}
