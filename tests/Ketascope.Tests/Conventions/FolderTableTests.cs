using System.Text.RegularExpressions;

namespace Ketascope.Tests.Conventions;

/// <summary>The table of folders in CONTRIBUTING.md is the one that newcomers read: it names what there is.</summary>
public sealed partial class FolderTableTests
{
    private static readonly (string Folder, string Text)[] s_rows =
        [.. File.ReadLines(Path.Combine(Repository.Root, "CONTRIBUTING.md")).Select(line => Row().Match(line)).Where(row => row.Success)
            .Select(row => (row.Groups[1].Value, row.Groups[2].Value))];

    [Fact]
    public void Folders_of_the_table_exist() => Assert.All(s_rows, row => Assert.True(Directory.Exists(Path.Combine(Repository.Root, row.Folder)), row.Folder));

    [Fact]
    public void Every_project_under_src_has_its_row() =>
        Assert.Equal(
            Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(folder => $"src/{Path.GetFileName(folder)}")
                .Order(StringComparer.Ordinal),
            s_rows.Select(row => row.Folder).Where(folder => folder.StartsWith("src/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void A_project_names_its_folders()
    {
        foreach ((string project, string text) in s_rows.Where(row => row.Folder.StartsWith("src/", StringComparison.Ordinal)))
        {
            IEnumerable<string> named = Code().Matches(text).SelectMany(code => code.Groups[1].Value.Split(' ')).Select(folder => folder.TrimEnd('/'));
            IEnumerable<string> there = Repository.Sources(project).Select(file => SourceUses.FolderOf(file).Path).Where(path => path.Length > 0).Distinct();
            Assert.True(named.ToHashSet().SetEquals(there),
                $"CONTRIBUTING.md, {project}: not named {List(there.Except(named))}; named, but not there {List(named.Except(there))}");
        }
    }

    private static string List(IEnumerable<string> folders) => folders.Any() ? string.Join(", ", folders.Order(StringComparer.Ordinal)) : "none";

    [GeneratedRegex("^\\| `([A-Za-z./]+?)/?` \\| (.*) \\|$")]
    private static partial Regex Row();

    [GeneratedRegex("`((?:[A-Za-z/]+/ ?)+)`")]
    private static partial Regex Code();
}
