using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine;
using Ketascope.Ketamine.Channel;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope channel dose-response</c>: agonist curves with and without a drug.</summary>
internal static class DoseResponseCommand
{
    private static readonly Option<string> Agonist = Shared.Word("--agonist", "What is varied (default: glutamate)", "glutamate", "glycine");
    private static readonly Option<string> Drug = WordsOption.Once("--drug", "A drug and its concentrations: \"ketamine 0,0.3,1,3 uM\"", "DRUG", "");
    private static readonly Option<string> Measure = Shared.Word("--measure", "What is measured (default: steady, the equilibrium)", "steady", "peak");
    private static readonly Option<string?> Table = Shared.Table("all points and fitted values");

    public static string[] Examples { get; } = ["channel dose-response --agonist glutamate --drug \"ketamine 0,0.3,1,3 uM\" --subunits 2A,2B"];

    public static Command Create()
    {
        Command command = new("dose-response", "Concentration-response curves of an agonist, with and without a drug")
        {
            Agonist, Drug, Measure, PatchOptions.Glycine, PatchOptions.Magnesium, PatchOptions.Hold, PatchOptions.Subunits, PatchOptions.Temperature, PatchOptions.Mechanism, Table,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        Outputs.Prepare(parsed, parsed.GetValue(Table), null);
        PatchExperiment patch = House.Installed.Library.Receptor;
        List<ResponseCurve> curves = await Task.Run(() => Curves(parsed, patch, cancellation), cancellation).ConfigureAwait(false);
        if (parsed.GetValue(Table) is { } table)
        {
            OutputFile.WriteText(table, writer => WriteTable(writer, curves), cancellation);
        }

        TableText.Write(new ResultTable(
            [new("curve"), new("maximum"), new("current there", "pA"), new("EC50", "uM"), new("Hill"), new("rms residual", "%")],
            [.. curves.Select(curve => (ImmutableArray<Cell>)[curve.Label, curve.Fit.Top, curve.Fit.Top * curve.CurrentOfOne, curve.Fit.Midpoint, curve.Fit.Slope, 100 * curve.Fit.Residual])]));
        return ExitCode.Success;
    }

    private static List<ResponseCurve> Curves(ParseResult parsed, PatchExperiment patch, CancellationToken cancellation)
    {
        ConcentrationResponse experiment = new(patch);
        PatchStatements statements = new(parsed, patch.Cabinet);
        bool glutamate = parsed.GetRequiredValue(Agonist) == "glutamate";
        Shared.Refuse(parsed, glutamate ? [] : [PatchOptions.Glycine], "is what --agonist glycine varies; leave it out");
        string[] subtypes = [.. PatchOptions.SubunitsOf(parsed)], baths = [.. DrugSteps.Of(parsed.GetRequiredValue(Drug), patch.Cabinet)];
        PatchOptions.RequireMechanism(parsed, baths.SelectMany(bath => ProtocolParser.Parse(bath, patch.Cabinet).Drugs));
        List<ResponseCurve> curves = [];
        using ProgressLine progress = new(subtypes.Length * baths.Length, "curves");
        foreach (string subunits in subtypes)
        {
            foreach (string bath in baths)
            {
                string label = bath.Length == 0 ? $"GluN{subunits}" : $"GluN{subunits}, {bath}";
                curves.Add(experiment.Run(
                    label,
                    statements.Bath(subunits) + (bath.Length == 0 ? "" : statements.Checked("--drug", bath, bath)),
                    glutamate ? Varied.Glutamate : Varied.Glycine,
                    drug: null,
                    ConcentrationResponse.Series(1e-3, 1e3, 4),
                    parsed.GetRequiredValue(Measure) == "peak",
                    cancellation));
                progress.Report(curves.Count);
            }
        }

        return curves;
    }

    private static void WriteTable(TextWriter writer, List<ResponseCurve> curves)
    {
        writer.WriteLine("curve,concentration_uM,open_probability,fitted");
        foreach (ResponseCurve curve in curves)
        {
            for (int i = 0; i < curve.Values.Length; i++)
            {
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\"{curve.Label}\",{curve.Concentrations[i]:R},{curve.Values[i]:R},{curve.Fit.At(curve.Concentrations[i]):R}"));
            }
        }
    }
}
