using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ketascope.Study.Requests;

/// <summary>A table with one row a subject; a column sets the parameter of its name. A column <c>ID</c> names the subjects.</summary>
public sealed class SubjectTable
{
    private SubjectTable(ImmutableArray<long> ids, ImmutableArray<string> columns, double[] values)
    {
        Ids = ids;
        Columns = columns;
        Values = values;
    }

    /// <summary>The subjects' identifiers: the column <c>ID</c> (whole numbers), or 1, 2, 3 ...</summary>
    public ImmutableArray<long> Ids { get; }

    /// <summary>The names of the parameters that the table sets.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>The values: row by row, one for each of <see cref="Columns"/>.</summary>
    public ReadOnlyMemory<double> Values { get; }

    /// <summary>Reads a table from a CSV file with a header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">The file cannot be read, has no rows, or holds something that is no finite number; the message names row and column.</exception>
    public static SubjectTable Read(string path)
    {
        using StringReader text = new(InputFile.ReadText(path));
        try
        {
            return Read(path, text);
        }
        catch (CsvHelperException e)
        {
            throw new UserErrorException($"'{path}' is not a CSV table: {e.Message.Split('\n')[0].Trim()}", e);
        }
    }

    private static SubjectTable Read(string path, TextReader text)
    {
        using CsvReader csv = new(text, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, BadDataFound = null });
        if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { Length: > 0 } header)
        {
            throw new UserErrorException($"'{path}' is empty; expected a header and one row a subject");
        }

        int id = Array.FindIndex(header, name => name.Equals("ID", StringComparison.OrdinalIgnoreCase));
        int[] columns = [.. Enumerable.Range(0, header.Length).Where(i => i != id)];
        ImmutableArray<long>.Builder ids = ImmutableArray.CreateBuilder<long>();
        List<double> values = [];
        while (csv.Read())
        {
            ids.Add(id < 0 ? ids.Count + 1 : long.TryParse(csv.GetField(id), CultureInfo.InvariantCulture, out long given)
                ? given
                : throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{path}, line {csv.Parser.RawRow}, column '{header[id]}': '{csv.GetField(id)}' is not a whole number")));
            foreach (int column in columns)
            {
                string? field = csv.TryGetField(column, out string? found) ? found : null;
                values.Add(double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
                    ? value
                    : throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{path}, row {ids.Count} (line {csv.Parser.RawRow}), column '{header[column]}': '{field}' is not a finite number")));
            }
        }

        return ids.Count == 0
            ? throw new UserErrorException($"'{path}' has a header but no rows; expected one row a subject")
            : new SubjectTable(ids.ToImmutable(), [.. columns.Select(i => header[i])], [.. values]);
    }
}
