using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Ketascope.Tests.Conventions;

public sealed partial class HouseRulesTests
{
    private const int LongestFile = 400;
    private const int LongestLine = 160;

    /// <summary>
    /// How many longer lines are left under src. The number may only fall: break lines in files that you touch, and write the new number here.
    /// </summary>
    private const int LongerLines = 596;

    [Fact]
    public void No_file_is_longer_than_one_subject() =>
        Assert.DoesNotContain(
            new[] { "src", "tests" }.SelectMany(folder => Repository.Sources(folder)).Concat(Repository.Sources("models", "*.ant"))
                .Select(file => (Lines: File.ReadLines(file).Count(), File: Path.GetRelativePath(Repository.Root, file))),
            file => file.Lines > LongestFile);

    [Fact]
    public void Lines_that_are_too_long_become_fewer()
    {
        int longer = Repository.Sources("src").SelectMany(File.ReadLines).Count(line => line.Length > LongestLine);
        Assert.True(longer <= LongerLines,
            $"{longer} lines under src are longer than {LongestLine} characters, {LongerLines} are allowed: break those that you wrote.");
    }

    [Fact]
    public void Package_versions_are_central_and_exact()
    {
        XDocument central = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"));
        Assert.All(central.Descendants("PackageVersion"), package => Assert.Matches(ExactVersion(), package.Attribute("Version")!.Value));
        foreach (string project in Repository.Sources(".", "*.csproj"))
        {
            Assert.DoesNotContain(XDocument.Load(project).Descendants("PackageReference"), package => package.Attribute("Version") is not null);
        }
    }

    [Fact]
    public void Every_project_has_a_lock_file() =>
        Assert.All(Repository.Sources(".", "*.csproj"), project => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")), project));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        IEnumerable<string> listed = XDocument.Load(Path.Combine(Repository.Root, "Ketascope.slnx")).Descendants("Project").Select(project => project.Attribute("Path")!.Value);
        Assert.Equal(Repository.Sources(".", "*.csproj").Select(file => Path.GetRelativePath(Repository.Root, file)).Order(), listed.Order());
    }

    [Fact]
    public void Only_the_command_line_writes_to_the_console() =>
        Assert.DoesNotContain(Repository.Sources("src"), file => !file.Contains("Ketascope.Cli", StringComparison.Ordinal) && ConsoleUse().IsMatch(File.ReadAllText(file)));

    [Fact]
    public void Nothing_is_left_for_later() =>
        Assert.DoesNotContain(
            new[] { "src", "tests", "bench" }.SelectMany(folder => Repository.Sources(folder)),
            file => !file.EndsWith("HouseRulesTests.cs", StringComparison.Ordinal) && Unfinished().IsMatch(File.ReadAllText(file)));

    [Fact]
    public void Links_in_documents_lead_somewhere()
    {
        foreach (string document in Repository.Sources(".", "*.md").Where(file => !file.Contains("/.git/", StringComparison.Ordinal)))
        {
            foreach (Match link in Link().Matches(File.ReadAllText(document)))
            {
                string target = Path.Combine(Path.GetDirectoryName(document)!, link.Groups[1].Value);
                Assert.True(Path.Exists(target), $"{Path.GetRelativePath(Repository.Root, document)} links to {link.Groups[1].Value}");
            }
        }
    }

    [Fact]
    public void The_first_screen_of_the_readme_says_what_how_and_shows_one_picture()
    {
        string screen = string.Join('\n', File.ReadLines(Path.Combine(Repository.Root, "README.md")).Take(45));
        Assert.Contains("./ketascope simulate \"0.5 mg/kg iv over 40 min\"", screen, StringComparison.Ordinal);
        Assert.Contains("./test", screen, StringComparison.Ordinal);
        Assert.Contains("![", screen, StringComparison.Ordinal);
        Assert.Contains("bedside", screen, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?$")]
    private static partial Regex ExactVersion();

    [GeneratedRegex(@"\bConsole\.(Out|Error|Write|Read)")]
    private static partial Regex ConsoleUse();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\]\(([^)#:]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
