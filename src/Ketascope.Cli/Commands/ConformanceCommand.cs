using System.CommandLine;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope conformance DIR</c>: cases of the SBML Test Suite, each judged by its own tolerances.</summary>
internal static class ConformanceCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "The folder of the cases: each a folder with model.xml, settings.txt and results.csv, or as the SBML Test Suite has them (cases/semantic); or the folder of models without results (.ant, .xml), each run for 100 units of its time" };
    private static readonly Option<string?> Table = Shared.Table("case, verdict and reason of each; of models, how far each came and why no further");
    private static readonly Option<string[]> Only = new("--case")
    {
        Description = "Run these cases alone; repeatable",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> Through =
        Shared.Word("--through", "Write every model in this language and read it back before it is run (default: direct)", "direct", "antimony", "sbml");

    private static readonly Option<double?> Limit =
        Shared.Number<double?>("--limit", "The longest that a model without results may run, s (default: 10)", "SECONDS", null);

    private static readonly Option<bool> IgnoreFast = new("--ignore-fast")
    {
        Description = "Of models without results, take reactions that are marked fast (fast=\"true\") for ordinary ones",
    };

    private static readonly Option<bool> AgainstTight = new("--against-tight")
    {
        Description = "Run every model without results again at a " +
        "tolerance 1000 times tighter, count those that differ by more than 1e-3 of a variable's range, and say which were warned of"
    };

    private static readonly AnswerOptions Files = new();

    public static string[] Examples { get; } =
    [
        "conformance ../shared/conformance/sbml --table results.csv",
        "conformance ../shared/conformance/sbml --through antimony",
        "conformance ../shared/conformance/antimony/biomodels --table models.csv",
        "conformance ../shared/conformance/antimony/biomodels --against-tight",
    ];

    public static Command Create()
    {
        Command command = new("conformance", "Run cases of the SBML Test Suite and count what passes, or models alone and count what runs")
        {
            Folder, Table, Only, Through, Limit, AgainstTight, IgnoreFast,
        };
        Files.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation) => Answer.WriteAsync(
        parsed,
        new ConformanceRequest
        {
            Dir = parsed.GetRequiredValue(Folder),
            Case = [.. parsed.GetValue(Only) ?? []],
            Through = parsed.GetValue(Through),
            Limit = parsed.GetValue(Limit),
            AgainstTight = parsed.GetValue(AgainstTight),
            IgnoreFast = parsed.GetValue(IgnoreFast),
        },
        Files.Read(parsed) with { Table = parsed.GetValue(Table) },
        cancellation);
}
