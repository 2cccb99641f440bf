using System.CommandLine;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;
using Ketascope.Study.Reports;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Commands;

/// <summary>Where an answer goes beside the terminal.</summary>
internal sealed record AnswerFiles
{
    /// <summary>Where to write all values as CSV, or null.</summary>
    public string? Table { get; init; }

    /// <summary>Where to write the picture, or null.</summary>
    public string? Plot { get; init; }

    /// <summary>The folder for everything, or null.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether the folder holds the courses as CSV too.</summary>
    public bool WithCsv { get; init; }

    /// <summary>Whether plots have a logarithmic value axis.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Where to write the request as JSON, or null.</summary>
    public string? Request { get; init; }

    /// <summary>Where to write the ledger as a page, or null.</summary>
    public string? Page { get; init; }

    /// <summary>Whether to print the result as JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Prints the result in place of the usual text; null for that.</summary>
    public Action<StudyResult>? Print { get; init; }

    /// <summary>Of a fit, what one can do with values that are no minimum; null for what is no fit.</summary>
    public string? FitHint { get; init; }
}

/// <summary>Asks a study, and prints and writes what it answers: the one way from a request to terminal and files.</summary>
internal static class Answer
{
    /// <summary>Asks and writes.</summary>
    /// <param name="parsed">The command line, whose files must differ.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="files">Where the answer goes.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> WriteAsync(ParseResult parsed, StudyRequest request, AnswerFiles files, CancellationToken cancellation)
    {
        Outputs.Prepare(parsed, files.Table ?? files.Page, files.Plot, files.Request);
        StudyRunner runner = new(House.Installed.Studies);
        if (files.Request is { } target)
        {
            OutputFile.WriteText(target, writer => writer.Write(runner.Catalogue.ToText(request)), cancellation);
        }

        // Opened before anything is computed, so that a folder that cannot be written is known at once.
        using OutputFolder? folder = files.Folder is null ? null : OutputFolder.Create(files.Folder);
        StudyResult result = await RunAsync(runner, request, folder, files.FitHint, cancellation).ConfigureAwait(false);
        await WriteFilesAsync(result, files, folder, result.IsComplete ? cancellation : CancellationToken.None).ConfigureAwait(false);
        Print(result, files);
        return !result.IsComplete ? ExitCode.Interrupted
            : result.NotesOf(NoteKind.Failure).Any() ? ExitCode.Failure
            : ExitCode.Success;
    }

    /// <summary>Asks a study, with its progress on the error stream.</summary>
    public static async Task<StudyResult> RunAsync(StudyRunner runner, StudyRequest request, OutputFolder? folder, string? fitHint, CancellationToken cancellation)
    {
        if (fitHint is not null)
        {
            using FitProgressLine fit = new(Console.Error, fitHint);
            return await fit.FollowAsync(() => runner.RunAsync(request, new StudyContext(TimeProvider.System) { Folder = folder, Fit = fit }, cancellation)).ConfigureAwait(false);
        }

        using StudyProgressLine progress = new();
        return await runner.RunAsync(request, new StudyContext(TimeProvider.System) { Folder = folder, Progress = progress }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Prints a result for people or, where that is asked for, for programs.</summary>
    public static void Print(StudyResult result, AnswerFiles files)
    {
        if (files.Print is { } print)
        {
            print(result);
            return;
        }

        if (!files.Json)
        {
            ResultText.Write(result, files.Logarithmic, files.Folder);
            return;
        }

        using MemoryStream json = new();
        ResultJson.Write(result, json);
        Console.Out.WriteLine(System.Text.Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length));
    }

    private static async Task WriteFilesAsync(StudyResult result, AnswerFiles files, OutputFolder? folder, CancellationToken cancellation)
    {
        PlotSettings settings = new() { Logarithmic = files.Logarithmic };
        if (folder is not null && result.Run is { } run)
        {
            if (folder.FileNames().IsEmpty)
            {
                await RunFolder.WriteTrajectoriesAsync(folder, run.Trajectories, files.WithCsv, cancellation).ConfigureAwait(false);
            }

            RunFolder.Complete(folder, run, result.Figures.Select(figure => figure.Courses).OfType<CourseFigure>().First(), settings, cancellation);
        }

        if (files.Table is { } table)
        {
            OutputFile.WriteText(table, writer => WriteValues(writer, result, cancellation), cancellation);
        }

        if (files.Page is { } page)
        {
            OutputFile.WriteText(page, writer => writer.Write(LedgerPage.Html(result.Claims)), cancellation);
        }

        if (files.Plot is { } plot)
        {
            result.Figures.First().Write(plot, settings, cancellation);
        }
    }

    private static void WriteValues(TextWriter writer, StudyResult result, CancellationToken cancellation)
    {
        if (result.Values is { } values)
        {
            values.WriteCsv(writer);
        }
        else
        {
            TrajectoryCsv.WriteWide(writer, result.Run!.Trajectories, cancellation);
        }
    }
}
