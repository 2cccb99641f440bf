using System.Collections.Immutable;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>All values of a result as rows, which are made as they are read: memory need not hold the millions that there may be.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows, each with one cell a column.</param>
public sealed record ResultValues(ImmutableArray<ResultColumn> Columns, IEnumerable<ImmutableArray<Cell>> Rows)
{
    /// <summary>Whether the rows have been read already, and went where <see cref="StudyContext.Table"/> says; then there are none here.</summary>
    public bool IsWritten { get; init; }

    /// <summary>The fingerprint of the rows, where they have been read already; null where it was not asked for, or is to be computed from the rows.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>A table in memory.</summary>
    /// <param name="table">The table.</param>
    public static implicit operator ResultValues(ResultTable table) => FromResultTable(table);

    /// <summary>A table in memory.</summary>
    /// <param name="table">The table.</param>
    public static ResultValues FromResultTable(ResultTable table) => new(table.Columns, table.Rows);

    /// <summary>Writes the values as CSV: a heading a column with its unit, then the rows, with numbers that read back exactly.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="cancellation">Ends the writing early.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public void WriteCsv(TextWriter writer, CancellationToken cancellation = default)
    {
        writer.Write(string.Join(',', Columns.Select(column => CsvText.Field(column.Heading))) + "\n");
        foreach (ImmutableArray<Cell> row in Rows)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < row.Length; i++)
            {
                writer.Write(i == 0 ? "" : ",");
                writer.Write(CsvText.Field(row[i].Exact));
            }

            writer.Write('\n');
        }
    }
}
