using System.Collections.Immutable;
using System.CommandLine;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope rerun MANIFEST</c>: the same question again, and whether the numbers are the same.</summary>
internal static class RerunCommand
{
    private static readonly Argument<string> Source = new("MANIFEST") { Description = "The manifest.json of a folder of results" };

    public static string[] Examples { get; } = ["rerun run/manifest.json"];

    public static Command Create()
    {
        Command command = new("rerun", "Make results again from their manifest, and tell whether the numbers are the same to the last digit") { Source };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        (RunManifest before, StudyRequest request) = Rerun.Read(parsed.GetRequiredValue(Source), House.Installed.Studies);
        StudyContext context = new(TimeProvider.System)
        {
            IsForFolder = !before.Files.IsEmpty,
            Table = before.HasValues ? values => values.WriteCsv(TextWriter.Null, cancellation) : null,
        };
        StudyResult result = await Answer.RunAsync(new StudyRunner(House.Installed.Studies), request, context, fitHint: null, cancellation)
            .ConfigureAwait(false);
        ImmutableArray<string> differences = Rerun.Differences(before, result.Manifest!);
        string[] lines = differences.IsEmpty
            ? ["The numbers are the same to the last digit.",
                .. Rerun.Reasons(before, result.Manifest!).Select(reason => $"{reason} The numbers do not depend on it.")]
            : [.. differences];
        foreach (string line in lines)
        {
            Console.Out.WriteLine(TextWrap.Paragraph(line, indent: 2));
        }

        return differences.IsEmpty ? ExitCode.Success : ExitCode.Failure;
    }
}
