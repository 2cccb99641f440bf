using System.Collections.Immutable;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Conformance;

/// <summary>Finds the cases of a folder.</summary>
/// <remarks>
/// A case is a folder with <c>model.xml</c>, <c>settings.txt</c> and <c>results.csv</c>, which <c>cases.tsv</c> beside them may list with its tags; or, as the SBML Test Suite itself
/// has them, with <c>NAME-sbml-l3v2.xml</c> and other levels, of which the highest is taken, <c>NAME-settings.txt</c>, <c>NAME-results.csv</c> and <c>NAME-model.m</c>, which tells its tags.
/// </remarks>
public static class ConformanceFolder
{
    private static readonly ImmutableArray<string> s_levels = ["l3v2", "l3v1", "l2v5", "l2v4", "l2v3", "l2v2", "l2v1", "l1v2"];

    /// <summary>Reads the list of cases.</summary>
    /// <param name="folder">The folder that holds the folders of the cases.</param>
    /// <exception cref="UserErrorException">There is no such folder, or no case in it.</exception>
    public static ImmutableArray<ConformanceCase> Cases(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UserErrorException($"'{folder}' cannot be read: there is no such folder");
        }

        string list = Path.Combine(folder, "cases.tsv");
        ImmutableArray<ConformanceCase> cases = File.Exists(list)
            ? ReadList(folder, InputFile.ReadText(list).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            : [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(Unlisted).OfType<ConformanceCase>()];
        return cases.IsEmpty ? throw new UserErrorException($"'{folder}' holds neither a case (a folder with model.xml, settings.txt and results.csv) nor a model (.ant, .xml)") : cases;
    }

    private static ImmutableArray<ConformanceCase> ReadList(string folder, string[] lines)
    {
        string[] heads = lines.Length == 0 ? [] : lines[0].Split('\t');
        int name = Array.IndexOf(heads, "case"), type = Array.IndexOf(heads, "test_type");
        int[] tags = [Array.IndexOf(heads, "component_tags"), Array.IndexOf(heads, "test_tags")];
        return name < 0
            ? throw new UserErrorException($"{Path.Combine(folder, "cases.tsv")}: the first line must name the columns, among them 'case'")
            : [.. lines.Skip(1).Select(line => line.Split('\t')).Where(row => row.Length > name).Select(row => new ConformanceCase(
                row[name],
                Plain(Path.Combine(folder, row[name])),
                type >= 0 && row.Length > type ? row[type] : "TimeCourse",
                [.. tags.Where(column => column >= 0 && column < row.Length).SelectMany(column => Words(row[column]))]))];
    }

    private static ConformanceCase? Unlisted(string folder)
    {
        string name = Path.GetFileName(folder), start = Path.Combine(folder, name);
        if (File.Exists(Plain(folder).Model))
        {
            return new ConformanceCase(name, Plain(folder), "TimeCourse", []);
        }

        if (s_levels.Select(level => $"{start}-sbml-{level}.xml").FirstOrDefault(File.Exists) is not { } model)
        {
            return null;
        }

        string[] about = File.Exists($"{start}-model.m") ? InputFile.ReadText($"{start}-model.m").Split('\n', StringSplitOptions.TrimEntries) : [];
        string Said(string key) => about.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Trim() ?? "";
        return new ConformanceCase(
            name, new ConformanceFiles(model, $"{start}-settings.txt", $"{start}-results.csv"), Said("testType:") is { Length: > 0 } type ? type : "TimeCourse",
            [.. Words(Said("componentTags:")), .. Words(Said("testTags:"))]);
    }

    private static ConformanceFiles Plain(string folder) => new(Path.Combine(folder, "model.xml"), Path.Combine(folder, "settings.txt"), Path.Combine(folder, "results.csv"));

    private static string[] Words(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
