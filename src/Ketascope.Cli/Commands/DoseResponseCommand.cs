using System.CommandLine;
using Ketascope.Ketamine.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope channel dose-response</c>: agonist curves with and without a drug.</summary>
internal static class DoseResponseCommand
{
    private static readonly Option<string?> Agonist = Shared.OptionalWord("--agonist", "What is varied (default: glutamate)", "glutamate", "glycine");
    private static readonly Option<string?> Drug = WordsOption.Once("--drug", "A drug and its concentrations: \"ketamine 0,0.3,1,3 uM\"", "DRUG");
    private static readonly Option<string?> Measure = Shared.OptionalWord("--measure", "What is measured (default: steady, the equilibrium)", "steady", "peak");
    private static readonly Option<string?> Table = Shared.Table("all points and fitted values");
    private static readonly PatchOptions Patch = new();

    public static string[] Examples { get; } = ["channel dose-response --agonist glutamate --drug \"ketamine 0,0.3,1,3 uM\" --subunits 2A,2B"];

    public static Command Create()
    {
        Command command = new("dose-response", "Concentration-response curves of an agonist, with and without a drug") { Agonist, Drug, Measure, Table };
        Patch.AddTo(command);
        command.SetAction((parsed, cancellation) => Patch.AskAsync(parsed, Request(parsed), parsed.GetValue(Table), plot: null, cancellation));
        return command;
    }

    private static DoseResponseRequest Request(ParseResult parsed) => new()
    {
        Agonist = parsed.GetValue(Agonist),
        Drug = parsed.GetValue(Drug),
        Measure = parsed.GetValue(Measure),
    };
}
