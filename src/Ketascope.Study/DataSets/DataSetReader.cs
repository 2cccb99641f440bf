using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Study.Requests;

namespace Ketascope.Study.DataSets;

/// <summary>Reads data sets in NONMEM's form (CSV, one row a record).</summary>
public static class DataSetReader
{
    private static readonly ImmutableArray<string> s_known =
    [
        "ID",
        "TIME",
        "EVID",
        "AMT",
        "CMT",
        "RATE",
        "DUR",
        "TINF",
        "II",
        "ADDL",
        "SS",
        "MDV",
        "DV",
        "DVID",
        "CENS",
        "LLOQ",
        "LIMIT",
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="system">The model: its integrated variables in order of declaration are the compartments 1, 2, 3 ...; a column named like one of its parameters sets it.</param>
    /// <param name="keep">Columns whose text is to be kept beside what it means.</param>
    /// <exception cref="UserErrorException">The file cannot be read or breaks a rule; the message names line, ID, column and value.</exception>
    public static DataSet Read(string path, OdeSystem system, ImmutableArray<string> keep = default)
    {
        string all = InputFile.ReadText(path);
        try
        {
            return Read(path, all, system, keep.IsDefault ? [] : keep);
        }
        catch (CsvHelperException e)
        {
            throw new UserErrorException($"'{path}' is not a CSV table: {e.Message.Split('\n')[0].Trim()}", e);
        }
    }

    private static DataSet Read(string path, string all, OdeSystem system, ImmutableArray<string> keep)
    {
        using CsvReader csv = Reader(new StringReader(all));
        if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { Length: > 0 } header)
        {
            throw new UserErrorException($"'{path}' is empty; expected a header with at least TIME and one row a record");
        }

        HashSet<string> parameters = [.. system.Parameters.Select(parameter => parameter.Name), .. StartNames.Of(system)];
        DataColumns columns = DataColumns.Of(path, header, [.. s_known, .. ClockTimes.DateColumns], parameters);
        RequireTime(path, header, columns.Items, all);
        ImmutableArray<string> compartments = Compartments.Of(system);
        ColumnNames.Require(path, columns, parameters, compartments.Length);
        ClockTimes? clock = ClockTimes.For(DateColumn(path, columns.Items), HasColon(all, columns.Items["TIME"]), system);
        DataRow row = new(path, csv, columns.Items, compartments, clock);
        ImmutableArray<int> kept = [.. keep.Select(name => DataColumns.Find(path, header, name))];
        List<DataSubject> subjects = [];
        List<Row> rows = [];
        HashSet<string> ids = [];
        while (csv.Read())
        {
            if (csv.Parser.Count != header.Length)
            {
                throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{path}, line {csv.Parser.RawRow}: {csv.Parser.Count} values under {header.Length} headings"));
            }

            if (header[0] is "C" && columns.Others.Contains("C") && csv.GetField(0) is "C" or "c")
            {
                throw row.Error("C", "the row is marked C, which NONMEM leaves out with IGNORE=C; remove such rows, or begin them with #");
            }

            DoseRecord record = row.Read();
            if (rows.Count > 0 && rows[0].Record.Id != record.Id)
            {
                Close(subjects, rows);
            }

            if (rows.Count == 0 && !ids.Add(record.Id))
            {
                throw row.Error("ID", $"the records of subject {record.Id} do not stand together");
            }

            rows.Add(new Row(record, csv.Parser.RawRow, [.. columns.Parameters.Select(one => row.Number(one.Name, one.Column))], row.Observed(), row.Output())
            {
                Kept = [.. kept.Select(column => csv.GetField(column) ?? "")],
            });
        }

        Close(subjects, rows);
        if (subjects.Count == 0)
        {
            throw new UserErrorException($"'{path}' has a header but no records");
        }

        ImmutableArray<string> set = [.. columns.Parameters.Select(one => one.Name)];
        ImmutableArray<string> starts = StartColumns.Of(path, system, set, subjects);
        return new DataSet(path, set, columns.UnusedBut([.. kept.Select(i => header[i])]), [.. subjects])
        {
            Kept = keep,
            Remarks =
            [
                .. columns.Remarks,
                .. starts.Select(name => $"the column '{name}' gives the start of '{name}'"),
                .. clock?.Remarks ?? [],
                .. compartments.IsEmpty || subjects.Any(IsDosed) ? (string[])[] : [NoDose(columns.Items)],
                .. PendingDoses.Remark(subjects) is { } pending ? (string[])[pending] : [],
            ],
        };
    }

    private static bool IsDosed(DataSubject subject) => subject.Records.Any(record =>
        record.EventId is EventId.Dose or EventId.ResetAndDose && (record.Amount > 0 || (record.SteadyState != SteadyState.None && record.Rate != 0)));

    private static string NoDose(IReadOnlyDictionary<string, int> items) =>
        items.ContainsKey("AMT") || items.ContainsKey("EVID") ? "no record gives a dose: none has an AMT above 0"
            : "no record gives a dose: there is neither a column AMT nor EVID";

    private static void Close(List<DataSubject> subjects, List<Row> rows)
    {
        if (rows.Count > 0)
        {
            subjects.Add(new DataSubject(
                rows[0].Record.Id, [.. rows.Select(row => row.Record)], [.. rows.Select(row => row.Line)], [.. rows.Select(row => row.Values)],
                [.. rows.Select(row => row.Observed)], [.. rows.Select(row => row.Output)])
            {
                Kept = [.. rows.Select(row => row.Kept)],
            });
            rows.Clear();
        }
    }

    private static string? DateColumn(string path, IReadOnlyDictionary<string, int> items)
    {
        string[] dates = [.. ClockTimes.DateColumns.Where(items.ContainsKey)];
        return dates.Length < 2 ? dates.FirstOrDefault() : throw new UserErrorException(
            $"'{path}' has {string.Join(" and ", dates)}; one column gives the date, and its name the order of day, month and year");
    }

    /// <summary>Whether any time is written with a colon.</summary>
    private static bool HasColon(string all, int time)
    {
        if (!all.Contains(':', StringComparison.Ordinal))
        {
            return false;
        }

        using CsvReader csv = Reader(new StringReader(all));
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            if (csv.GetField(time)?.Contains(':', StringComparison.Ordinal) == true)
            {
                return true;
            }
        }

        return false;
    }

    private static void RequireTime(string path, string[] header, IReadOnlyDictionary<string, int> items, string all)
    {
        if (items.ContainsKey("TIME"))
        {
            return;
        }

        string first = all.Split('\n').FirstOrDefault(line => line.Trim().Length > 0, "").Trim();
        throw new UserErrorException(first.StartsWith('#') && first.TrimStart('#', ' ').Split(',').Any(name => name.Trim().Equals("TIME", StringComparison.OrdinalIgnoreCase))
            ? $"'{path}' begins with '{InputFile.Excerpt(first)}', which is left out as a comment; remove the # before the headings"
            : $"'{path}' has no column TIME{NearestName.Hint("TIME", header)}; it has {string.Join(", ", header.Take(12).Select(InputFile.Excerpt))}");
    }

    private static CsvReader Reader(TextReader text) =>
        new(text, new CsvConfiguration(
            CultureInfo.InvariantCulture)
        { TrimOptions = TrimOptions.Trim, BadDataFound = null, MissingFieldFound = null, AllowComments = true });

    private sealed record Row(DoseRecord Record, int Line, ImmutableArray<double> Values, Measurement Observed, string Output)
    {
        public ImmutableArray<string> Kept { get; init; } = [];
    }
}
