using System.CommandLine;
using Ketascope.Ketamine.Studies;
using Ketascope.Study.Populations;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope engage REGIMEN</c>: what of the targets of drugs a dose occupies over time.</summary>
internal static class EngageCommand
{
    private static readonly Argument<string> Regimen = new("REGIMEN")
    {
        Description = "What is given, for example \"0.5 mg/kg iv over 40 min\" (docs/regimens.md)",
    };

    private static readonly Option<PrintedNumber?> Weight =
        Shared.Person("--weight", "Body weight: 70, 70kg, 154lb (default: the model's reference)", "KG", Shared.WeightUnits);
    private static readonly Option<string?> For = Text("--for", "How long to simulate: 12h, 2d (default: 24 h after the last dose)", "TIME");
    private static readonly Option<string?> Model = Text("--model", "The pharmacokinetic model, by name (default: the one that suits)", "NAME");
    private static readonly Option<string?> Site =
        Shared.OptionalWord("--site", "Where concentrations are taken from (default: arterial, where a model has it)", "venous", "arterial");
    private static readonly Option<string?> With = Shared.With();
    private static readonly Option<string?> Effect =
        Text("--effect", "The effect whose delay behind plasma is taken: hypnosis (default), dissociation, heat-pain, sympathetic-drive, breathing", "NAME");
    private static readonly Option<string[]> Alternative = Shared.Alternative();
    private static readonly Option<string?> Table = Shared.Table("all courses");
    private static readonly Option<string?> Plot = Shared.Plot();
    private static readonly UncertaintyOptions Uncertainty = new();
    private static readonly AnswerOptions Options = new();

    public static string[] Examples { get; } =
        ["engage \"0.5 mg/kg iv over 40 min\" --for 4h --plot engaged.svg", "engage \"esketamine 56 mg intranasal\" --effect dissociation"];

    public static Command Create()
    {
        Command command = new("engage", "Show how much of each target a dose occupies over time, at the free concentration")
        {
            Regimen, Weight, For, Model, Site, With, Effect, Alternative, Table, Plot,
        };
        Uncertainty.AddTo(command);
        Options.AddTo(command);
        command.SetAction((parsed, cancellation) => Answer.WriteAsync(
            parsed,
            Uncertainty.Read(parsed, new EngageRequest
            {
                Regimen = parsed.GetRequiredValue(Regimen),
                Weight = parsed.GetValue(Weight),
                For = parsed.GetValue(For),
                Model = parsed.GetValue(Model),
                Site = parsed.GetValue(Site),
                With = parsed.GetValue(With),
                Effect = parsed.GetValue(Effect),
                Alternative = [.. parsed.GetValue(Alternative) ?? []],
            }),
            Options.Read(parsed) with { Table = parsed.GetValue(Table), Plot = parsed.GetValue(Plot) },
            cancellation));
        return command;
    }

    private static Option<string?> Text(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };
}
