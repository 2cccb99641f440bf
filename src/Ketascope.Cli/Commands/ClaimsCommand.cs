using System.CommandLine;
using Ketascope.Ketamine.Studies;
using Ketascope.Study.Claims;
using Ketascope.Study.Requests;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope claims</c>: every sentence of the mission as an experiment beside what was published.</summary>
internal static class ClaimsCommand
{
    private static readonly Argument<int[]> Numbers = new("NUMBER") { Description = "Which claims (default: all, as a list)", Arity = ArgumentArity.ZeroOrMore };
    private static readonly UncertaintyOptions Uncertainty = new("--seed");
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };
    private static readonly Option<string?> Html = new("--html") { Description = "Write the ledger as one HTML page; - is standard output", HelpName = "FILE" };
    private static readonly Option<string?> Plot = new("--plot")
    {
        Description = "Write the picture of one claim: FILE.svg or FILE.png; - is standard output, as SVG",
        HelpName = "FILE",
    };
    private static readonly Option<string?> AskFile = Shared.Request();

    public static string[] Examples { get; } =
    [
        "claims",
        "claims 1 2 8 15 16",
        "claims 15 --plot block.png",
        "claims 16 --uncertainty 100",
        "claims --html ledger.html",
    ];

    public static Command Create()
    {
        Command command = new("claims", "Run the mission's claims as experiments: measured, expected, verdict")
        {
            Numbers, Json, Html, Plot, AskFile,
        };
        Uncertainty.AddTo(command);
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

        ClaimsRequest request = Uncertainty.Read(parsed, new ClaimsRequest { Numbers = [.. numbers] });
        return await Answer.WriteAsync(
            parsed,
            request,
            new AnswerFiles
            {
                Plot = parsed.GetValue(Plot),
                Request = parsed.GetValue(AskFile),
                Page = parsed.GetValue(Html),
                Print = parsed.GetValue(Json) ? result => Console.Out.WriteLine(LedgerPage.Json(result.Claims)) : null,
            },
            cancellation).ConfigureAwait(false);
    }
}
