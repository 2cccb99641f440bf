using System.CommandLine;
using Ketascope.Ketamine.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope cord patients REGIMEN</c>: people in pain, treated and followed.</summary>
internal static class CordPatientsCommand
{
    private static readonly Argument<string> Regimen = new("REGIMEN")
    {
        Description = "What is given, for example \"0.5 mg/kg iv over 40 min\" (docs/regimens.md)",
    };

    private static readonly Option<string?> Condition = WordsOption.Once("--condition", "What the people have: CRPS (default), acute", "NAME");
    private static readonly Option<int?> Subjects =
        Shared.Number<int?>("--subjects", "How many virtual people (default: a typical person, who has no flares)", "N", null);
    private static readonly Option<int?> Seed = Shared.Number<int?>("--seed", "The seed of virtual people (default: 1)", "N", null);
    private static readonly Option<string?> For =
        WordsOption.Once("--for", "How long they are followed: 2h, 12wk (default: 12wk in chronic pain, 2h in acute pain)", "TIME");
    private static readonly Option<double?> Baseline =
        Shared.Number<double?>("--baseline", "The rating of a typical person before treatment, 0 to 10 (default: the condition's)", "NRS", null);
    private static readonly Option<string?> Relief =
        WordsOption.Once("--relief", "What ketamine does in the brain: supraspinal (default), olofsen, ceiling, cord-alone", "NAME");

    private static readonly CordOptions Cord = new();

    public static string[] Examples { get; } =
    [
        "cord patients \"S-ketamine 5 mg/h iv for 24 h then 10 mg/h for 24 h then 20 mg/h for 52 h\" --condition CRPS --subjects 200 --for 12wk",
        "cord patients \"0.3 mg/kg iv over 4 min\" --condition acute --baseline 8.6 --plot relief.svg",
    ];

    public static Command Create()
    {
        Command command = new("patients", "People in pain, treated and followed for hours or weeks: their ratings with ketamine and with a placebo")
        {
            Regimen, Condition, Subjects, Seed, For, Baseline, Relief,
        };
        Cord.AddTo(command);
        command.SetAction((parsed, cancellation) => Cord.AskAsync(parsed, Request(parsed), cancellation));
        return command;
    }

    private static CordPatientsRequest Request(ParseResult parsed) => new()
    {
        Regimen = parsed.GetRequiredValue(Regimen),
        Condition = parsed.GetValue(Condition),
        Subjects = parsed.GetValue(Subjects),
        Seed = parsed.GetValue(Seed) is { } seed ? Shared.ReadSeed(seed) : null,
        For = parsed.GetValue(For),
        Baseline = parsed.GetValue(Baseline),
        Relief = parsed.GetValue(Relief),
    };
}
