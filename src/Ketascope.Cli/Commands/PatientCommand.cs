using System.CommandLine;
using Ketascope.Ketamine.Studies;
using Ketascope.Study.Requests;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope patient REGIMEN</c>: what a dose does to a patient.</summary>
internal static class PatientCommand
{
    private static readonly PainOptions Pain = new(new CordOptions("one of them (default: pore-and-site)"));
    private static readonly Option<string[]> Compare =
        WordsOption.Repeated("--compare", "Another treatment of the same people: a regimen, or placebo; may be given again", "REGIMEN");

    private static readonly Option<string?> Show =
        WordsOption.Once("--show", "What is shown, separated by commas: MADRS,BDNF (default: what goes with the condition)", "NAMES");

    private static readonly Option<string[]> Set = WordsOption.Repeated(
        "--set", "A setting of what is shown, or a parameter: control=saline, mood.gH=1; may be given again", "NAME=VALUE");

    private static readonly Option<string?> Control =
        WordsOption.Once("--control", "The control of the trial that it would be: saline, spray, midazolam, open; the same as --set control=NAME", "NAME");

    private static readonly Option<bool> List = new("--list")
    {
        Description = "List conditions, outputs, what can be knocked out, settings and alternatives; goes without a regimen",
    };

    public static string[] Examples { get; } =
    [
        "patient \"0.3 mg/kg iv over 15 min\" --condition renal-colic --compare placebo --plot patient.svg",
        "patient \"0.3 mg/kg iv over 15 min\" --condition acute --compare \"esketamine 56 mg intranasal\" --compare placebo",
        "patient \"0.5 mg/kg iv over 40 min\" --condition depression --compare placebo --for 14d --plot patient.svg",
        "patient \"2 mg/kg iv\" --show MAP,HR,minute-ventilation,SpO2 --knock-out NET",
        "patient --list",
        "patient \"S-ketamine 5 mg/h iv for 24 h then 10 mg/h for 24 h then 20 mg/h for 52 h\" --condition CRPS --subjects 200 --for 12wk",
    ];

    public static Command Create()
    {
        Command command = new("patient", "What a dose does to a patient: pain over time beside other treatments, and the targets that are engaged");
        Pain.AddTo(command);
        foreach (Option option in (Option[])[Compare, Show, Set, Control, List])
        {
            command.Options.Add(option);
        }

        Pain.Regimen.Arity = ArgumentArity.ZeroOrOne;
        command.SetAction((parsed, cancellation) => parsed.GetValue(List) ? ListAsync(parsed, command, cancellation) : Pain.AskAsync(parsed, new PatientRequest
        {
            Regimen = parsed.GetValue(Pain.Regimen) ?? throw new UserErrorException("patient needs a regimen, for example \"0.5 mg/kg iv over 40 min\"; " +
                "patient --list lists what can be asked"),
            Compare = [.. WordsOption.Values(parsed, Compare)],
            Show = parsed.GetValue(Show),
            Set = Assignments.ParseWords(
                [.. WordsOption.Values(parsed, Set), .. parsed.GetValue(Control) is { } control ? [$"control={control}"] : (string[])[]]),
        }, cancellation));
        return command;
    }

    private static Task<int> ListAsync(ParseResult parsed, Command command, CancellationToken cancellation)
    {
        Option? other = command.Options.FirstOrDefault(one => Shared.IsGiven(parsed, one) && one != List && !Pain.IsAboutAnswer(one));
        return other is not null || parsed.GetValue(Pain.Regimen) is not null
            ? throw new UserErrorException($"--list lists what can be asked; {other?.Name ?? "a regimen"} changes nothing of it")
            : Pain.AnswerAsync(parsed, new PatientListRequest(), cancellation);
    }
}
