using System.Text.RegularExpressions;
using Ketascope.Ketamine;
using Ketascope.Study.Observations;

namespace Ketascope.Tests.Ketamine.Validation;

/// <summary>The tables of evidence/mood and evidence/mind beside the texts and the pages that they name.</summary>
public sealed class MoodEvidenceTests
{
    public static TheoryData<string> Areas => ["mood", "mind"];

    /// <summary>Every number of a text has a row with its value.</summary>
    [Theory]
    [MemberData(nameof(Areas))]
    public void Every_number_of_a_text_has_its_source(string area)
    {
        Dictionary<string, string> numbers = Regex
            .Matches(Text(area), @"(?m)^\s*(\w+)\s*=\s*([-+.\deE]+) \w+;(?:[^\n]*\n)?[^\n]*?\1\s+isDescribedBy ""([^;]+)""")
            .Where(match => !(match.Groups[2].Value == "0" && match.Groups[3].Value is "README.md#inputs" or "README.md#switches"))
            .Where(match => match.Groups[1].Value is not ("child" or "intensity" or "f_study" or "is_felt" or "f_route")
                && !match.Groups[1].Value.StartsWith("eta_", StringComparison.Ordinal))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Dictionary<string, string> rows = Rows(area, "parameters.csv").ToDictionary(row => row["parameter"], row => row["value"]);
        Assert.True(numbers.Count > 25, $"{numbers.Count} numbers");
        Assert.Equal(numbers.OrderBy(one => one.Key, StringComparer.Ordinal), rows.OrderBy(one => one.Key, StringComparer.Ordinal));
        Assert.All(Rows(area, "parameters.csv"), row => Assert.NotEmpty(row["source"]));
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void Every_heading_that_a_text_names_is_there(string area)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "models", area, "README.md"));
        HashSet<string> headings = [.. Regex.Matches(page, @"(?m)^#+ (.+)$").Select(match => match.Groups[1].Value.ToLowerInvariant().Replace(' ', '-'))];
        Assert.All(Regex.Matches(Text(area), @"README\.md#([a-z-]+)").Select(match => match.Groups[1].Value), heading => Assert.Contains(heading, headings));
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void Every_row_can_be_read_and_planned_and_has_one_role(string area)
    {
        IExperiment experiment = House.Installed.Areas.Find(area);
        ObservationFile file = ObservationFile.Read(House.Installed.Areas.ObservationsOf(experiment), experiment.Words);
        Assert.DoesNotContain(file.Rows, row => row.Problem is not null);
        Assert.All(file.Rows, row => Assert.Contains(row.Observation!.Role, (string[])["calibration", "validation"]));
        Assert.All(file.Rows.GroupBy(row => row.Fields[0]), rows => Assert.Single(rows.Select(row => row.Observation!.Role).Distinct()));
        Assert.All(Rows(area, "not-expressed.csv"), row => Assert.NotEmpty(row["reason"]));
    }

    private static string Text(string area) => File.ReadAllText(Path.Combine(Repository.Root, "models", area, $"{area}.ant"));

    private static List<Dictionary<string, string>> Rows(string area, string name) => CsvRows.Read(Path.Combine(Repository.Root, "evidence", area, name));
}
