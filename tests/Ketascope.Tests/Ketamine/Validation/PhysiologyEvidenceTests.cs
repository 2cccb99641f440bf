using System.Text.RegularExpressions;
using Ketascope.Ketamine;
using Ketascope.Study.Observations;

namespace Ketascope.Tests.Ketamine.Validation;

/// <summary>The tables of evidence/physiology beside the texts of the body.</summary>
public sealed class PhysiologyEvidenceTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "evidence", "physiology");
    private static readonly string Models = Path.Combine(Repository.Root, "models", "body");

    public static TheoryData<string> Texts => ["circulation", "breathing", "pressures", "airway"];

    /// <summary>Every number of a text has a row with its value.</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_number_of_the_body_has_its_source(string model)
    {
        Dictionary<string, string> rows = Rows("parameters.csv").Where(row => row["model"] == model).ToDictionary(row => row["parameter"], row => row["value"]);
        Dictionary<string, string> numbers = Regex
            .Matches(Text(model), @"(?m)^\s*(\w+)\s*=\s*([-+.\deE]+) \w+;.*?\1\s+isDescribedBy ""([^""]+)""")
            .Where(match => match.Groups[3].Value is not ("README.md#inputs" or "README.md#switches"))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Assert.True(numbers.Count > 10, $"{numbers.Count} numbers");
        Assert.Equal(numbers.OrderBy(one => one.Key, StringComparer.Ordinal), rows.OrderBy(one => one.Key, StringComparer.Ordinal));
        Assert.All(Rows("parameters.csv"), row => Assert.NotEmpty(row["source"]));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_heading_that_a_text_names_is_there(string model)
    {
        HashSet<string> headings =
        [
            .. Regex.Matches(File.ReadAllText(Path.Combine(Models, "README.md")), @"(?m)^#+ (.+)$")
                .Select(match => match.Groups[1].Value.ToLowerInvariant().Replace(' ', '-')),
        ];
        Assert.All(Regex.Matches(Text(model), @"README\.md#([a-z-]+)").Select(match => match.Groups[1].Value), heading => Assert.Contains(heading, headings));
    }

    /// <summary>Every row of the table is there once, as an observation or with a reason.</summary>
    [Fact]
    public void Every_row_can_be_read_and_none_is_lost()
    {
        IExperiment physiology = House.Installed.Areas.Find("physiology");
        ObservationFile file = ObservationFile.Read(Path.Combine(Folder, "observations.csv"), physiology.Words);
        Assert.DoesNotContain(file.Rows, row => row.Problem is not null);
        Assert.All(file.Rows, row => physiology.Plan(row.Observation! with { Output = row.Observation!.Output.Split(" > ")[0] }));
        Assert.All(Rows("not-expressed.csv"), row => Assert.NotEmpty(row["reason"]));
        string[] all = [.. file.Rows.Select(row => row.Fields[0]).Where(row => row[0] != 'n'), .. Rows("not-expressed.csv").Select(row => row["row"])];
        Assert.Equal(Enumerable.Range(1, 133), all.Select(row => int.Parse(row, System.Globalization.CultureInfo.InvariantCulture)).Order());
    }

    private static string Text(string model) => File.ReadAllText(Path.Combine(Models, $"{model}.ant"));

    private static List<Dictionary<string, string>> Rows(string name) => CsvRows.Read(Path.Combine(Folder, name));
}
