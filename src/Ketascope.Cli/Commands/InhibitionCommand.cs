using System.Collections.Immutable;
using System.CommandLine;
using System.Text.RegularExpressions;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine;
using Ketascope.Ketamine.Channel;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope channel ic50</c>: the potency of blockers, with and without magnesium.</summary>
internal static partial class InhibitionCommand
{
    private static readonly Option<string> Drugs = WordsOption.Once("--drugs", "The drugs, separated by commas (default: ketamine)", "NAMES", "ketamine");
    private static readonly Option<string> Magnesium = WordsOption.Once("--magnesium", "Concentrations of magnesium: \"0,1 mM\" (default: 0)", "CONCS", "0 mM");

    public static string[] Examples { get; } = ["channel ic50 --drugs ketamine,S-ketamine,R-ketamine,norketamine,memantine,MK-801,PCP,magnesium --hold -60mV --mg 0,1mM"];

    public static Command Create()
    {
        Magnesium.Aliases.Add("--mg");
        Command command = new("ic50", "Concentrations of half block at equilibrium, of drugs in the pore") { Drugs, Magnesium, PatchOptions.Glycine, PatchOptions.Hold, PatchOptions.Subunits, PatchOptions.Temperature, PatchOptions.Mechanism };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        PatchExperiment patch = House.Installed.Library.Receptor;
        string[] drugs = [.. Comma().Split(parsed.GetRequiredValue(Drugs)).Select(name => name.Trim()).Where(name => name.Length > 0)];
        DrugFile[] known = drugs.Length > 0 ? [.. drugs.Where(drug => !IsMagnesium(drug)).Select(patch.Cabinet.Find)] : throw new UserErrorException("--drugs: name at least one drug");
        PatchOptions.RequireMechanism(parsed, known.SelectMany(drug => patch.Cabinet.Parts(drug)).Select(part => part.Drug));
        ImmutableArray<string> subtypes = PatchOptions.SubunitsOf(parsed);
        ResultTable table = await Task.Run(() => Measure(parsed, patch, drugs, subtypes, cancellation), cancellation).ConfigureAwait(false);
        TableText.Write(table);
        BlockerText.Write(known, patch.Cabinet, subtypes, Shared.IsGiven(parsed, PatchOptions.Temperature));
        return ExitCode.Success;
    }

    private static ResultTable Measure(ParseResult parsed, PatchExperiment patch, string[] drugs, ImmutableArray<string> subtypes, CancellationToken cancellation)
    {
        ConcentrationResponse experiment = new(patch);
        PatchStatements statements = new(parsed, patch.Cabinet);
        string[] magnesium = [.. DrugSteps.Of($"magnesium {parsed.GetRequiredValue(Magnesium)}", patch.Cabinet, "--magnesium")];
        List<ImmutableArray<Cell>> rows = [];
        using ProgressLine progress = new(drugs.Sum(drug => Baths(drug, magnesium).Length) * subtypes.Length, "curves");
        foreach (string drug in drugs)
        {
            foreach (string subunits in subtypes)
            {
                foreach (string bath in Baths(drug, magnesium))
                {
                    HillFit fit = experiment.Run(
                        drug, statements.BathWithoutMagnesium(subunits) + (bath.Length == 0 ? "" : statements.Checked("--magnesium", bath["magnesium ".Length..], bath)), Varied.Drug, drug, ConcentrationResponse.Series(1e-4, 1e5, 3), atPeak: false, cancellation).Fit;
                    rows.Add([drug, $"GluN{subunits}", bath.Length == 0 ? "none" : bath["magnesium ".Length..], fit.Midpoint, fit.Slope]);
                    progress.Report(rows.Count);
                }
            }
        }

        return new ResultTable([new("drug"), new("receptor"), new("magnesium"), new("IC50", "uM"), new("Hill")], [.. rows]);
    }

    /// <summary>The magnesium beside a drug; magnesium itself has none beside it.</summary>
    private static string[] Baths(string drug, string[] magnesium) => IsMagnesium(drug) ? [""] : magnesium;

    /// <summary>A comma between names; within parentheses it is part of one, as in (2R,6R)-HNK.</summary>
    [GeneratedRegex(@",(?![^()]*\))", RegexOptions.CultureInvariant)]
    private static partial Regex Comma();

    private static bool IsMagnesium(string drug) => drug.Equals("magnesium", StringComparison.OrdinalIgnoreCase);
}
