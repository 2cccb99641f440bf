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

    public static string[] Examples { get; } =
    [
        "patient \"0.3 mg/kg iv over 15 min\" --condition renal-colic --compare placebo --plot patient.svg",
        "patient \"0.3 mg/kg iv over 15 min\" --condition acute --compare \"esketamine 56 mg intranasal\" --compare placebo",
        "patient \"0.5 mg/kg iv over 40 min\" --condition depression --compare placebo --for 14d --plot patient.svg",
        "patient \"S-ketamine 5 mg/h iv for 24 h then 10 mg/h for 24 h then 20 mg/h for 52 h\" --condition CRPS --subjects 200 --for 12wk",
    ];

    public static Command Create()
    {
        Command command = new("patient", "What a dose does to a patient: pain over time beside other treatments, and the targets that are engaged");
        Pain.AddTo(command);
        foreach (Option option in (Option[])[Compare, Show, Set])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellation) => Pain.AskAsync(parsed, new PatientRequest
        {
            Regimen = parsed.GetRequiredValue(Pain.Regimen),
            Compare = [.. WordsOption.Values(parsed, Compare)],
            Show = parsed.GetValue(Show),
            Set = Assignments.ParseWords(WordsOption.Values(parsed, Set)),
        }, cancellation));
        return command;
    }
}
