using Ketascope.Cli.Terminal;
using Ketascope.Study.Plots;
using Ketascope.Study.Populations;
using Ketascope.Study.Reports;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Cli.Commands;

/// <summary><c>run MODEL --subjects N --out DIR</c>: any model in virtual people, into a folder.</summary>
internal static class PopulationRuns
{
    public static async Task<int> RunAsync(RunRequest request, PopulationSettings people, string target, bool logarithmic, CancellationToken cancellation) =>
        await WriteAsync(ModelPopulation.Prepare(request, people), people.Subjects, target, logarithmic, cancellation).ConfigureAwait(false);

    /// <summary>Solves people into a folder, and shows what they were exposed to.</summary>
    public static async Task<int> WriteAsync(ModelPopulation population, long subjects, string target, bool logarithmic, CancellationToken cancellation)
    {
        using OutputFolder folder = OutputFolder.Create(target);
        using ProgressLine progress = new((int)Math.Min(subjects, int.MaxValue));
        bool complete = await population.RunAsync(folder, progress, cancellation).ConfigureAwait(false);
        progress.Dispose();
        RunResult result = population.Result(ProgramVersion.Of(typeof(PopulationRuns)), TimeProvider.System);
        CourseFigure figure = population.Figure(result);

        // What an interruption left is written all the same, so without the token.
        RunFolder.Complete(folder, result, figure, new PlotSettings { Logarithmic = logarithmic }, CancellationToken.None);
        Show(result, figure, logarithmic);
        foreach (string warning in result.Warnings)
        {
            Console.Out.WriteLine(TextWrap.Paragraph($"Warning: {warning}", indent: 2));
        }

        Console.Out.WriteLine(TextWrap.Paragraph($"Written to {target}: {string.Join(", ", Directory.EnumerateFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal))}", indent: 2));
        return !complete ? ExitCode.Interrupted : population.Failed == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    /// <summary>Prints the exposure of a population, and its courses where they are not in a file.</summary>
    public static void Show(RunResult result, CourseFigure? figure, bool logarithmic)
    {
        TableText.Write(result.Summary);
        foreach (string assumption in result.Assumptions)
        {
            Console.Out.WriteLine(TextWrap.Paragraph(assumption, indent: 2));
        }

        if (figure is not null)
        {
            Console.Out.WriteLine();
            TerminalPlotText.Write(figure, logarithmic);
        }
    }
}
