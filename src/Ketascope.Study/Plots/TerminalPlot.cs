using System.Collections.Immutable;
using System.Text;
using Ketascope.Study.Results;

namespace Ketascope.Study.Plots;

/// <summary>Courses over time as lines of text for a terminal. Of many subjects the median is shown.</summary>
public static class TerminalPlot
{
    private const string UnicodeMarks = "●○▲△■□◆◇";
    private const string AsciiMarks = "*o+x#@%&";

    // The palette of pictures in the 256 colours of terminals: blue, vermillion, green, purple, orange, sky blue, the terminal's own.
    private static readonly int[] Colours = [32, 166, 36, 175, 214, 75, 15];

    /// <summary>The picture, a string a line; no line is wider than asked (escape sequences of colours not counted).</summary>
    /// <param name="figure">What it shows.</param>
    /// <param name="settings">How it is set; by default as <see cref="TerminalPlotSettings"/> says.</param>
    public static ImmutableArray<string> Lines(CourseFigure figure, TerminalPlotSettings? settings = null)
    {
        settings ??= new TerminalPlotSettings();
        ImmutableArray<string>.Builder lines = ImmutableArray.CreateBuilder<string>();
        foreach (CoursePanel panel in figure.Panels)
        {
            lines.AddRange(PanelLines(figure, panel, settings).Select(line => settings.Ascii ? ToAscii(line) : line));
        }

        return lines.ToImmutable();
    }

    private static IEnumerable<string> PanelLines(CourseFigure figure, CoursePanel panel, TerminalPlotSettings settings)
    {
        AxisScale scale = panel.Scale(settings.Logarithmic);
        string?[] labels = RowLabels(scale, Math.Max(4, settings.Height));
        int margin = labels.Max(label => label?.Length ?? 0) + 3;
        string? marks = settings.Ascii ? AsciiMarks : panel.Series.Length > 1 && !settings.Colour ? UnicodeMarks : null;
        TerminalCanvas canvas = new(Math.Max(40, settings.Width) - margin - 1, labels.Length, marks);
        Draw(canvas, figure, panel, scale);

        yield return new string(' ', margin - 1) + Cut(panel.Title, canvas.Columns);
        for (int row = 0; row < labels.Length; row++)
        {
            string label = (labels[row] ?? "").PadLeft(margin - 2);
            yield return $"{label} {(labels[row] is null ? '│' : '┤')}{RowText(canvas, row, settings)}";
        }

        foreach (string line in TimeAxis(figure, canvas.Columns, margin))
        {
            yield return line;
        }

        foreach (string line in Legend(figure, panel, settings, marks))
        {
            yield return line;
        }
    }

    private static string?[] RowLabels(AxisScale scale, int rows)
    {
        string?[] labels = new string?[rows];
        foreach (AxisTick tick in scale.Ticks(Math.Max(3, rows / 2)).Where(tick => tick.Label is not null))
        {
            labels[(int)Math.Round((1 - scale.Fraction(tick.Value)) * (rows - 1))] ??= tick.Label;
        }

        return labels;
    }

    private static void Draw(TerminalCanvas canvas, CourseFigure figure, CoursePanel panel, AxisScale scale)
    {
        (double start, double end) = figure.Span;
        for (int index = 0; index < panel.Series.Length; index++)
        {
            CourseSeries series = panel.Series[index];
            foreach (Range run in scale.Runs(series.Middle))
            {
                (double Across, double Up)[] places =
                    [.. Enumerable.Range(run.Start.Value, run.End.Value - run.Start.Value).Select(at => ((series.Times[at] - start) / (end - start), scale.Fraction(series.Middle[at])))];
                for (int at = 0; at < places.Length; at++)
                {
                    canvas.Line(index, places[Math.Max(0, at - 1)], places[at]);
                }
            }
        }
    }

    private static string RowText(TerminalCanvas canvas, int row, TerminalPlotSettings settings)
    {
        StringBuilder text = new();
        int column = 0;
        while (column < canvas.Columns)
        {
            int series = canvas.At(row, column).Series;
            int start = column;
            while (column < canvas.Columns && canvas.At(row, column).Series == series)
            {
                column++;
            }

            string run = string.Concat(Enumerable.Range(start, column - start).Select(at => canvas.At(row, at).Character));
            text.Append(settings.Colour && series >= 0 ? Coloured(run, series) : run);
        }

        return text.ToString().TrimEnd();
    }

    private static IEnumerable<string> TimeAxis(CourseFigure figure, int columns, int margin)
    {
        (double start, double end) = figure.Span;
        int Column(double time) => (int)Math.Round((Math.Clamp(time, start, end) - start) / (end - start) * (columns - 1));
        char[] line = new string('─', columns).ToCharArray();
        foreach (DoseInterval dose in figure.Doses.Where(dose => dose.Start <= end && dose.End >= start))
        {
            Array.Fill(line, '━', Column(dose.Start), Column(dose.End) - Column(dose.Start) + 1);
        }

        char[] labels = new string(' ', margin + columns).ToCharArray();
        string unit = UnitText.Heading("time", figure.TimeUnit);
        foreach (AxisTick tick in AxisTicks.Time(start, end, Math.Max(2, columns / 12), figure.TimeUnit))
        {
            int column = Column(tick.Value);
            line[column] = line[column] == '━' ? '┯' : '┬';
            int left = Math.Min(margin + column - (tick.Label!.Length / 2), labels.Length - tick.Label.Length);
            tick.Label.CopyTo(0, labels, left, tick.Label.Length);
        }

        yield return new string(' ', margin - 1) + "└" + new string(line);
        yield return new string(labels).TrimEnd();
        yield return new string(' ', margin + Math.Max(0, (columns - unit.Length) / 2)) + unit;
    }

    private static List<string> Legend(CourseFigure figure, CoursePanel panel, TerminalPlotSettings settings, string? marks)
    {
        List<(string Shown, int Width)> entries = [];
        for (int index = 0; index < panel.Series.Length; index++)
        {
            string mark = marks is null ? "⠒⠒" : marks[index % marks.Length].ToString();
            string label = Cut(panel.Series[index].Label, Math.Max(40, settings.Width) - 8);
            entries.Add(($"{(settings.Colour ? Coloured(mark, index) : mark)} {label}", mark.Length + 1 + label.Length));
        }

        if (!figure.Doses.IsEmpty)
        {
            entries.Add(("━ dose", 6));
        }

        List<string> lines = [];
        int room = 0;
        foreach ((string shown, int width) in entries)
        {
            if (room < width + 3)
            {
                lines.Add("  ");
                room = Math.Max(40, settings.Width) - 2;
            }

            lines[^1] += (lines[^1].Length > 2 ? "   " : "") + shown;
            room -= width + 3;
        }

        return lines;
    }

    private static string Cut(string text, int room) => text.Length <= room ? text : text[..(room - 3)] + "...";

    private static string Coloured(string text, int series) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\e[38;5;{Colours[series % Colours.Length]}m{text}\e[0m");

    private static string ToAscii(string line) => string.Concat(line.Select(character => character switch
    {
        '│' => '|',
        '┤' or '┬' or '└' => '+',
        '┯' => '+',
        '─' => '-',
        '━' => '=',
        '·' => '*',
        'µ' => 'u',
        _ => char.IsAscii(character) ? character : '?',
    }));
}
