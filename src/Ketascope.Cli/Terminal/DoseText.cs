using Ketascope.Ketamine.Patient;
using Ketascope.Study.Plots;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Terminal;

/// <summary>How the result of a dose is printed.</summary>
/// <param name="Logarithmic">Whether the plot has a logarithmic value axis.</param>
/// <param name="Records">Whether the dose records are printed.</param>
/// <param name="Folder">The folder that was written, or null.</param>
internal sealed record DoseTextOptions(bool Logarithmic, bool Records, string? Folder);

/// <summary>Prints the result of a dose.</summary>
internal static class DoseText
{
    public static void Write(DoseSimulationResult simulated, DoseTextOptions options)
    {
        RunResult result = simulated.Result;
        TextWriter output = Console.Out;
        output.WriteLine(result.Title);
        output.WriteLine($"Sampling site: {result.SamplingSite}. Model {result.ModelChoice}");
        output.WriteLine();
        TableText.Write(result.Summary);
        TerminalPlotText.Write(CourseFigure.Of(result), options.Logarithmic);
        if (options.Records)
        {
            TableText.Write(DoseSimulation.RecordTable(simulated.Records), "Dose records (h, mg, mg/h)");
        }

        output.WriteLine();
        output.WriteLine("Assumed:");
        foreach (string assumption in result.Assumptions)
        {
            output.WriteLine($"  - {assumption}");
        }

        foreach (string warning in result.Warnings)
        {
            output.WriteLine($"Warning: {warning}");
        }

        if (options.Folder is { } folder)
        {
            output.WriteLine($"Written to {folder}: {string.Join(", ", Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal))}");
        }

        output.WriteLine(CourseFigure.Disclaimer);
    }
}
