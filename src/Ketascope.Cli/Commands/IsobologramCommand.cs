using System.CommandLine;
using Ketascope.Ketamine.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope isobologram FIRST SECOND</c>: doses of two drugs that relieve pain as much.</summary>
internal static class IsobologramCommand
{
    private static readonly CordOptions Cord = new("one of them (default: pore-and-site)");
    private static readonly Argument<string> First = new("FIRST")
    {
        Description = "A dose of the first drug, for example \"0.3 mg/kg iv over 4 min\" (docs/regimens.md)",
    };

    private static readonly Argument<string> Second = new("SECOND")
    {
        Description = "A dose of the second drug, for example \"morphine 0.1 mg/kg iv over 4 min\"",
    };

    private static readonly Option<string?> Condition = WordsOption.Once("--condition", "What the person has: acute (default), CRPS", "NAME");
    private static readonly Option<string?> At = WordsOption.Once("--at", "When pain is rated, from the start of the doses (default: 30min)", "TIME");
    private static readonly Option<double?> Rating =
        Shared.Number<double?>("--rating", "The rating that all doses are to reach (default: half of that before treatment)", "NRS", null);

    private static readonly Option<double?> Baseline =
        Shared.Number<double?>("--baseline", "The rating before treatment, 0 to 10 (default: the condition's)", "NRS", null);

    private static readonly Option<string?> Relief =
        WordsOption.Once("--relief", "What ketamine does in the brain: supraspinal (default), olofsen, ceiling, with-mu, cord-alone", "NAME");

    public static string[] Examples { get; } =
    [
        "isobologram \"0.3 mg/kg iv over 4 min\" \"morphine 0.1 mg/kg iv over 4 min\" --plot isobologram.svg",
        "isobologram \"0.3 mg/kg iv over 15 min\" \"morphine 0.1 mg/kg iv\" --at 1h --rating 5 --table surface.csv",
    ];

    public static Command Create()
    {
        Command command = new("isobologram", "Doses of two drugs, alone and together, that bring pain to the same rating, and the ratings between them");
        command.Arguments.Add(First);
        command.Arguments.Add(Second);
        foreach (Option option in (Option[])[Condition, At, Rating, Baseline, Relief])
        {
            command.Options.Add(option);
        }

        Cord.AddTo(command);
        command.SetAction((parsed, cancellation) => Cord.AskAsync(parsed, new IsobologramRequest
        {
            First = parsed.GetRequiredValue(First),
            Second = parsed.GetRequiredValue(Second),
            Condition = parsed.GetValue(Condition),
            At = parsed.GetValue(At),
            Rating = parsed.GetValue(Rating),
            Baseline = parsed.GetValue(Baseline),
            Relief = parsed.GetValue(Relief),
        }, cancellation));
        return command;
    }
}
