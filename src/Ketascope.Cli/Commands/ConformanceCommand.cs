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
    private static readonly Argument<string> Folder = new("DIR") { Description = "The folder of the cases: each a folder with model.xml, settings.txt and results.csv, or as the SBML Test Suite has them (cases/semantic); or the folder of models without results (.ant, .xml), each run for 100 units of its time" };
    private static readonly Option<string?> Table = Shared.Table("case, verdict and reason of each; of models, how far each came and why no further");
    private static readonly Option<string[]> Only = new("--case") { Description = "Run these cases alone; repeatable", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<string> Through = Shared.Word("--through", "Write every model in this language and read it back before it is run (default: direct)", "direct", "antimony", "sbml");

    private static readonly Option<double> Limit = Shared.Number("--limit", "The longest that a model without results may run, s (default: 10)", "SECONDS", 10.0);

    private static readonly Option<bool> IgnoreFast = new("--ignore-fast") { Description = "Of models without results, take reactions that are marked fast (fast=\"true\") for ordinary ones" };

    private static readonly Option<bool> AgainstTight = new("--against-tight") { Description = "Run every model without results again at a tolerance 1000 times tighter, count those that differ by more than 1e-3 of a variable's range, and say which were warned of" };

    public static string[] Examples { get; } = ["conformance ../shared/conformance/sbml --table results.csv", "conformance ../shared/conformance/sbml --through antimony", "conformance ../shared/conformance/antimony/biomodels --table models.csv", "conformance ../shared/conformance/antimony/biomodels --against-tight"];

    public static Command Create()
    {
        Command command = new("conformance", "Run cases of the SBML Test Suite and count what passes, or models alone and count what runs") { Folder, Table, Only, Through, Limit, AgainstTight, IgnoreFast };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        Outputs.Prepare(parsed, parsed.GetValue(Table), null);
        string[] only = parsed.GetValue(Only) ?? [];
        ModelRoute route = parsed.GetValue(Through) switch
        {
            "antimony" => ModelRoute.Antimony,
            "sbml" => ModelRoute.Sbml,
            _ => ModelRoute.Direct,
        };
        if (ModelTrial.ModelsIn(parsed.GetRequiredValue(Folder)) is { IsEmpty: false } models)
        {
            TimeSpan limit = parsed.GetValue(Limit) is > 0 and <= 1e6 and var seconds ? TimeSpan.FromSeconds(seconds) : throw new UserErrorException("--limit must be above 0 s and at most 1e6 s");
            models = Chosen(models, path => Path.GetFileName(path), only);
            ImmutableArray<ModelTrial> trials = await Task.Run(() => ModelTrial.RunAll(models, route, new ModelTrialSettings(limit) { IsAgainstTight = parsed.GetValue(AgainstTight), IgnoresFast = parsed.GetValue(IgnoreFast) }, cancellation), cancellation).ConfigureAwait(false);
            string[] heads = ["model", "reached", "warnings", "reason", .. parsed.GetValue(AgainstTight) ? (string[])["of_range", "warned"] : []];
            WriteTable(parsed, heads, trials.Select(trial => Row(trial)[..heads.Length]));
            Print(trials);
            return trials.Any(t => t.Tight is { Differs: true, IsWarned: false }) ? ExitCode.Failure : ExitCode.Success;
        }

        Shared.Refuse(parsed, [Limit], "is for models without results; cases run to their end");
        if (parsed.GetValue(AgainstTight))
        {
            throw new UserErrorException("--against-tight is for models without results; cases are judged by their own");
        }

        if (parsed.GetValue(IgnoreFast))
        {
            throw new UserErrorException("--ignore-fast goes with a folder of models without results; what is right in a case of the SBML Test Suite is what its fast reactions do");
        }

        ImmutableArray<ConformanceCase> cases = Chosen(ConformanceFolder.Cases(parsed.GetRequiredValue(Folder)), item => item.Name, only);
        ImmutableArray<CaseResult> results = await Task.Run(() => ConformanceRun.RunAll(cases, route, cancellation), cancellation).ConfigureAwait(false);
        WriteTable(parsed, ["case", "verdict", "reason"], results.Select(r => new[] { r.Case.Name, Word(r.Verdict), r.Reason }));
        Print(results);
        return ExitCode.Success;
    }

    private static ImmutableArray<T> Chosen<T>(ImmutableArray<T> all, Func<T, string> name, string[] only)
    {
        if (only.FirstOrDefault(word => all.All(item => name(item) != word)) is { } missing)
        {
            throw new UserErrorException($"there is no case '{missing}'{NearestName.Hint(missing, all.Select(name))}");
        }

        return only.Length == 0 ? all : [.. all.Where(item => only.Contains(name(item)))];
    }

    private static void WriteTable(ParseResult parsed, string[] heads, IEnumerable<string[]> rows)
    {
        if (parsed.GetValue(Table) is not { } table)
        {
            return;
        }

        OutputFile.WriteText(table, writer =>
        {
            using CsvWriter csv = new(writer, CultureInfo.InvariantCulture, leaveOpen: true);
            foreach (string[] row in rows.Prepend(heads))
            {
                foreach (string field in row)
                {
                    csv.WriteField(field);
                }

                csv.NextRecord();
            }
        });
    }

    private static string Word(ModelStage stage) => stage switch
    {
        ModelStage.Refused => "refused",
        ModelStage.Read => "read",
        ModelStage.Compiled => "compiled",
        ModelStage.Started => "started",
        ModelStage.Finished => "finished",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static void Print(ImmutableArray<ModelTrial> trials)
    {
        foreach (ModelTrial trial in trials.Where(trial => trial.Reached != ModelStage.Finished))
        {
            Console.Out.WriteLine($"{trial.Name}: {Word(trial.Reached)}: {trial.Reason}");
        }

        PrintTight([.. trials.Where(trial => trial.Tight is not null)]);
        int Came(ModelStage stage) => trials.Count(trial => trial.Reached >= stage);
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Came(ModelStage.Finished)} of {trials.Length} ran to {ModelTrial.Span} ({Came(ModelStage.Read)} were read, {Came(ModelStage.Compiled)} compiled, {Came(ModelStage.Started)} started)"));
    }

    private static string[] Row(ModelTrial trial) =>
    [
        trial.Name, Word(trial.Reached), trial.Warnings.ToString(CultureInfo.InvariantCulture), trial.Reason,
        trial.Tight?.Worst?.OfRange.ToString("G3", CultureInfo.InvariantCulture) ?? "", trial.Tight is null ? "" : trial.Tight.IsWarned ? "yes" : "no",
    ];

    private static void PrintTight(ImmutableArray<ModelTrial> trials)
    {
        if (trials.IsEmpty)
        {
            return;
        }

        foreach (ModelTrial trial in trials.Where(trial => trial.Tight is { Differs: true } or { Reason.Length: > 0 }))
        {
            Console.Out.WriteLine($"{trial.Name}: {(trial.Tight!.Differs ? $"{(trial.Tight.IsWarned ? "warned of" : "NOT warned of")}: {trial.Tight.Worst}" : trial.Tight.Reason)}");
        }

        int differing = trials.Count(trial => trial.Tight!.Differs), warned = trials.Count(trial => trial.Tight is { Differs: true, IsWarned: true });
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{differing} of {trials.Length} differ from a tighter solution by more than {TightTrial.Bound} of a range, {warned} of them warned of; {trials.Count(trial => trial.Tight!.IsWarned)} warned of in all"));
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
