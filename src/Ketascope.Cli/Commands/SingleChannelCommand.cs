using System.CommandLine;
using Ketascope.Ketamine.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope channel single</c>: the openings and closings of one channel.</summary>
internal static class SingleChannelCommand
{
    private static readonly Option<string?> Glutamate = WordsOption.Once("--glutamate", "Glutamate that is there all the time (default: 1 mM)", "CONC");
    private static readonly Option<string?> Drug = WordsOption.Once("--drug", "A drug in the bath: \"ketamine 1 uM\"", "DRUG");
    private static readonly Option<string?> For = WordsOption.Once("--for", "How long to record one channel (default: 60 s)", "TIME");
    private static readonly Option<string?> Resolution = WordsOption.Once(
        "--resolution", "The shortest opening or closing that is seen (default: 50 us)", "TIME");

    private static readonly Option<string?> Critical = WordsOption.Once("--critical", "The closing that ends a burst (default: 5 ms)", "TIME");
    private static readonly Option<int?> Channels = Shared.Number<int?>("--channels", "How many channels the mean is of (default: 1000)", "N", null);
    private static readonly Option<int> Seed = Shared.Number("--seed", "The seed of the random numbers (default: 1)", "N", 1);
    private static readonly Option<string?> Table = Shared.Table("all openings and closings");
    private static readonly Option<string?> Plot = Shared.Plot();
    private static readonly PatchOptions Patch = new();

    public static string[] Examples { get; } =
    [
        "channel single --glutamate 1 mM --subunits 2A --plot single.svg",
        "channel single --subunits 2B --drug ketamine 1 uM --for 10 min --table dwells.csv",
    ];

    public static Command Create()
    {
        Command command = new(
            "single",
            "One channel: its openings and closings, dwell times with fitted exponentials, bursts, and the mean of many channels beside the " +
                "deterministic solution")
        {
            Glutamate, Drug, For, Resolution, Critical, Channels, Seed, Table, Plot,
        };
        Patch.AddTo(command);
        command.SetAction((parsed, cancellation) => Patch.AskAsync(parsed, Request(parsed), parsed.GetValue(Table), parsed.GetValue(Plot), cancellation));
        return command;
    }

    private static SingleChannelRequest Request(ParseResult parsed) => new()
    {
        Glutamate = parsed.GetValue(Glutamate),
        Drug = parsed.GetValue(Drug),
        For = parsed.GetValue(For),
        Resolution = parsed.GetValue(Resolution),
        Critical = parsed.GetValue(Critical),
        Channels = parsed.GetValue(Channels),
        Seed = Shared.ReadSeed(parsed.GetValue(Seed)),
    };
}
