using Ketascope.Cli.Terminal;
using Ketascope.Study.Plots;
using Ketascope.Study.Populations;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Cli.Commands;

/// <summary><c>run MODEL --subjects N --out DIR</c>: any model in virtual people, into a folder.</summary>
internal static class PopulationRuns
{
    public static async Task<int> RunAsync(RunRequest request, PopulationSettings people, string target, bool logarithmic, CancellationToken cancellation)
    {
        // Opened before anything is computed, so that a folder that cannot be written is known at once.
        using OutputFolder folder = OutputFolder.Create(target);
        ModelPopulation population = ModelPopulation.Prepare(request, people);
        using ProgressLine progress = new((int)people.Subjects);
        bool complete = await population.RunAsync(folder, progress, cancellation).ConfigureAwait(false);
        progress.Dispose();
        string version = ProgramVersion.Of(typeof(PopulationRuns));
        RunResult result = population.Result(version, TimeProvider.System);
        CourseFigure figure = population.Figure(result);

        // What an interruption left is written all the same, so without the token.
        RunFolder.Complete(folder, result, figure, new PlotSettings { Logarithmic = logarithmic }, CancellationToken.None);
        TableText.Write(result.Summary);
        Console.Out.WriteLine();
        TerminalPlotText.Write(figure, logarithmic);
        foreach (string warning in result.Warnings)
        {
            Console.Out.WriteLine(TextWrap.Paragraph($"Warning: {warning}", indent: 2));
        }

        Console.Out.WriteLine(TextWrap.Paragraph($"Written to {target}: {string.Join(", ", Directory.EnumerateFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal))}", indent: 2));
        return !complete ? CommandLine.Interrupted : population.Failed == 0 ? CommandLine.Success : CommandLine.Failure;
    }
}
