using System.Collections.Immutable;

namespace Ketascope.Study.Results;

/// <summary>A small table for people and files: exposure measures, parameters, dose records.</summary>
public sealed record ResultTable
{
    /// <summary>A table.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows, each with one cell a column.</param>
    /// <exception cref="ArgumentException">A row has not one cell a column.</exception>
    public ResultTable(ImmutableArray<ResultColumn> columns, ImmutableArray<ImmutableArray<Cell>> rows)
    {
        if (rows.Any(row => row.Length != columns.Length))
        {
            throw new ArgumentException("Every row must have one cell a column.", nameof(rows));
        }

        Columns = columns;
        Rows = rows;
    }

    /// <summary>A table with no column and no row.</summary>
    public static ResultTable Empty { get; } = new([], []);

    /// <summary>The columns.</summary>
    public ImmutableArray<ResultColumn> Columns { get; }

    /// <summary>The rows, each with one cell a column.</summary>
    public ImmutableArray<ImmutableArray<Cell>> Rows { get; }

    /// <summary>Whether there is nothing to show.</summary>
    public bool IsEmpty => Rows.IsEmpty;

    /// <summary>Writes the table as CSV: a heading a column with its unit, then the rows, with numbers that read back exactly.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteCsv(TextWriter writer)
    {
        writer.Write(string.Join(',', Columns.Select(column => CsvText.Field(column.Heading))) + "\n");
        foreach (ImmutableArray<Cell> row in Rows)
        {
            writer.Write(string.Join(',', row.Select(cell => CsvText.Field(cell.Exact))) + "\n");
        }
    }
}
