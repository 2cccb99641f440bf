using System.Text.Json.Serialization.Metadata;
using Ketascope.Ketamine;
using Ketascope.Study.Studies;

namespace Ketascope.Tests.Study.Studies;

/// <summary>docs/requests.md names every study with every member of its requests.</summary>
public sealed class RequestPageTests
{
    private static readonly string[] s_sections = File.ReadAllText(Path.Combine(Repository.Root, "docs", "requests.md")).Split("\n## ");

    public static TheoryData<string> Studies => [.. House.Installed.Studies.Studies.Select(study => study.Name)];

    [Theory]
    [MemberData(nameof(Studies))]
    public void Each_member_of_a_request_is_told_and_no_other(string name) => Assert.Equal(Members(House.Installed.Studies.Find(name).RequestType), Told(name));

    [Fact]
    public void Each_member_of_people_is_told_and_no_other()
    {
        JsonTypeInfo run = House.Installed.Studies.Find("run").RequestType;
        Assert.Equal(Members(run.Options.GetTypeInfo(typeof(PeopleRequest))), Told("people"));
    }

    private static string[] Members(JsonTypeInfo type) => [.. type.Properties.Select(property => property.Name).Order(StringComparer.Ordinal)];

    private static string[] Told(string name)
    {
        string section = s_sections.SingleOrDefault(one => one.StartsWith(name + "\n", StringComparison.Ordinal)) ?? "";
        return [.. section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1])
            .Order(StringComparer.Ordinal)];
    }
}
