namespace Ketascope.Cli.Terminal;

/// <summary>A column of a printed table.</summary>
/// <param name="Head">The heading; it may be broken at spaces, hyphens and line breaks.</param>
/// <param name="AlignRight">Whether it holds numbers.</param>
/// <param name="Formula">Whether it holds formulas, which may be broken after an operator.</param>
internal sealed record TableColumn(string Head, bool AlignRight = false, bool Formula = false);

/// <summary>
/// Lays a table out in a given width. A column is as wide as its cells need; where room is short headings take several lines, then cells do, then columns move together and
/// words are broken after hyphens, in a table with formulas names too after dots and underscores. In a table that is still too wide the first column's
/// cells become lines of their own above the rows that share them; else each row becomes a card. No word is broken elsewhere while that can be.
/// </summary>
internal static class TableLayout
{
    private const int WideGap = 2, NarrowGap = 1;

    /// <summary>The lines of a table: headings, a rule, the rows; or a card for each row.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows, a text a column.</param>
    /// <param name="width">The longest line.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows, int width) =>
        Plan(columns, rows, width) is var (widths, gap) ? Table(columns, rows, widths, gap)
        : columns.Count > 2 && IsRepetitive(rows) && Plan([.. columns.Skip(1)], [.. rows.Select(Rest)], width - WideGap) is var (rest, between) ? Groups(columns, rows, (rest, between), width)
        : Cards(columns, rows, width);

    private static IEnumerable<string> Table(IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows, int[] widths, int gap)
    {
        foreach (string line in Row(columns, [.. columns.Select(column => Breakable(column.Head))], (widths, gap), heading: true))
        {
            yield return line;
        }

        yield return new string('─', widths.Sum() + (gap * (columns.Count - 1)));
        foreach (IReadOnlyList<string> row in rows)
        {
            foreach (string line in Row(columns, row, (widths, gap), heading: false))
            {
                yield return line;
            }
        }
    }

    /// <summary>A table of the columns after the first, whose cells are lines above the rows that follow one another with the same one.</summary>
    private static IEnumerable<string> Groups(IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows, (int[] Widths, int Gap) plan, int width)
    {
        string indent = new(' ', WideGap);
        string[] table = [.. Table([.. columns.Skip(1)], [], plan.Widths, plan.Gap)];
        yield return columns[0].Head;
        foreach (string line in table[..^1])
        {
            yield return indent + line;
        }

        yield return table[^1] + new string('─', WideGap);
        for (int i = 0; i < rows.Count; i++)
        {
            if (i == 0 || rows[i][0] != rows[i - 1][0])
            {
                foreach (string line in TextWrap.Lines(rows[i][0], width))
                {
                    yield return line;
                }
            }

            foreach (string line in Row([.. columns.Skip(1)], Rest(rows[i]), plan, heading: false))
            {
                yield return indent + line;
            }
        }
    }

    /// <summary>Whether a third of the rows repeat the first cell of the row before.</summary>
    private static bool IsRepetitive(IReadOnlyList<IReadOnlyList<string>> rows) => rows.Count > 1 && 3 * rows.Zip(rows.Skip(1)).Count(pair => pair.First[0] == pair.Second[0]) >= rows.Count;

    private static IReadOnlyList<string> Rest(IReadOnlyList<string> row) => [.. row.Skip(1)];

    /// <summary>Each row as lines of heading and text, without those that are empty, and an empty line between rows.</summary>
    private static IEnumerable<string> Cards(IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        string[] names = [.. columns.Select(column => column.Head.Split('\n', 2) is [var name, var unit] ? $"{name} ({unit})" : column.Head)];
        int indent = Math.Min(names.Max(name => name.Length), width / 2) + WideGap;
        for (int i = 0; i < rows.Count; i++)
        {
            if (i > 0)
            {
                yield return "";
            }

            for (int column = 0; column < columns.Count; column++)
            {
                if (rows[i][column].Length > 0)
                {
                    string[] head = [.. TextWrap.Lines(names[column], indent - WideGap)];
                    string[] text = [.. TextWrap.Lines(rows[i][column], width - indent, columns[column].Formula)];
                    for (int k = 0; k < Math.Max(head.Length, text.Length); k++)
                    {
                        yield return ((head.ElementAtOrDefault(k) ?? "").PadRight(indent) + text.ElementAtOrDefault(k)).TrimEnd();
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Row(IReadOnlyList<TableColumn> columns, IReadOnlyList<string> cells, (int[] Widths, int Gap) plan, bool heading)
    {
        string[][] lines = [.. cells.Select((cell, i) => (string[])[.. TextWrap.Lines(cell, plan.Widths[i], columns[i].Formula).Select(line => heading ? Rejoin(line) : line)])];
        int height = lines.Max(cell => cell.Length);

        // Headings stand on the rule, with their unit in the last line.
        string LineAt(string[] cell, int row) => (heading ? row - height + cell.Length : row) is var line and >= 0 && line < cell.Length ? cell[line] : "";
        for (int k = 0; k < height; k++)
        {
            int row = k;
            yield return string.Join(new string(' ', plan.Gap), lines.Select((cell, i) => Align(LineAt(cell, row), columns[i], plan.Widths[i]))).TrimEnd();
        }
    }

    private static string Align(string text, TableColumn column, int width) => column.AlignRight ? text.PadLeft(width) : text.PadRight(width);

    /// <summary>How wide the columns are and how far apart; null when words would have to be broken.</summary>
    private static (int[] Widths, int Gap)? Plan(IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        Sizes[] sizes = [.. columns.Select((column, i) => Measure(column, rows.Select(row => row[i])))];
        int Available(int gap) => width - (gap * (columns.Count - 1));
        if (sizes.Sum(size => size.Whole) <= Available(WideGap))
        {
            return ([.. sizes.Select(size => size.Whole)], WideGap);
        }

        // Names of a model's text are long; a table of them breaks names rather than to become cards.
        Func<Sizes, int>[] ways = [size => size.Words, size => size.Parts, .. columns.Any(column => column.Formula) ? (Func<Sizes, int>[])[size => size.Names] : []];
        foreach (Func<Sizes, int> least in ways)
        {
            foreach (int gap in (int[])[WideGap, NarrowGap])
            {
                if (sizes.Sum(least) <= Available(gap))
                {
                    return (Share([.. sizes.Select(least)], [.. sizes.Select(size => size.Cells)], Available(gap)), gap);
                }
            }
        }

        return null;
    }

    private static Sizes Measure(TableColumn column, IEnumerable<string> cells)
    {
        string[] texts = [.. cells];
        int Longest(Func<string, int> length) => texts.Select(length).DefaultIfEmpty(0).Max();
        string head = Breakable(column.Head);
        int headWord = TextWrap.LongestPiece(head, formula: false);
        int words = Math.Max(headWord, Longest(cell => column.AlignRight ? cell.Length : TextWrap.LongestPiece(cell, column.Formula)));
        int parts = Math.Max(headWord, Longest(cell => column.AlignRight ? cell.Length : TextWrap.LongestPart(cell, column.Formula)));
        int names = Math.Max(headWord, Longest(cell => column.AlignRight ? cell.Length : TextWrap.LongestOfName(cell, column.Formula)));
        int whole = Math.Max(words, Longest(cell => cell.Split('\n').Max(line => line.Length)));
        return new Sizes(names, parts, words, whole, Math.Max(whole, head.Split('\n').Max(line => line.Length)));
    }

    /// <summary>Gives each column its least width and shares out what is left, the neediest by most.</summary>
    private static int[] Share(int[] least, int[] wanted, int available)
    {
        int missing = wanted.Sum() - least.Sum(), spare = available - least.Sum();
        return spare >= missing ? wanted : [.. least.Select((width, i) => width + (int)((long)spare * (wanted[i] - width) / missing))];
    }

    /// <summary>Widths of a column: with names broken after dots and underscores, with words broken after hyphens, with whole words, with cells of one line, and with the heading in one line too.</summary>
    private readonly record struct Sizes(int Names, int Parts, int Words, int Cells, int Whole);

    /// <summary>A heading that may be broken after a hyphen: <c>half-life</c> as <c>half- life</c>.</summary>
    private static string Breakable(string head) => head.Replace("-", "- ", StringComparison.Ordinal);

    private static string Rejoin(string line) => line.Replace("- ", "-", StringComparison.Ordinal);
}
