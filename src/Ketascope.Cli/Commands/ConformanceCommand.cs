using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using CsvHelper;
using Ketascope.Cli.Terminal;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Conformance;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope conformance DIR</c>: cases of the SBML Test Suite, each judged by its own tolerances.</summary>
internal static class ConformanceCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "The folder of the cases: each a folder with model.xml, settings.txt and results.csv, or as the SBML Test Suite has them (cases/semantic)" };
    private static readonly Option<string?> Table = Shared.Table("case, verdict and reason of each");
    private static readonly Option<string[]> Only = new("--case") { Description = "Run these cases alone; repeatable", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<string> Through = Shared.Word("--through", "Write every model in this language and read it back before it is run (default: direct)", "direct", "antimony", "sbml");

    public static string[] Examples { get; } = ["conformance ../shared/conformance/sbml --table results.csv", "conformance ../shared/conformance/sbml --through antimony"];

    public static Command Create()
    {
        Command command = new("conformance", "Run cases of the SBML Test Suite and count what passes") { Folder, Table, Only, Through };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        Shared.RequireWritable(parsed.GetValue(Table), null);
        string[] only = parsed.GetValue(Only) ?? [];
        ImmutableArray<ConformanceCase> cases = ConformanceFolder.Cases(parsed.GetRequiredValue(Folder));
        foreach (string missing in only.Where(name => cases.All(item => item.Name != name)))
        {
            throw new UserErrorException($"there is no case '{missing}'{NearestName.Hint(missing, cases.Select(item => item.Name))}");
        }

        cases = [.. cases.Where(item => only.Length == 0 || only.Contains(item.Name))];
        ModelRoute route = parsed.GetValue(Through) switch
        {
            "antimony" => ModelRoute.Antimony,
            "sbml" => ModelRoute.Sbml,
            _ => ModelRoute.Direct,
        };
        ImmutableArray<CaseResult> results = await Task.Run(() => ConformanceRun.RunAll(cases, route, cancellation), cancellation).ConfigureAwait(false);
        if (parsed.GetValue(Table) is { } table)
        {
            OutputFile.WriteText(table, writer => Write(writer, results));
        }

        Print(results);
        return CommandLine.Success;
    }

    private static void Write(TextWriter writer, ImmutableArray<CaseResult> results)
    {
        using CsvWriter csv = new(writer, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (string[] row in results.Select(r => new[] { r.Case.Name, Word(r.Verdict), r.Reason }).Prepend(["case", "verdict", "reason"]))
        {
            foreach (string field in row)
            {
                csv.WriteField(field);
            }

            csv.NextRecord();
        }
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Failed => "failed",
        Verdict.Refused => "refused",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static void Print(ImmutableArray<CaseResult> results)
    {
        ResultColumn[] columns = [new("tag"), new("passed"), new("failed"), new("refused")];
        IEnumerable<ImmutableArray<Cell>> rows = results
            .SelectMany(result => result.Case.Tags.Select(tag => (tag, result.Verdict)))
            .GroupBy(pair => pair.tag, pair => pair.Verdict)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (ImmutableArray<Cell>)[group.Key, .. Counts([.. group]).Select(count => (Cell)count.ToString(CultureInfo.InvariantCulture))]);
        TableText.Write(new ResultTable([.. columns], [.. rows]));
        int[] all = Counts([.. results.Select(result => result.Verdict)]);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all[0]} passed, {all[1]} failed, {all[2]} refused"));
    }

    private static int[] Counts(Verdict[] verdicts) =>
        [verdicts.Count(v => v == Verdict.Passed), verdicts.Count(v => v == Verdict.Failed), verdicts.Count(v => v == Verdict.Refused)];
}
