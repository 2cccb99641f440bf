using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Observations;

/// <summary>One row of a file of observations.</summary>
/// <param name="Fields">What stands in the row, as it stands there, one a column of the file.</param>
/// <param name="Observation">What it means; null where it cannot be read.</param>
/// <param name="Problem">Why it cannot be read: file, row, column, value and what was expected; null where it can.</param>
public sealed record ObservationRow(ImmutableArray<string> Fields, Observation? Observation, string? Problem);

/// <summary>A file of observations (docs/observations.md). A row that cannot be read does not stop the others.</summary>
/// <param name="Columns">The columns of the file, in its order.</param>
/// <param name="Rows">The rows, in the order of the file.</param>
public sealed record ObservationFile(ImmutableArray<string> Columns, ImmutableArray<ObservationRow> Rows)
{
    private static readonly string[] Needed = ["study", "regimen", "output", "time", "value", "unit"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="vocabulary">The words of its experiments, or null for <see cref="ObservationVocabulary.Dosing"/>.</param>
    /// <exception cref="UserErrorException">The file cannot be read, is no CSV table, or lacks a column or all rows.</exception>
    public static ObservationFile Read(string path, ObservationVocabulary? vocabulary = null)
    {
        using StringReader text = new(InputFile.ReadText(path));
        using CsvReader csv = new(text, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, BadDataFound = null, MissingFieldFound = null });
        try
        {
            if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { Length: > 0 } header)
            {
                throw new UserErrorException($"'{path}' is empty; expected a header and one row an observation (docs/observations.md)");
            }

            foreach (string missing in Needed.Where(name => !header.Contains(name)))
            {
                throw new UserErrorException($"'{path}', row 1: the column '{missing}' is missing; found {string.Join(", ", header)}{NearestName.Hint(missing, header)}");
            }

            ImmutableArray<ObservationRow>.Builder rows = ImmutableArray.CreateBuilder<ObservationRow>();
            while (csv.Read())
            {
                rows.Add(Row(path, csv, header, vocabulary ?? ObservationVocabulary.Dosing));
            }

            return rows.Count > 0 ? new ObservationFile([.. header], rows.ToImmutable()) : throw new UserErrorException($"'{path}' has a header but no rows");
        }
        catch (CsvHelperException e)
        {
            throw new UserErrorException($"'{path}' is not a CSV table: {e.Message.Split('\n')[0].Trim()}", e);
        }
    }

    private static ObservationRow Row(string path, CsvReader csv, string[] header, ObservationVocabulary vocabulary)
    {
        Dictionary<string, string> fields = [];
        ImmutableArray<string> all = [.. header.Select((_, i) => csv.GetField(i) ?? "")];
        for (int i = 0; i < header.Length; i++)
        {
            fields.TryAdd(header[i], all[i]);
        }

        ObservationFields row = new(fields, vocabulary);
        Observation observation = new()
        {
            Study = row.Filled("study"),
            Regimen = row.Filled("regimen"),
            Setting = row.Setting(),
            Output = row.Filled("output"),
            Time = row.Time(),
            Statistic = row.Statistic(),
            Low = row.Number("low"),
            High = row.Number("high"),
            Deviation = row.Number("sd"),
            Value = row.Number("value"),
            Count = int.TryParse(row.Text("n"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count : null,
            Unit = row.Unit(),
            Role = row.Text("role"),
        };
        if (observation.Value is null && (observation.Low is null || observation.High is null))
        {
            row.Refuse("value", "it is empty; expected a number, or numbers in both low and high");
        }

        return row.Problem is not var (column, problem) ? new ObservationRow(all, observation, null)
            : new ObservationRow(all, null, string.Create(CultureInfo.InvariantCulture, $"'{path}', row {csv.Parser.RawRow}, column '{column}': {problem}"));
    }
}
