using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine.Claims;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope claims</c>: every sentence of the mission as an experiment beside what was published.</summary>
internal static class ClaimsCommand
{
    private static readonly Argument<int[]> Numbers = new("NUMBER") { Description = "Which claims (default: all, as a list)", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };
    private static readonly Option<string?> Html = new("--html") { Description = "Write the ledger as one HTML page; - is standard output", HelpName = "FILE" };
    private static readonly Option<string?> Plot = new("--plot") { Description = "Write the picture of one claim: FILE.svg or FILE.png; - is standard output, as SVG", HelpName = "FILE" };

    public static string[] Examples { get; } = ["claims", "claims 1 2 8 15 16", "claims 15 --plot block.png", "claims --html ledger.html"];

    public static Command Create()
    {
        Command command = new("claims", "Run the mission's claims as experiments: measured, expected, verdict") { Numbers, Json, Html, Plot };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        int[] numbers = parsed.GetValue(Numbers) ?? [];
        if (parsed.GetValue(Plot) is not null && numbers.Length != 1)
        {
            throw new UserErrorException("--plot goes with one claim: ketascope claims 15 --plot block.png");
        }

        Outputs.Prepare(parsed, parsed.GetValue(Html), parsed.GetValue(Plot));

        ImmutableArray<Claim> claims = ClaimLedger.Find(numbers);
        List<ClaimResult> results = await Task.Run(() => RunAll(claims, cancellation), cancellation).ConfigureAwait(false);
        Write(parsed, results, isList: numbers.Length == 0, cancellation);
        return ExitCode.Success;
    }

    private static List<ClaimResult> RunAll(ImmutableArray<Claim> claims, CancellationToken cancellation)
    {
        using ProgressLine progress = new(claims.Length);
        List<ClaimResult> results = [];
        foreach (Claim claim in claims)
        {
            results.Add(claim.Run(cancellation));
            progress.Report(results.Count);
        }

        return results;
    }

    private static void Write(ParseResult parsed, List<ClaimResult> results, bool isList, CancellationToken cancellation)
    {
        if (parsed.GetValue(Html) is { } page)
        {
            OutputFile.WriteText(page, writer => writer.Write(LedgerPage.Html(results)), cancellation);
        }

        if (parsed.GetValue(Plot) is { } picture)
        {
            results[0].Picture.Write(picture, cancellation);
        }

        if (parsed.GetValue(Json))
        {
            Console.Out.WriteLine(LedgerPage.Json(results));
        }
        else if (isList)
        {
            TableText.Write(new ResultTable(
                [new("claim"), new("title"), new("numbers in range"), new("verdict")],
                [.. results.Select(one => (ImmutableArray<Cell>)[one.Claim.Number.ToString(CultureInfo.InvariantCulture), one.Claim.Title, $"{one.Findings.Count(finding => finding.Verdict == Verdict.Holds)} of {one.Findings.Length}", LedgerPage.Words(one.Verdict)])]));
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{results.Count} of {ClaimLedger.Total} claims have an experiment"));
        }
        else
        {
            results.ForEach(Print);
        }
    }

    private static void Print(ClaimResult result)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine(TextWrap.Paragraph(string.Create(CultureInfo.InvariantCulture, $"Claim {result.Claim.Number}: {result.Claim.Title}")));
        Console.Out.WriteLine(TextWrap.Paragraph($"\"{result.Claim.Sentence}\""));
        Console.Out.WriteLine(TextWrap.Paragraph(result.Claim.Experiment));
        TableText.Write(new ResultTable(
            [new("what"), new("measured"), new("expected"), new("verdict"), new("source")],
            [.. result.Findings.Select(one => (ImmutableArray<Cell>)[one.What, LedgerPage.Measured(one), LedgerPage.Range(one), LedgerPage.Words(one.Verdict), one.Source])]));
        Console.Out.WriteLine($"verdict: {LedgerPage.Words(result.Verdict)}");
        if (result.Remark.Length > 0)
        {
            Console.Out.WriteLine(TextWrap.Paragraph(result.Remark));
        }
    }
}
