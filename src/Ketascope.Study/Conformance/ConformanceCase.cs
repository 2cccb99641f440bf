using System.Collections.Immutable;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Conformance;

/// <summary>A case of the SBML Test Suite: a folder with <c>model.xml</c>, <c>settings.txt</c> and <c>results.csv</c>.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Folder">The folder.</param>
/// <param name="TestType"><c>TimeCourse</c>, or another kind that is no time course.</param>
/// <param name="Tags">The parts of SBML that the case uses.</param>
public sealed record ConformanceCase(string Name, string Folder, string TestType, ImmutableArray<string> Tags)
{
    /// <summary>Reads the list of cases: <c>cases.tsv</c> where the folder has one, else every folder with a model.</summary>
    /// <param name="folder">The folder that holds the folders of the cases.</param>
    /// <exception cref="UserErrorException">There is no such folder, or no case in it.</exception>
    public static ImmutableArray<ConformanceCase> ReadAll(string folder)
    {
        string list = Path.Combine(folder, "cases.tsv");
        if (!Directory.Exists(folder))
        {
            throw new UserErrorException($"'{folder}' cannot be read: there is no such folder");
        }

        ImmutableArray<ConformanceCase> cases = File.Exists(list)
            ? ReadList(folder, InputFile.ReadText(list).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            : [.. Directory.EnumerateDirectories(folder).Where(d => File.Exists(Path.Combine(d, "model.xml"))).Order(StringComparer.Ordinal)
                .Select(d => new ConformanceCase(Path.GetFileName(d), d, "TimeCourse", []))];
        return cases.IsEmpty ? throw new UserErrorException($"'{folder}' holds no case: a folder with model.xml, settings.txt and results.csv") : cases;
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
                Path.Combine(folder, row[name]),
                type >= 0 && row.Length > type ? row[type] : "TimeCourse",
                [.. tags.Where(column => column >= 0 && column < row.Length).SelectMany(column => row[column].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]))];
    }
}

/// <summary>What became of a case.</summary>
public enum Verdict
{
    /// <summary>Every value is within the tolerance of the case.</summary>
    Passed,

    /// <summary>A value is not, or the model could not be solved.</summary>
    Failed,

    /// <summary>The model has something that is not read, which is said.</summary>
    Refused,
}

/// <summary>What became of a case, and why.</summary>
/// <param name="Case">The case.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Reason">Why, for a case that did not pass; else empty.</param>
public sealed record CaseResult(ConformanceCase Case, Verdict Verdict, string Reason);
