using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Ketascope.Pharmacology.Dosing;

/// <summary>Writes dose records as a table, one record a line under NONMEM's column names. DUR and SS are shown only when a record uses them.</summary>
public static class DoseRecordTable
{
    private static readonly Column[] _columns =
    [
        new("ID", record => record.Id),
        new("TIME", record => Number(record.Time)),
        new("EVID", record => Number((int)record.EventId)),
        new("AMT", record => Number(record.Amount)),
        new("RATE", record => Number(record.Rate)),
        new("DUR", record => record.Duration is double duration ? Number(duration) : ".", record => record.Duration is not null),
        new("CMT", record => record.Compartment),
        new("II", record => Number(record.Interval)),
        new("ADDL", record => Number(record.AdditionalDoses)),
        new("SS", record => Number((int)record.SteadyState), record => record.SteadyState != SteadyState.None),
    ];

    /// <summary>The cells of the table.</summary>
    /// <param name="records">The records, in the order of the rows.</param>
    /// <returns>The column names, then one row a record; numbers read back exactly, a missing value is a dot.</returns>
    public static ImmutableArray<ImmutableArray<string>> Rows(IReadOnlyList<DoseRecord> records)
    {
        Column[] columns = [.. _columns.Where(column => column.Shows is null || records.Any(column.Shows))];
        return
        [
            [.. columns.Select(column => column.Name)],
            .. records.Select(record => columns.Select(column => column.Text(record)).ToImmutableArray()),
        ];
    }

    /// <summary>The table as text.</summary>
    /// <param name="records">The records, in the order of the lines.</param>
    /// <returns>The column names and one line a record, aligned to the right, each line ended by a line feed.</returns>
    public static string Write(IReadOnlyList<DoseRecord> records)
    {
        ImmutableArray<ImmutableArray<string>> rows = Rows(records);
        int[] widths = [.. rows[0].Select((_, i) => rows.Max(row => row[i].Length))];
        StringBuilder text = new();
        foreach (ImmutableArray<string> row in rows)
        {
            text.AppendJoin("  ", row.Select((cell, i) => cell.PadLeft(widths[i]))).Append('\n');
        }

        return text.ToString();
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Column(string Name, Func<DoseRecord, string> Text, Func<DoseRecord, bool>? Shows = null);
}
