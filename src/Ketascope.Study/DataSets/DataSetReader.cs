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
    private static readonly ImmutableArray<string> s_known = ["ID", "TIME", "EVID", "AMT", "CMT", "RATE", "DUR", "TINF", "II", "ADDL", "SS", "MDV", "DV", "DVID", "CENS", "LLOQ", "LIMIT"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="system">The model: its integrated variables in order of declaration are the compartments 1, 2, 3 ...; a column named like one of its parameters sets it.</param>
    /// <exception cref="UserErrorException">The file cannot be read or breaks a rule; the message names line, ID, column and value.</exception>
    public static DataSet Read(string path, OdeSystem system)
    {
        using StringReader text = new(InputFile.ReadText(path));
        try
        {
            return Read(path, text, system);
        }
        catch (CsvHelperException e)
        {
            throw new UserErrorException($"'{path}' is not a CSV table: {e.Message.Split('\n')[0].Trim()}", e);
        }
    }

    private static DataSet Read(string path, TextReader text, OdeSystem system)
    {
        using CsvReader csv = new(text, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, BadDataFound = null, MissingFieldFound = null, AllowComments = true });
        if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { Length: > 0 } header)
        {
            throw new UserErrorException($"'{path}' is empty; expected a header with at least TIME and one row a record");
        }

        Dictionary<string, int> columns = Columns(path, header);
        HashSet<string> parameters = [.. system.Parameters.Select(parameter => parameter.Name)];

        // A model may have a parameter LLOQ of its own, which a column then sets as it says which values were not measured.
        ImmutableArray<string> set = [.. header.Where(name => parameters.Contains(name) && (!IsKnown(name) || name is "CENS" or "LLOQ" or "LIMIT"))];
        DataRow row = new(path, csv, columns, [.. system.States.Select(state => state.Species ?? state.Name)]);
        List<DataSubject> subjects = [];
        List<(DoseRecord Record, int Line, ImmutableArray<double> Values, Measurement Observed, string Output)> rows = [];
        HashSet<string> ids = [];
        while (csv.Read())
        {
            if (csv.Parser.Count != header.Length)
            {
                throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{path}, line {csv.Parser.RawRow}: {csv.Parser.Count} values under {header.Length} headings"));
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

            rows.Add((record, csv.Parser.RawRow, [.. set.Select(row.Number)], row.Observed(), row.Output()));
        }

        Close(subjects, rows);
        return subjects.Count == 0
            ? throw new UserErrorException($"'{path}' has a header but no records")
            : new DataSet(path, set, Unused(header.Where(name => !IsKnown(name) && !set.Contains(name)), parameters), [.. subjects]);
    }

    /// <summary>The columns that mean nothing, each with the parameter that it may stand for: a case that differs is easily overlooked.</summary>
    private static ImmutableArray<string> Unused(IEnumerable<string> columns, HashSet<string> parameters) =>
        [.. columns.Select(name => NearestName.Find(name, parameters) is { } nearest ? $"{InputFile.Excerpt(name)} (did you mean '{nearest}'?)" : InputFile.Excerpt(name))];

    private static void Close(List<DataSubject> subjects, List<(DoseRecord Record, int Line, ImmutableArray<double> Values, Measurement Observed, string Output)> rows)
    {
        if (rows.Count > 0)
        {
            subjects.Add(new DataSubject(
                rows[0].Record.Id, [.. rows.Select(row => row.Record)], [.. rows.Select(row => row.Line)], [.. rows.Select(row => row.Values)], [.. rows.Select(row => row.Observed)], [.. rows.Select(row => row.Output)]));
            rows.Clear();
        }
    }

    private static bool IsKnown(string name) => s_known.Contains(name) || s_known.Contains(name.ToUpperInvariant()) && !name.Any(char.IsUpper);

    private static Dictionary<string, int> Columns(string path, string[] header)
    {
        if (header.GroupBy(name => IsKnown(name) ? name.ToUpperInvariant() : name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UserErrorException($"'{path}' has more than one column '{InputFile.Excerpt(twice.Key)}'");
        }

        Dictionary<string, int> columns = [];
        for (int i = 0; i < header.Length; i++)
        {
            if (IsKnown(header[i]))
            {
                columns[header[i].ToUpperInvariant()] = i;
            }
        }

        if (columns.Values.Any(i => header[i].Any(char.IsUpper)) && columns.Values.FirstOrDefault(i => !header[i].Any(char.IsUpper), -1) is >= 0 and var lower)
        {
            throw new UserErrorException($"'{path}' mixes upper and lower case in the columns of a data set ('{header[lower]}'); write all in one case");
        }

        if (columns.ContainsKey("RATE") && (columns.ContainsKey("DUR") || columns.ContainsKey("TINF")))
        {
            throw new UserErrorException($"'{path}' has RATE and a duration (DUR or TINF); one of them says how fast an infusion runs");
        }

        if (header is [var only] && only.AsSpan().ContainsAny(';', '\t'))
        {
            throw new UserErrorException($"'{path}' has values between {(only.Contains(';', StringComparison.Ordinal) ? "semicolons" : "tabs")}; expected commas");
        }

        return columns.ContainsKey("TIME") ? columns : throw new UserErrorException(
            $"'{path}' has no column TIME{NearestName.Hint("TIME", header)}; it has {string.Join(", ", header.Take(12).Select(InputFile.Excerpt))}");
    }
}
