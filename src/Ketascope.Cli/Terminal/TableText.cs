using Ketascope.Study.Results;
using Spectre.Console;

namespace Ketascope.Cli.Terminal;

/// <summary>Prints a table of results to the terminal.</summary>
internal static class TableText
{
    public static void Write(ResultTable table, string? title = null)
    {
        if (table.IsEmpty)
        {
            return;
        }

        Table grid = new() { Border = TableBorder.Simple };
        if (title is not null)
        {
            AnsiConsole.Write(new Text(title + "\n", new Style(decoration: Decoration.Bold)));
        }

        for (int column = 0; column < table.Columns.Length; column++)
        {
            ResultColumn head = table.Columns[column];
            TableColumn shown = new(new Text(head.Unit is null ? head.Name : $"{head.Name}\n{head.Unit}", new Style(decoration: Decoration.Bold))) { Padding = new Padding(0, 0, 1, 0), NoWrap = column == 0 };
            int index = column;
            bool numbers = table.Rows.Any(row => row[index].IsNumber);
            grid.AddColumn(numbers ? shown.RightAligned() : shown);
        }

        foreach (var row in table.Rows)
        {
            grid.AddRow(row.Select(cell => new Text(cell.Short())));
        }

        AnsiConsole.Write(grid);
    }
}
