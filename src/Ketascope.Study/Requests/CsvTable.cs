using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace Ketascope.Study.Requests;

/// <summary>Reads a table that comes with the program: a CSV file with a header, of which every row has every column.</summary>
public static class CsvTable
{
    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What the table is of, for messages: <c>how models meet calibration rows</c>.</param>
    /// <param name="columns">The columns, for messages.</param>
    /// <param name="row">Reads the row that the reader stands at.</param>
    /// <exception cref="UserErrorException">The file is no such table.</exception>
    public static ImmutableArray<T> Read<T>(string path, string what, IEnumerable<string> columns, Func<CsvReader, T> row)
    {
        using StringReader text = new(InputFile.ReadText(path));
        using CsvReader csv = new(text, CultureInfo.InvariantCulture);
        try
        {
            ImmutableArray<T>.Builder rows = ImmutableArray.CreateBuilder<T>();
            csv.Read();
            csv.ReadHeader();
            while (csv.Read())
            {
                rows.Add(row(csv));
            }

            return rows.ToImmutable();
        }
        catch (CsvHelperException e)
        {
            throw new UserErrorException($"'{path}' is not a table of {what} ({string.Join(", ", columns)}): {e.Message.Split('\n')[0].Trim()}", e);
        }
    }
}
