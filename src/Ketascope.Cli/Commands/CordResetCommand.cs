using System.CommandLine;
using Ketascope.Ketamine.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope cord reset</c>: a map of concentrations and durations.</summary>
internal static class CordResetCommand
{
    private static readonly Option<string?> Concentration = WordsOption.Once("--concentration", "Free racemic ketamine (default: 0.1..2 uM)", "RANGE");
    private static readonly Option<string?> Hours = WordsOption.Once("--hours", "How long it is there (default: 1..168)", "RANGE");
    private static readonly Option<string?> Input = WordsOption.Once("--input", "The ongoing C input that keeps the chronic state up (default: 0.24 Hz)",
        "RATE");
    private static readonly Option<int?> Points = Shared.Number<int?>("--points", "How many concentrations and how many durations (default: 8)", "N", null);
    private static readonly CordOptions Cord = new();

    public static string[] Examples { get; } = ["cord reset --concentration 0.1..2uM --hours 1..168 --plot reset-map.svg"];

    public static Command Create()
    {
        Command command = new("reset", "Which concentrations of ketamine, held for how long, end a chronic state of the cord") { Concentration, Hours, Input,
            Points };
        Cord.AddTo(command);
        command.SetAction((parsed, cancellation) => Cord.AskAsync(parsed, Request(parsed), cancellation));
        return command;
    }

    private static CordResetRequest Request(ParseResult parsed) => new()
    {
        Concentration = parsed.GetValue(Concentration),
        Hours = parsed.GetValue(Hours),
        Input = parsed.GetValue(Input),
        Points = parsed.GetValue(Points),
    };
}
