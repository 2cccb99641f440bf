using System.Globalization;
using System.Text;

namespace Ketascope.Pharmacology.Dosing;

/// <summary>Writes dose records as a table for people, one record a line under NONMEM's column names.</summary>
public static class DoseRecordTable
{
    private sealed record Column(string Name, Func<DoseRecord, string> Text, Func<DoseRecord, bool>? Shows = null);

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

    /// <summary>Writes a table; numbers have up to 10 significant digits. DUR and SS are shown only when a record uses them.</summary>
    /// <param name="records">The records, in the order of the lines.</param>
    /// <returns>The head and one line a record, columns aligned to the right, each line ended by a line feed.</returns>
    public static string Write(IReadOnlyList<DoseRecord> records)
    {
        Column[] columns = [.. _columns.Where(column => column.Shows is null || records.Any(column.Shows))];
        string[][] rows = [[.. columns.Select(column => column.Name)], .. records.Select(record => columns.Select(column => column.Text(record)).ToArray())];
        int[] widths = [.. columns.Select((_, i) => rows.Max(row => row[i].Length))];
        StringBuilder text = new();
        foreach (string[] row in rows)
        {
            text.AppendJoin("  ", row.Select((cell, i) => cell.PadLeft(widths[i]))).Append('\n');
        }

        return text.ToString();
    }

    private static string Number(double value) => value.ToString("G10", CultureInfo.InvariantCulture);
}
