using System.CommandLine;
using Ketascope.Ketamine.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope cord test</c>: what stimuli evoke, before and after.</summary>
internal static class CordTestCommand
{
    private static readonly Option<bool> Touch = new("--touch") { Description = "Test touch (with no stimulus named, all are tested)" };
    private static readonly Option<bool> Pinch = new("--pinch") { Description = "Test a pinch" };
    private static readonly Option<string?> Heat = WordsOption.Once("--heat", "Test heat: 40..50 C", "RANGE");
    private static readonly Option<bool> Shock = new("--shock") { Description = "Test electrical stimuli of the C fibres" };
    private static readonly Option<string[]> After = WordsOption.Repeated("--after",
        "What is done before the second test: \"injury for 6 h\", or any statement; repeatable", "STATEMENT");
    private static readonly Option<string?> Drug = WordsOption.Once("--drug", "A drug in the bath during the tests: \"ketamine 0.5 uM\"", "DRUG");
    private static readonly CordOptions Cord = new();

    public static string[] Examples { get; } = ["cord test --touch --pinch --heat 40..50C",
        "cord test --touch --after \"injury for 6 h\" --drug \"ketamine 0.5 uM\""];

    public static Command Create()
    {
        Command command = new("test", "What touch, pinch, heat and shocks evoke: in a usual cord, after something was done to it, with a drug") { Touch,
            Pinch, Heat, Shock, After, Drug };
        Cord.AddTo(command);
        command.SetAction((parsed, cancellation) => Cord.AskAsync(parsed, Request(parsed), cancellation));
        return command;
    }

    private static CordTestRequest Request(ParseResult parsed) => new()
    {
        Touch = parsed.GetValue(Touch),
        Pinch = parsed.GetValue(Pinch),
        Heat = parsed.GetValue(Heat),
        Shock = parsed.GetValue(Shock),
        After = [.. WordsOption.Values(parsed, After)],
        Drug = parsed.GetValue(Drug),
    };
}
