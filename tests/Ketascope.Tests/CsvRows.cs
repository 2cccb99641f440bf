using Ketascope.Study.Requests;

namespace Ketascope.Tests;

/// <summary>Reads CSV files with a header.</summary>
internal static class CsvRows
{
    /// <summary>The rows of a file, each by the names of its columns.</summary>
    public static List<Dictionary<string, string>> Read(string path) =>
        [.. CsvTable.Read(path, "rows", [], csv => csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column) ?? ""))];
}
