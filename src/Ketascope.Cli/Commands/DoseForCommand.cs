using System.CommandLine;
using Ketascope.Ketamine.Studies;
using Ketascope.Study.Populations;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope dose-for TARGET --as REGIMEN</c>: the dose that reaches a value.</summary>
internal static class DoseForCommand
{
    private static readonly Argument<string> Target = new("TARGET")
    {
        Description = "What is to be reached: \"150 ng/mL at 1 h\", \"peak 200 ng/mL\", \"S-ketamine auc 300 ng*h/mL\"",
    };
    private static readonly Option<string> As = new("--as")
    {
        Description = "How it is given, with ? for the number: \"? mg/kg iv over 40 min\"",
        HelpName = "REGIMEN",
        Required = true,
    };
    private static readonly Option<PrintedNumber?> Weight = Shared.Person("--weight", "Body weight in kg (default: the model's reference)", "KG");
    private static readonly Option<PrintedNumber?> Age = Shared.Person("--age", "Age in years (default: an adult)", "YEARS");
    private static readonly Option<PrintedNumber?> Height =
        Shared.Person("--height", "Height in cm, for models that use it (default: the model's reference)", "CM");
    private static readonly Option<string?> Sex =
        Shared.OptionalWord("--sex", "Sex, for models that use it (default: the model's reference)", "male", "female");
    private static readonly Option<string?> Model = new("--model")
    {
        Description = "The model to take, by name (default: the one that suits)",
        HelpName = "NAME",
    };
    private static readonly Option<string?> Site = Shared.OptionalWord("--site", "The sampling site (default: the model's own)", "venous", "arterial");
    private static readonly Option<string?> With = Shared.With();
    private static readonly Option<string?> Plot = Shared.Plot();
    private static readonly UncertaintyOptions Uncertainty = new();
    private static readonly AnswerOptions Options = new();

    public static string[] Examples { get; } =
    [
        "dose-for \"150 ng/mL at 1 h\" --as \"? mg/kg iv over 40 min\"",
        "dose-for \"peak 100 ng/mL\" --as \"esketamine ? mg intranasal\" --plot dose.svg",
    ];

    public static Command Create()
    {
        Command command = new("dose-for", "Find the dose that reaches a concentration, a peak or an area in a typical person")
        {
            Target, As, Weight, Age, Height, Sex, Model, Site, With, Plot,
        };
        Uncertainty.AddTo(command);
        Options.AddTo(command);
        command.SetAction((parsed, cancellation) => Answer.WriteAsync(
            parsed,
            Uncertainty.Read(parsed, new DoseForRequest
            {
                Target = parsed.GetRequiredValue(Target),
                As = parsed.GetRequiredValue(As),
                Weight = parsed.GetValue(Weight),
                Age = parsed.GetValue(Age),
                Height = parsed.GetValue(Height),
                Sex = parsed.GetValue(Sex),
                Model = parsed.GetValue(Model),
                Site = parsed.GetValue(Site),
                With = parsed.GetValue(With),
            }),
            Options.Read(parsed) with { Plot = parsed.GetValue(Plot) },
            cancellation));
        return command;
    }
}
