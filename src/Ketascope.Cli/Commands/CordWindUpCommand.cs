using System.CommandLine;
using Ketascope.Ketamine.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope cord wind-up</c>: trains of C-strength stimuli, with and without a drug.</summary>
internal static class CordWindUpCommand
{
    private static readonly Option<string?> Rate = WordsOption.Once("--rate", "Stimuli per second, also several: 0.1,0.5,1 Hz (default: 1 Hz)", "RATE");
    private static readonly Option<int?> Count = Shared.Number<int?>("--count", "How many stimuli (default: 15)", "N", null);
    private static readonly Option<string?> Drug = WordsOption.Once("--drug", "A bath (\"ketamine 1 uM\") or a regimen (\"ketamine 0.15 mg/kg iv\")", "DRUG");
    private static readonly Option<string?> At = WordsOption.Once(
        "--at", "When after the start of a regimen the train begins (default: at the highest concentration)", "TIME");

    private static readonly CordOptions Cord = new();

    public static string[] Examples { get; } =
        ["cord wind-up --rate 0.5Hz --count 15 --drug \"ketamine 1 uM\" --plot windup.svg", "cord wind-up --drug \"ketamine 0.15 mg/kg iv\" --at 7min"];

    public static Command Create()
    {
        Command command = new("wind-up", "Trains of C-strength stimuli: each answer is larger than the one before, unless NMDA receptors are blocked")
        {
            Rate, Count, Drug, At,
        };
        Cord.AddTo(command);
        command.SetAction((parsed, cancellation) => Cord.AskAsync(parsed, Request(parsed), cancellation));
        return command;
    }

    private static CordWindUpRequest Request(ParseResult parsed) => new()
    {
        Rate = parsed.GetValue(Rate),
        Count = parsed.GetValue(Count),
        Drug = parsed.GetValue(Drug),
        At = parsed.GetValue(At),
    };
}
