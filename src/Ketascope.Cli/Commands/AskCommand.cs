using System.CommandLine;
using Ketascope.Ketamine;
using Ketascope.Study.Requests;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope ask FILE</c>: any request of any command, as JSON.</summary>
internal static class AskCommand
{
    private static readonly Argument<string> Source = new("FILE")
    {
        Description = "The request as JSON, as --request writes it (docs/requests.md); - is standard input",
    };
    private static readonly Option<string?> Table = Shared.Table("all values");
    private static readonly Option<string?> Plot = Shared.Plot();
    private static readonly Option<string?> Out = new("--out") { Description = "Write all results into a folder", HelpName = "DIR" };
    private static readonly Option<bool> Log = Shared.LogAxis();
    private static readonly Option<bool> Json = Shared.Json();

    public static string[] Examples { get; } = ["ask dose.json", "ask dose.json --json", "ask - --plot dose.svg < dose.json"];

    public static Command Create()
    {
        Command command = new("ask", "Ask what a file says, as any command would") { Source, Table, Plot, Out, Log, Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string source = parsed.GetRequiredValue(Source);
        (_, StudyRequest request) = source == "-"
            ? House.Installed.Studies.Read(await Console.In.ReadToEndAsync(cancellation).ConfigureAwait(false), "standard input")
            : House.Installed.Studies.Read(InputFile.ReadText(source), source);
        return await Answer.WriteAsync(
            parsed,
            request,
            new AnswerFiles
            {
                Table = parsed.GetValue(Table),
                Plot = parsed.GetValue(Plot),
                Folder = parsed.GetValue(Out),
                Logarithmic = parsed.GetValue(Log),
                Json = parsed.GetValue(Json),
            },
            cancellation).ConfigureAwait(false);
    }
}
