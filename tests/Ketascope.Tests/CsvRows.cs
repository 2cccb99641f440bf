using System.Globalization;
using CsvHelper;

namespace Ketascope.Tests;

/// <summary>Reads CSV files with a header.</summary>
internal static class CsvRows
{
    /// <summary>The rows of a file, each by the names of its columns.</summary>
    public static List<Dictionary<string, string>> Read(string path)
    {
        using StreamReader text = new(path);
        using CsvReader csv = new(text, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        List<Dictionary<string, string>> rows = [];
        while (csv.Read())
        {
            rows.Add(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column) ?? ""));
        }

        return rows;
    }
}
