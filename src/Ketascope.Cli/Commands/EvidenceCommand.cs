using System.Collections.Immutable;
using System.CommandLine;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope evidence NAME</c>: from a parameter or a study to where its values come from.</summary>
internal static class EvidenceCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "A parameter (CL, CL_70, otto-2021.CL_70), a model (otto-2021), a study (\"Hasan 2021\", Hasan) or what was observed (S-norketamine)" };

    public static string[] Examples { get; } = ["evidence CL", "evidence otto-2021.CL_70", "evidence \"Hasan 2021\""];

    public static Command Create()
    {
        Command command = new("evidence", "Show where a parameter's values come from, or what a study observed") { Name };
        command.SetAction(parsed =>
        {
            foreach (EvidenceTable table in EvidenceTables.Find(EvidenceFolder.Default(), parsed.GetRequiredValue(Name)))
            {
                TableText.Write(
                    new ResultTable([.. table.Columns.Select(column => new ResultColumn(column))], [.. table.Rows.Select(row => row.Select(Cell.FromString).ToImmutableArray())]),
                    table.Title);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
