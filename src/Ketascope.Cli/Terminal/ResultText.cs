using System.Globalization;
using Ketascope.Study.Plots;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Terminal;

/// <summary>Prints a result for people, whatever was asked.</summary>
internal static class ResultText
{
    /// <summary>Prints it.</summary>
    /// <param name="result">The result.</param>
    /// <param name="logarithmic">Whether plots have a logarithmic value axis.</param>
    /// <param name="folder">The folder that was written, or null.</param>
    public static void Write(StudyResult result, bool logarithmic, string? folder)
    {
        TextWriter output = Console.Out;
        output.WriteLine(TextWrap.Paragraph(result.Title));
        ResultSection? before = null;
        foreach (ResultSection section in result.Sections)
        {
            Separate(before ?? new TextSection(""), section);
            Write(section, logarithmic);
            before = section;
        }

        output.WriteLine();
        WriteList("Assumed:", result.NotesOf(NoteKind.Assumption));
        WriteList("Sources:", result.NotesOf(NoteKind.Source));
        WriteAll("Note", result.NotesOf(NoteKind.Remark));
        WriteAll("Warning", result.NotesOf(NoteKind.Warning));
        WriteAll("Failed", result.NotesOf(NoteKind.Failure));
        if (folder is not null)
        {
            output.WriteLine(TextWrap.Paragraph($"Written to {folder}: {string.Join(", ", Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal))}", indent: 2));
        }

        output.WriteLine(CourseFigure.Disclaimer);
    }

    /// <summary>An empty line between parts of different kinds; tables with a title write their own.</summary>
    private static void Separate(ResultSection before, ResultSection section)
    {
        if (before.GetType() != section.GetType() && section is not TableSection { Title: not null })
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
            case TableSection table:
                TableText.Write(table.Table, table.Title);
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

    private static void WriteAll(string kind, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Console.Out.WriteLine(TextWrap.Paragraph($"{kind}: {line}", indent: 2));
        }
    }
}
