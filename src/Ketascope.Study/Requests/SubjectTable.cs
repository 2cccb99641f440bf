using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ketascope.Study.Requests;

/// <summary>A table with one row a subject; a column sets the parameter of its name. A column <c>ID</c> names the subjects.</summary>
public sealed class SubjectTable
{
    /// <summary>Makes a table of given values.</summary>
    /// <param name="ids">The subjects' identifiers.</param>
    /// <param name="columns">The names of the parameters that the table sets.</param>
    /// <param name="values">The values: row by row, one for each of <paramref name="columns"/>; kept, not copied.</param>
    /// <exception cref="ArgumentException">The number of values is not that of subjects times columns.</exception>
    public SubjectTable(ImmutableArray<long> ids, ImmutableArray<string> columns, ReadOnlyMemory<double> values)
    {
        if (values.Length != ids.Length * columns.Length)
        {
            throw new ArgumentException("There must be one value for each subject and column.", nameof(values));
        }

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

    /// <summary>What changes between occasions of a subject; null for nothing.</summary>
    public OccasionTable? Occasions { get; init; }

    /// <summary>A table of sets of values; the subjects are 1, 2, 3 ...</summary>
    /// <param name="columns">The names of the parameters that the table sets.</param>
    /// <param name="sets">The sets; each has one value for each column.</param>
    public static SubjectTable Of(ImmutableArray<string> columns, IReadOnlyList<double[]> sets) =>
        new([.. Enumerable.Range(1, sets.Count).Select(id => (long)id)], columns, sets.SelectMany(set => set).ToArray());

    /// <summary>The table of the first subjects.</summary>
    /// <param name="count">How many; all where there are no more.</param>
    public SubjectTable First(int count) => count >= Ids.Length ? this : new SubjectTable(Ids[..count], Columns, Values[..(count * Columns.Length)])
    {
        Occasions = Occasions,
    };

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

        RequireColumns(path, header);
        int id = Array.FindIndex(header, IsId);
        int[] columns = [.. Enumerable.Range(0, header.Length).Where(i => i != id)];
        ImmutableArray<long>.Builder ids = ImmutableArray.CreateBuilder<long>();
        HashSet<long> known = [];
        List<double> values = [];
        while (csv.Read())
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{path}, row {ids.Count + 1} (line {csv.Parser.RawRow})");
            if (csv.Parser.Count != header.Length)
            {
                throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{place}: {csv.Parser.Count} values under {header.Length} headings"));
            }

            ids.Add(id < 0 ? ids.Count + 1 : Id($"{place}, column '{header[id]}'", csv.GetField(id)));
            if (!known.Add(ids[^1]))
            {
                throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{place}: the subject {ids[^1]} is there twice; a subject has one row"));
            }

            values.AddRange(columns.Select(column => Number($"{place}, column '{header[column]}'", csv.GetField(column))));
        }

        return ids.Count == 0
            ? throw new UserErrorException($"'{path}' has a header but no rows; expected one row a subject")
            : new SubjectTable(ids.ToImmutable(), [.. columns.Select(i => header[i])], values.ToArray());
    }

    private static void RequireColumns(string path, string[] header)
    {
        if (Array.FindIndex(header, string.IsNullOrEmpty) is var empty and >= 0)
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"'{path}': column {empty + 1} has no heading"));
        }

        if (header.GroupBy(name => IsId(name) ? "ID" : name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UserErrorException($"'{path}' has more than one column '{InputFile.Excerpt(twice.Key)}'");
        }
    }

    private static bool IsId(string name) => name.Equals("ID", StringComparison.OrdinalIgnoreCase);

    private static long Id(string place, string? field) => long.TryParse(field, CultureInfo.InvariantCulture, out long id)
        ? id
        : throw new UserErrorException($"{place}: '{InputFile.Excerpt(field)}' is not a whole number");

    private static double Number(string place, string? field) => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
        ? value
        : throw new UserErrorException($"{place}: '{InputFile.Excerpt(field)}' is not a finite number");
}
