using System.Collections.Immutable;
using Ketascope.Ketamine.Patient;
using Ketascope.Pharmacology.Dosing;
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
    public static void Write(RunResult result, CourseFigure figure, ImmutableArray<DoseRecord> records, DoseTextOptions options)
    {
        TextWriter output = Console.Out;
        output.WriteLine(TextWrap.Paragraph(result.Title));
        output.WriteLine($"Sampling site: {result.SamplingSite}");
        output.WriteLine(TextWrap.Paragraph($"Model: {result.ModelChoice}", indent: 2));
        output.WriteLine();
        TableText.Write(result.Summary);
        output.WriteLine();
        TerminalPlotText.Write(figure, options.Logarithmic);
        if (options.Records)
        {
            TableText.Write(DoseSimulation.RecordTable(records), "Dose records (times in h, amounts in mg, rates in mg/h)");
        }

        output.WriteLine();
        WriteList("Assumed:", result.Assumptions);
        WriteList("Sources:", result.Sources);

        foreach (string warning in result.Warnings)
        {
            output.WriteLine(TextWrap.Paragraph($"Warning: {warning}", indent: 2));
        }

        if (options.Folder is { } folder)
        {
            output.WriteLine(TextWrap.Paragraph($"Written to {folder}: {string.Join(", ", Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal))}", indent: 2));
        }

        output.WriteLine(CourseFigure.Disclaimer);
    }

    private static void WriteList(string title, IEnumerable<string> lines)
    {
        Console.Out.WriteLine(title);
        foreach (string line in lines)
        {
            Console.Out.WriteLine(TextWrap.Paragraph($"  - {line}", indent: 4));
        }
    }
}
