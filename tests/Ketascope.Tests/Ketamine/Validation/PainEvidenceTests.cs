using System.Text.RegularExpressions;
using Ketascope.Ketamine;
using Ketascope.Study.Observations;

namespace Ketascope.Tests.Ketamine.Validation;

/// <summary>The tables of evidence/pain beside the text of the cord and the table that rows were transcribed from.</summary>
public sealed class PainEvidenceTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "evidence", "pain");

    private const string Person = "person_in_pain";

    /// <summary>Every number of the usual circuit has a row with its value, and every value in use is that of the text.</summary>
    [Fact]
    public void Every_number_of_the_cord_has_its_source()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "models", "cord", "cord.ant"));
        Dictionary<string, string> rows = Rows("parameters.csv").Where(row => row["use"] == "value" && row["model"] != Person)
            .ToDictionary(row => row["parameter"], row => row["value"]);
        Dictionary<string, string> numbers = Regex.Matches(text, @"(?m)^\s*(\w+)\s*=\s*([-+.\deE]+) \w+;.*?\1\s+isDescribedBy ""([^""]+)""")
            .Where(match => match.Groups[3].Value is not ("README.md#inputs" or "README.md#switches" or "README.md#alternatives"))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Assert.True(numbers.Count > 80, $"{numbers.Count} numbers");
        Assert.Equal(numbers.OrderBy(one => one.Key, StringComparer.Ordinal), rows.OrderBy(one => one.Key, StringComparer.Ordinal));
        Assert.All(Rows("parameters.csv"), row => Assert.NotEmpty(row["source"]));
    }

    /// <summary>What was calibrated of a person in pain is what stands in the text.</summary>
    [Fact]
    public void A_calibrated_number_of_a_person_is_that_of_the_text()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "models", "pain", "person.ant"));
        Dictionary<string, string>[] rows = [.. Rows("parameters.csv").Where(row => row["model"] == Person)];
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains($"{row["parameter"]} = {row["value"]} {row["unit"]};", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_heading_that_the_text_names_is_there()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "models", "cord", "cord.ant"));
        string page = File.ReadAllText(Path.Combine(Repository.Root, "models", "cord", "README.md"));
        HashSet<string> headings = [.. Regex.Matches(page, @"(?m)^#+ (.+)$").Select(match => match.Groups[1].Value.ToLowerInvariant().Replace(' ', '-'))];
        Assert.All(Regex.Matches(text, @"README\.md#([a-z-]+)").Select(match => match.Groups[1].Value), heading => Assert.Contains(heading, headings));
    }

    [Fact]
    public void Every_row_can_be_read_and_no_row_has_two_roles()
    {
        IExperiment pain = House.Installed.Areas.Find("pain");
        ObservationFile file = ObservationFile.Read(Path.Combine(Folder, "observations.csv"), pain.Words);
        Assert.DoesNotContain(file.Rows, row => row.Problem is not null);
        Assert.All(file.Rows.GroupBy(row => row.Fields[0]), rows => Assert.Single(rows.Select(row => row.Observation!.Role).Distinct()));
        Assert.All(Rows("not-expressed.csv"), row => Assert.NotEmpty(row["reason"]));
    }

    private static List<Dictionary<string, string>> Rows(string name) => CsvRows.Read(Path.Combine(Folder, name));
}
