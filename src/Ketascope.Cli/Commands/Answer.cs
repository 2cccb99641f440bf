using System.CommandLine;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;
using Ketascope.Study.Reports;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Commands;

/// <summary>Where an answer goes beside the terminal.</summary>
internal sealed record AnswerFiles
{
    /// <summary>Where to write all values as CSV, or null.</summary>
    public string? Table { get; init; }

    /// <summary>Where to write the text that is asked for, or null; then it is printed.</summary>
    public string? Text { get; init; }

    /// <summary>Where to write the picture, or null.</summary>
    public string? Plot { get; init; }

    /// <summary>The folder for everything, or null.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether the folder holds the courses as CSV too.</summary>
    public bool WithCsv { get; init; }

    /// <summary>Whether to print how long it took and how much work it was, in place of the result.</summary>
    public bool Timing { get; init; }

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

    /// <summary>Of a fit, what one can do with values that are no minimum; null where it can start there.</summary>
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
        StudyRunner runner = new(House.Installed.Studies);
        Outputs.Prepare(parsed, files.Table ?? files.Text ?? files.Page, files.Plot, files.Request, () => runner.Catalogue.ToJson(request));
        if (files.Request is { } target)
        {
            OutputFile.WriteText(target, writer => writer.Write(runner.Catalogue.ToText(request)), cancellation);
        }

        // Opened before anything is computed, so that a folder that cannot be written is known at once.
        using OutputFolder? folder = files.Folder is null ? null : OutputFolder.Create(files.Folder);
        StudyContext context = new(TimeProvider.System)
        {
            Folder = folder,
            Table = files.Table is { } table ? values => OutputFile.WriteText(table, writer => values.WriteCsv(writer, cancellation), cancellation) : null,
            NeedsFigure = files.Plot is not null,
            NeedsNumbers = folder is not null || files.Json,
        };
        StudyResult result = await RunAsync(runner, request, context, files.FitHint, cancellation).ConfigureAwait(false);
        await WriteFilesAsync(result, files, folder, result.IsComplete ? cancellation : CancellationToken.None).ConfigureAwait(false);
        Print(result, files);
        return !result.IsComplete ? ExitCode.Interrupted
            : result.HasFailed ? ExitCode.Failure
            : ExitCode.Success;
    }

    /// <summary>Asks a study, with its progress on the error stream.</summary>
    public static async Task<StudyResult> RunAsync(
        StudyRunner runner, StudyRequest request, StudyContext context, string? fitHint, CancellationToken cancellation)
    {
        using StudyProgressLine progress = new();
        FitProgressLine? fit = null;
        StudyContext told =
            context with { Progress = progress, Fitting = () => fit = new FitProgressLine(Console.Error, fitHint ?? FitProgressLine.StartThere) };
        try
        {
            return await runner.RunAsync(request, told, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            fit?.TellBest();
            throw;
        }
        finally
        {
            fit?.Dispose();
        }
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
            if (result.Text is { } text && files.Text is null)
            {
                // What is said of a text must not mix with it.
                Console.Out.Write(text);
                Console.SetOut(Console.Error);
            }

            ResultText.Write(result, new ResultTextOptions
            {
                Logarithmic = files.Logarithmic,
                Folder = files.Folder,
                HasTable = files.Table is not null,
                HasPlot = files.Plot is not null,
                Timing = files.Timing,
            });
            return;
        }

        using TextStream json = new(Console.Out);
        ResultJson.Write(result, json);
        Console.Out.WriteLine();
    }

    private static async Task WriteFilesAsync(StudyResult result, AnswerFiles files, OutputFolder? folder, CancellationToken cancellation)
    {
        PlotSettings settings = new() { Logarithmic = files.Logarithmic };
        if (folder is not null)
        {
            await WriteFolderAsync(result, files, folder, settings, cancellation).ConfigureAwait(false);
        }

        if (files.Table is { } table && result.Values is not { IsWritten: true })
        {
            Action<TextWriter> write = Values(result, cancellation)
                ?? throw new UserErrorException($"this answer has no values for a table, so --table {table} cannot be written; leave it out");
            OutputFile.WriteText(table, write, cancellation);
        }

        if (result.Text is { } text && files.Text is { } target)
        {
            OutputFile.WriteText(target, writer => writer.Write(text), cancellation);
        }

        if (files.Page is { } page)
        {
            OutputFile.WriteText(page, writer => writer.Write(LedgerPage.Html(result.Claims)), cancellation);
        }

        if (files.Plot is { } plot)
        {
            Figure figure = result.Figures.FirstOrDefault()
                ?? throw new UserErrorException($"this answer has no picture, so --plot {plot} cannot be drawn; leave it out");
            figure.Write(plot, settings, cancellation);
        }
    }

    private static async Task WriteFolderAsync(
        StudyResult result, AnswerFiles files, OutputFolder folder, PlotSettings settings, CancellationToken cancellation)
    {
        if (result.WriteFolder is { } write)
        {
            write(folder, result.Manifest!);
        }
        else if (result.Run is { } run && result.Figures.Select(figure => figure.Courses).OfType<CourseFigure>().FirstOrDefault() is { } courses)
        {
            if (folder.FileNames().IsEmpty)
            {
                await RunFolder.WriteTrajectoriesAsync(folder, run.Trajectories, files.WithCsv, cancellation).ConfigureAwait(false);
            }

            TableSection[] tables = [.. result.Tables.Where(one => one.FileName is not null)];
            foreach (TableSection table in tables)
            {
                folder.WriteText(table.FileName!, table.Table.WriteCsv);
            }

            run = run with { Tables = [.. tables.Select(one => (one.Title ?? one.FileName!, one.Table))] };
            RunFolder.Complete(folder, run, courses, settings, cancellation);
        }
        else
        {
            throw new UserErrorException($"this answer has nothing for a folder, so --out {files.Folder} cannot be written; leave it out");
        }
    }

    /// <summary>What writes all values as CSV; null where there are none.</summary>
    private static Action<TextWriter>? Values(StudyResult result, CancellationToken cancellation) =>
        result.Values is { } values ? writer => values.WriteCsv(writer, cancellation)
        : result.Run is { } run ? writer => TrajectoryCsv.WriteWide(writer, run.Trajectories, cancellation)
        : result.Tables.FirstOrDefault() is { } section ? section.Table.WriteCsv
        : null;
}
