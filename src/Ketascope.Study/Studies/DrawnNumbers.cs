using System.Collections.Immutable;
using Ketascope.Study.Plots;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>The numbers of an answer beside those of the same answer under draws: median and 5th to 95th percentile.</summary>
public static class DrawnNumbers
{
    private const double Low = 0.05, High = 0.95, Rounding = 1e-9;

    /// <summary>
    /// The answer with a table after each table whose numbers differ between draws, and with bands in pictures of courses that have none.
    /// </summary>
    /// <param name="usual">The answer with the values in use.</param>
    /// <param name="draws">The same under each draw.</param>
    /// <returns>The same answer where no number differs.</returns>
    public static StudyResult Over(StudyResult usual, IReadOnlyList<StudyResult> draws)
    {
        TableSection[][] tables = [.. draws.Select(draw => draw.Tables.ToArray())];
        FigureSection[][] figures = [.. draws.Select(draw => draw.Sections.OfType<FigureSection>().ToArray())];
        int table = 0, figure = 0;
        List<ResultSection> sections = [];
        bool differs = false;
        foreach (ResultSection section in usual.Sections)
        {
            switch (section)
            {
                case TableSection one:
                    sections.Add(one);
                    ResultTable over = Table(one.Table, [.. tables.Where(all => table < all.Length).Select(all => all[table].Table)]);
                    table++;
                    differs |= !over.IsEmpty;
                    sections.AddRange(over.IsEmpty ? [] : [new TableSection(Title(one.Title, draws.Count), over) { FileName = FileName(table) }]);
                    break;
                case FigureSection { Figure.Courses: { } courses } one:
                    sections.Add(one with
                    {
                        Figure = Figure.Of(Bands(courses,
                            [.. figures.Where(all => figure < all.Length).Select(all => all[figure].Figure.Courses).OfType<CourseFigure>()])),
                    });
                    figure++;
                    break;
                default:
                    figure += section is FigureSection ? 1 : 0;
                    sections.Add(section);
                    break;
            }
        }

        return differs ? usual with { Sections = [.. sections] } : usual;
    }

    /// <summary>A row for each number of a table that differs between draws; empty where none does.</summary>
    /// <param name="usual">The table with the values in use.</param>
    /// <param name="draws">The same table under each draw.</param>
    public static ResultTable Table(ResultTable usual, IReadOnlyList<ResultTable> draws)
    {
        int[] texts = [.. Enumerable.Range(0, usual.Columns.Length).Where(i => usual.Rows.All(row => !row[i].IsNumber))];
        List<ImmutableArray<Cell>> rows = [];
        for (int r = 0; r < usual.Rows.Length; r++)
        {
            ImmutableArray<Cell> row = usual.Rows[r];
            ResultTable[] alike = [.. draws.Where(draw => r < draw.Rows.Length && texts.All(i => draw.Rows[r][i].Exact == row[i].Exact))];
            for (int c = 0; c < row.Length; c++)
            {
                double[] sorted = [.. alike.Select(draw => draw.Rows[r][c].Number).Where(double.IsFinite).Order()];
                if (row[c].IsNumber && Differs(row[c].Number, sorted))
                {
                    rows.Add([.. texts.Select(i => row[i]), usual.Columns[c].Heading, row[c], .. Summary(sorted), sorted.Length]);
                }
            }
        }

        // How many draws have a number is told where it is not all of them.
        bool isWhole = rows.TrueForAll(row => row[^1].Number == draws.Count);
        ImmutableArray<ResultColumn> columns = [.. texts.Select(i => usual.Columns[i]), new("number"), new("in use"), .. SummaryColumns, new("draws")];
        return rows.Count == 0 ? ResultTable.Empty
            : isWhole ? new ResultTable(columns[..^1], [.. rows.Select(row => row[..^1])]) : new ResultTable(columns, [.. rows]);
    }

    /// <summary>Whether a number differs between draws by more than the rounding of its computation.</summary>
    /// <param name="usual">The number with the values in use.</param>
    /// <param name="sorted">The draws, ascending.</param>
    public static bool Differs(double usual, double[] sorted) =>
        sorted.Length > 0 && !(Math.Abs(sorted[0] - usual) <= Rounding * Math.Abs(usual) && Math.Abs(sorted[^1] - usual) <= Rounding * Math.Abs(usual));

    /// <summary>The columns of <see cref="Summary"/>.</summary>
    public static ImmutableArray<ResultColumn> SummaryColumns { get; } = [new("median"), new("5 %"), new("95 %")];

    /// <summary>The median and the ends of the interval that holds 90 % of the draws.</summary>
    /// <param name="sorted">The draws, ascending.</param>
    public static ImmutableArray<Cell> Summary(double[] sorted) =>
        [SampleQuantile.Of(sorted, 0.5), SampleQuantile.Of(sorted, Low), SampleQuantile.Of(sorted, High)];

    /// <summary>What a table of intervals is called.</summary>
    /// <param name="title">The title of the table that it is of, or null.</param>
    /// <param name="draws">How many draws there were.</param>
    public static string Title(string? title, int draws) =>
        FormattableString.Invariant($"{(title is null ? "" : $"{title}: ")}over {draws} draws of uncertain parameters");

    private static string FileName(int table) => table == 1 ? "uncertainty.csv" : FormattableString.Invariant($"uncertainty-{table}.csv");

    /// <summary>A picture with bands from the 5th to the 95th percentile of the draws, where a course has no band of people.</summary>
    private static CourseFigure Bands(CourseFigure usual, CourseFigure[] draws)
    {
        ImmutableArray<CoursePanel> panels = [.. usual.Panels.Select((panel, p) => panel with
        {
            Series = [.. panel.Series.Select((series, s) => Band(series,
                [.. draws.Where(draw => p < draw.Panels.Length && s < draw.Panels[p].Series.Length).Select(draw => draw.Panels[p].Series[s])]))],
        })];
        bool isBanded = panels.Zip(usual.Panels).Any(pair => !pair.First.Series.SequenceEqual(pair.Second.Series));
        string band = FormattableString.Invariant($"bands: 5 to 95 % of {draws.Length} draws of uncertain parameters");
        return isBanded ? usual with { Panels = panels, Subtitle = usual.Subtitle is { } known ? $"{known}; {band}" : band } : usual;
    }

    private static CourseSeries Band(CourseSeries usual, CourseSeries[] draws)
    {
        CourseSeries[] alike = [.. draws.Where(one => one.Low.IsEmpty && one.Times.SequenceEqual(usual.Times))];
        if (!usual.Low.IsEmpty || alike.Length == 0 || alike.All(one => one.Middle.SequenceEqual(usual.Middle)))
        {
            return usual;
        }

        double[][] sorted =
        [
            .. Enumerable.Range(0, usual.Times.Length).Select(i => alike.Select(one => one.Middle[i]).Where(double.IsFinite).Order().ToArray()),
        ];
        return usual with { Low = [.. sorted.Select(one => SampleQuantile.Of(one, Low))], High = [.. sorted.Select(one => SampleQuantile.Of(one, High))] };
    }
}
