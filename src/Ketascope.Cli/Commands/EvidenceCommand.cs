using System.CommandLine;
using Ketascope.Study.Areas;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope evidence NAME</c>: from a parameter or a study to its papers.</summary>
internal static class EvidenceCommand
{
    private static readonly Argument<string> Name = new("NAME")
    {
        Description = "A parameter (CL, otto-2021.CL_70), a model, a study (Krystal) or what was observed (norketamine)",
    };
    private static readonly AnswerOptions Options = new();

    public static string[] Examples { get; } = ["evidence CL", "evidence otto-2021", "evidence Krystal"];

    public static Command Create()
    {
        Command command = new("evidence", "Show where the numbers behind a parameter, a model or a study come from") { Name };
        Options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
            Answer.WriteAsync(parsed, new EvidenceRequest { Name = parsed.GetRequiredValue(Name) }, Options.Read(parsed), cancellation));
        return command;
    }
}
