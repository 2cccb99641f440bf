using System.CommandLine;
using Ketascope.Ketamine.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope cord sensitize</c>: an injury, and what becomes of the cord.</summary>
internal static class CordSensitizeCommand
{
    private static readonly Option<string?> Injury = WordsOption.Once("--injury",
        "How long C fibres fire at 1 Hz, or at which rate: \"0.5 Hz for 6 h\" (default: 6 h)", "TIME");
    private static readonly Option<string?> Disinhibition = WordsOption.Once("--disinhibition",
        "The part of inhibition that the condition takes away: 20 % (default: none)", "PERCENT");
    private static readonly Option<string[]> Then = WordsOption.Repeated(
        "--then", "What follows: test, wait 1h, \"ketamine 0.5 mg/kg iv over 40 min\", or any statement; repeatable", "STATEMENT");

    private static readonly Option<string?> Follow = WordsOption.Once("--follow", "How long the cord is followed at the end (default: 1 d)", "TIME");
    private static readonly Option<string?> Protocol = new("--protocol")
    {
        Description = "A file with the whole protocol (docs/cord.md), in place of injury and what follows",
        HelpName = "FILE",
    };

    private static readonly CordOptions Cord = new();

    public static string[] Examples { get; } =
    [
        "cord sensitize --injury 6h --then test --then \"ketamine 0.5 mg/kg iv over 40 min\" --follow 14d",
        "cord sensitize --injury 3d --disinhibition 20% --then \"ongoing 0.24 Hz\" --then \"wait 20 d\" --then \"ketamine 1 uM\" " +
            "--then \"wait 100 h\" --then wash --follow 30d --plot reset.svg",
    ];

    public static Command Create()
    {
        Command command = new("sensitize", "An injury, and what becomes of the cord: tests of its state, a drug, weeks of following") { Injury,
            Disinhibition, Then, Follow, Protocol };
        Cord.AddTo(command);
        command.SetAction((parsed, cancellation) => Cord.AskAsync(parsed, Request(parsed), cancellation));
        return command;
    }

    private static CordSensitizeRequest Request(ParseResult parsed) => new()
    {
        Injury = parsed.GetValue(Injury),
        Disinhibition = parsed.GetValue(Disinhibition),
        Then = [.. WordsOption.Values(parsed, Then)],
        Follow = parsed.GetValue(Follow),
        Protocol = parsed.GetValue(Protocol),
    };
}
