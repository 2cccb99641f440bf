namespace Ketascope.Cli.Terminal;

/// <summary>A column of a printed table.</summary>
/// <param name="Head">The heading; it may be broken at spaces, hyphens and line breaks.</param>
/// <param name="AlignRight">Whether it holds numbers.</param>
/// <param name="Formula">Whether it holds formulas, which may be broken after an operator.</param>
internal sealed record TableColumn(string Head, bool AlignRight = false, bool Formula = false);

/// <summary>
/// Lays a table out in a given width. A column is as wide as its cells need; where room is short headings take several lines, then cells do, without breaking a word
/// where that can be.
/// </summary>
internal static class TableLayout
{
    private const string Gap = "  ";

    /// <summary>The lines of a table: headings, a rule, the rows.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows, a text a column.</param>
    /// <param name="width">The longest line.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        int[] widths = Widths(columns, rows, width - (Gap.Length * (columns.Count - 1)));
        foreach (string line in Row(columns, [.. columns.Select(column => Breakable(column.Head))], widths, heading: true))
        {
            yield return line;
        }

        yield return new string('─', widths.Sum() + (Gap.Length * (columns.Count - 1)));
        foreach (IReadOnlyList<string> row in rows)
        {
            foreach (string line in Row(columns, row, widths, heading: false))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Row(IReadOnlyList<TableColumn> columns, IReadOnlyList<string> cells, int[] widths, bool heading)
    {
        string[][] lines = [.. cells.Select((cell, i) => (string[])[.. TextWrap.Lines(cell, widths[i], columns[i].Formula).Select(line => heading ? Rejoin(line) : line)])];
        int height = lines.Max(cell => cell.Length);

        // Headings stand on the rule, with their unit in the last line.
        string LineAt(string[] cell, int row) => (heading ? row - height + cell.Length : row) is var line and >= 0 && line < cell.Length ? cell[line] : "";
        for (int k = 0; k < height; k++)
        {
            int row = k;
            yield return string.Join(Gap, lines.Select((cell, i) => Align(LineAt(cell, row), columns[i], widths[i]))).TrimEnd();
        }
    }

    private static string Align(string text, TableColumn column, int width) => column.AlignRight ? text.PadLeft(width) : text.PadRight(width);

    private static int[] Widths(IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows, int available)
    {
        int[] least = new int[columns.Count], wanted = new int[columns.Count], roomy = new int[columns.Count];
        for (int i = 0; i < columns.Count; i++)
        {
            int column = i;
            IEnumerable<string> cells = rows.Select(row => row[column]);
            bool numbers = columns[i].AlignRight;
            least[i] = Math.Max(TextWrap.LongestPiece(Breakable(columns[i].Head), formula: false), cells.Select(cell => numbers ? cell.Length : TextWrap.LongestPiece(cell, columns[column].Formula)).DefaultIfEmpty(0).Max());
            roomy[i] = Math.Max(least[i], Breakable(columns[i].Head).Split('\n').Max(line => line.Length));
            wanted[i] = Math.Max(least[i], cells.SelectMany(cell => cell.Split('\n')).Select(line => line.Length).DefaultIfEmpty(0).Max());
        }

        int[] whole = [.. wanted.Zip(roomy, Math.Max)];
        return whole.Sum() <= available ? whole : Share(least, wanted, available);
    }

    /// <summary>Gives each column at least its least width and shares out what is left, the neediest by most; when even the least widths do not fit, the widest are cut.</summary>
    private static int[] Share(int[] least, int[] wanted, int available)
    {
        int[] widths = [.. least];
        while (widths.Sum() > available && widths.Max() > 8)
        {
            widths[Array.IndexOf(widths, widths.Max())]--;
        }

        int missing = wanted.Sum() - widths.Sum();
        int spare = available - widths.Sum();
        if (spare >= missing)
        {
            return wanted;
        }

        for (int i = 0; i < widths.Length && spare > 0; i++)
        {
            widths[i] += (int)((long)spare * (wanted[i] - widths[i]) / missing);
        }

        return widths;
    }

    /// <summary>A heading that may be broken after a hyphen: <c>half-life</c> as <c>half- life</c>.</summary>
    private static string Breakable(string head) => head.Replace("-", "- ", StringComparison.Ordinal);

    private static string Rejoin(string line) => line.Replace("- ", "-", StringComparison.Ordinal);
}
