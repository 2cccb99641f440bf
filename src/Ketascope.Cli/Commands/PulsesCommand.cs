using System.CommandLine;
using Ketascope.Ketamine.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope channel pulses</c>: trains of synaptic pulses, with and without a drug; use dependence and trapping.</summary>
internal static class PulsesCommand
{
    private static readonly Option<string?> Rate = WordsOption.Once("--rate", "Pulses per second (default: 1 Hz)", "RATE");
    private static readonly Option<int?> Count = Shared.Number<int?>("--count", "How many pulses (default: 20)", "N", null);
    private static readonly Option<string?> Drug = WordsOption.Once("--drug", "A drug that is there from the first pulse on: \"MK-801 5 uM\"", "DRUG");
    private static readonly Option<string?> Before = WordsOption.Once("--before", "How long the drug is there before the first pulse (default: 10 s)", "TIME");
    private static readonly Option<string[]> Then = WordsOption.Repeated(
        "--then", "What follows: wash 30s, pulses (another train), or any statement; repeatable", "STATEMENT");

    private static readonly Option<string?> Plot = Shared.Plot();
    private static readonly PatchOptions Patch = new();

    public static string[] Examples { get; } = ["channel pulses --rate 1Hz --count 20 --drug \"MK-801 5 uM\" --then wash 30s --then pulses"];

    public static Command Create()
    {
        Command command = new("pulses", "Trains of synaptic pulses: block grows pulse by pulse, and stays trapped until channels open again")
        {
            Rate, Count, Drug, Before, Then, Plot,
        };
        Patch.AddTo(command);
        command.SetAction((parsed, cancellation) => Patch.AskAsync(parsed, Request(parsed), table: null, parsed.GetValue(Plot), cancellation));
        return command;
    }

    private static PulsesRequest Request(ParseResult parsed) => new()
    {
        Rate = parsed.GetValue(Rate),
        Count = parsed.GetValue(Count),
        Drug = parsed.GetValue(Drug),
        Before = parsed.GetValue(Before),
        Then = [.. WordsOption.Values(parsed, Then)],
    };
}
