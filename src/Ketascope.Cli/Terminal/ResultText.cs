using System.Globalization;
using Ketascope.Study.Plots;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Terminal;

/// <summary>What is asked of the printed result.</summary>
internal sealed record ResultTextOptions
{
    /// <summary>Whether plots have a logarithmic value axis.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>The folder that was written, or null.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether all values went into a table.</summary>
    public bool HasTable { get; init; }

    /// <summary>Whether the picture went into a file.</summary>
    public bool HasPlot { get; init; }

    /// <summary>Whether times and work counters are printed, in place of the result.</summary>
    public bool Timing { get; init; }
}

/// <summary>Prints a result for people, whatever was asked.</summary>
internal static class ResultText
{
    /// <summary>Prints it.</summary>
    /// <param name="result">The result.</param>
    /// <param name="options">What is asked of the text.</param>
    public static void Write(StudyResult result, ResultTextOptions options)
    {
        NotesAside.WriteFirst(result);
        foreach (CourseFigure courses in result.Figures.Select(figure => figure.Courses).OfType<CourseFigure>())
        {
            LogAxisText.Write(courses, options.Logarithmic);
        }

        bool isShown = IsShown(result.Style.Sections, options);
        if (isShown)
        {
            WriteSections(result, options);
        }

        foreach (string line in options.Timing ? result.Work : [])
        {
            Console.Out.WriteLine(line);
        }

        if (!result.Style.AreNotesAside)
        {
            WriteNotes(result, withFirst: !isShown);
        }

        if (options.Folder is { } folder)
        {
            Console.Out.WriteLine(TextWrap.Paragraph($"Written to {folder}: {string.Join(", ", Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal))}", indent: 2));
        }

        if (result.Style.HasDisclaimer)
        {
            Console.Out.WriteLine(CourseFigure.Disclaimer);
        }

        NotesAside.WriteLast(result);
    }

    private static bool IsShown(SectionsShown when, ResultTextOptions options) => when switch
    {
        SectionsShown.WithoutTable => !options.HasTable && !options.Timing,
        SectionsShown.WithoutFiles => !options.HasTable && !options.HasPlot && !options.Timing,
        _ => true,
    };

    private static void WriteSections(StudyResult result, ResultTextOptions options)
    {
        if (result.Style.HasTitle && (result.Style.HasDisclaimer || !result.Sections.IsEmpty))
        {
            Console.Out.WriteLine(TextWrap.Paragraph(result.Title));
        }

        if (!result.Style.AreNotesAside)
        {
            WriteNotes(result.Notes.Where(note => note.IsFirst));
        }

        // A picture has a file of its own where only what has none is printed.
        bool isDrawn = !options.HasPlot || result.Style.Sections == SectionsShown.Always;
        ResultSection? before = result.Style.HasTitle ? new TextSection("") : null;
        foreach (ResultSection section in result.Sections.Where(section => isDrawn || section is not FigureSection))
        {
            Separate(before, section);
            Write(section, options.Logarithmic);
            before = section;
        }

        if (result.Sections.IsEmpty && result.Style.Sections == SectionsShown.WithoutFiles)
        {
            result.Values?.WriteCsv(Console.Out);
        }
    }

    private static void WriteNotes(StudyResult result, bool withFirst)
    {
        if (result.Style.HasDisclaimer)
        {
            Console.Out.WriteLine();
        }

        WriteList("Assumed:", result.NotesOf(NoteKind.Assumption));
        WriteList("Sources:", result.NotesOf(NoteKind.Source));
        WriteNotes(result.Notes.Where(note => withFirst || !note.IsFirst));
    }

    private static void WriteNotes(IEnumerable<Note> notes)
    {
        Note[] all = [.. notes];
        foreach ((NoteKind kind, string word) in (ReadOnlySpan<(NoteKind, string)>)[(NoteKind.Remark, "Note"), (NoteKind.Warning, "Warning"),
            (NoteKind.Failure, "Failed")])
        {
            foreach (Note note in all.Where(note => note.Kind == kind && !note.IsLocated))
            {
                Console.Out.WriteLine(TextWrap.Paragraph($"{word}: {note.Text}", indent: 2));
            }
        }
    }

    /// <summary>An empty line between parts of different kinds, and before a line to copy; tables with a title write their own.</summary>
    private static void Separate(ResultSection? before, ResultSection section)
    {
        if (before is not null && !section.IsClose && (before.GetType() != section.GetType() || section is LineSection)
            && section is not TableSection { Title: not null })
        {
            Console.Out.WriteLine();
        }
    }

    private static void Write(ResultSection section, bool logarithmic)
    {
        switch (section)
        {
            case TextSection text:
                Console.Out.WriteLine(TextWrap.Paragraph(text.Text, indent: 2));
                break;
            case LineSection line:
                Console.Out.WriteLine(line.Text);
                break;
            case TableSection table:
                TableText.Write(table.Table, table.Title, table.RowsShown);
                break;
            case FigureSection { Figure.Courses: { } courses, PanelsInText: > 0 and var shown }:
                TerminalPlotText.Write(courses with { Panels = [.. courses.Panels.Take(shown)] }, logarithmic);
                break;
            case FigureSection { Figure: var picture }:
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"(--plot FILE draws: {picture.Title})"));
                break;
        }
    }

    private static void WriteList(string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length == 0)
        {
            return;
        }

        Console.Out.WriteLine(title);
        foreach (string line in all)
        {
            Console.Out.WriteLine(TextWrap.Paragraph($"  - {line}", indent: 4));
        }
    }
}
