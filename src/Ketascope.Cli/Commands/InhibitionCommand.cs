using System.CommandLine;
using Ketascope.Ketamine.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope channel ic50</c>: the potency of blockers, with and without magnesium.</summary>
internal static class InhibitionCommand
{
    private static readonly Option<string?> Drugs = WordsOption.Once("--drugs", "The drugs, separated by commas (default: ketamine)", "NAMES");
    private static readonly PatchOptions Patch = new(severalMagnesium: true);

    public static string[] Examples { get; } =
        ["channel ic50 --drugs ketamine,S-ketamine,R-ketamine,norketamine,memantine,MK-801,PCP,magnesium --hold -60mV --mg 0,1mM"];

    public static Command Create()
    {
        Command command = new("ic50", "Concentrations of half block at equilibrium, of drugs in the pore") { Drugs };
        Patch.AddTo(command);
        command.SetAction((parsed, cancellation) => Patch.AskAsync(parsed, Request(parsed), table: null, plot: null, cancellation));
        return command;
    }

    private static InhibitionRequest Request(ParseResult parsed) => new() { Drugs = parsed.GetValue(Drugs) };
}
