using System.Collections.Immutable;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Terminal;

/// <summary>Prints a table of results to the terminal, under each heading its unit.</summary>
internal static class TableText
{
    /// <summary>Prints a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="title">What stands above it, or null.</param>
    /// <param name="rowsShown">How many rows are printed; null for all.</param>
    public static void Write(ResultTable table, string? title = null, int? rowsShown = null)
    {
        if (table.IsEmpty)
        {
            return;
        }

        TableColumn[] columns =
        [
            .. table.Columns.Select((head, i) =>
                new TableColumn(head.Unit is null ? head.Name : $"{head.Name}\n{head.Unit}", table.Rows.Any(row => row[i].IsNumber), head.IsFormula)),
        ];
        Write(columns, [.. table.Rows.Take(rowsShown ?? table.Rows.Length)
            .Select(row => (string[])[.. row.Select((cell, i) => table.Columns[i].Text(cell))])], title);
    }

    public static void Write(IReadOnlyList<TableColumn> columns, ImmutableArray<string[]> rows, string? title = null)
    {
        if (rows.IsEmpty)
        {
            return;
        }

        if (title is not null)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine(title);
        }

        foreach (string line in TableLayout.Lines(columns, rows, Screen.Width))
        {
            Console.Out.WriteLine(line);
        }
    }
}
