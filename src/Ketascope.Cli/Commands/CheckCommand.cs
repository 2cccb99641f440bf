using System.CommandLine;
using Ketascope.Ketamine.Studies;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope check REGIMEN</c>: what rules of guidelines and labels say of a regimen.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string> Regimen = new("REGIMEN")
    {
        Description = "What is given, for example \"1 mg/kg/h iv for 12 h\" (docs/regimens.md)",
    };

    private static readonly Option<PrintedNumber?> Weight =
        Shared.Person("--weight", "Body weight: 70, 70kg, 154lb (default: the regimen's own, else 70 kg)", "KG", Shared.WeightUnits);
    private static readonly Option<string?> Context = new("--context")
    {
        Description = "The use whose rules are asked for: acute-pain, chronic-pain, mood, emergency, anaesthesia, nasal-esketamine (default: all)",
        HelpName = "NAME",
    };
    private static readonly Option<string[]> Set =
        WordsOption.Repeated("--set", "What is known of the patient: psychosis=yes, SBP=150; may be given again (docs/guidelines.md)", "NAME=VALUE");
    private static readonly AnswerOptions Options = new();

    public static string[] Examples { get; } =
    [
        "check \"1 mg/kg/h iv for 12 h\" --weight 60 --set psychosis=yes",
        "check \"0.5 mg/kg iv over 40 min\" --context mood --set SBP=150 --set BMI=34",
        "check \"1.5 mg/kg iv and morphine 0.1 mg/kg iv\" --context emergency",
    ];

    public static Command Create()
    {
        Command command = new("check", "Show which rules of guidelines and labels speak of a regimen, each with its source and how it was read")
        {
            Regimen, Weight, Context, Set,
        };
        Options.AddTo(command);
        command.SetAction((parsed, cancellation) => Answer.WriteAsync(
            parsed,
            new CheckRequest
            {
                Regimen = parsed.GetRequiredValue(Regimen),
                Weight = parsed.GetValue(Weight),
                Context = parsed.GetValue(Context),
                Set = Assignments.ParseWords(WordsOption.Values(parsed, Set)),
            },
            Options.Read(parsed),
            cancellation));
        return command;
    }
}
