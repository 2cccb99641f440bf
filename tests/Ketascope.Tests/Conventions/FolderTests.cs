namespace Ketascope.Tests.Conventions;

/// <summary>Folders of a project use each other one way only: read from the sources, as the compiler sees them.</summary>
public sealed class FolderTests
{
    private const int ExamplesShown = 4;

    /// <summary>Folders that still use each other; the list may only become shorter.</summary>
    private static readonly string[] Left = [];

    [Fact]
    public void Every_name_of_the_sources_is_followed_to_its_type() => Assert.True(SourceUses.Unresolved.IsEmpty, string.Join('\n', SourceUses.Unresolved));

    [Fact]
    public void No_folders_of_a_project_use_each_other()
    {
        ILookup<string, string> knots = SourceUses.All.Where(use => use.From.Project == use.To.Project).GroupBy(use => use.From.Project)
            .SelectMany(project => Knots([.. project]).Select(knot => (Names: Names(knot), Text: Describe(knot, [.. project]))))
                .ToLookup(knot => knot.Names, knot => knot.Text);
        Assert.True(knots.All(knot => Left.Contains(knot.Key)), string.Join("\n\n", knots.Where(knot => !Left.Contains(knot.Key)).SelectMany(knot => knot)));
        Assert.All(Left, names => Assert.True(knots.Contains(names), $"{names} no longer use each other: take them from the list {nameof(Left)}."));
    }

    [Fact]
    public void A_knot_of_three_folders_is_found_and_a_chain_is_none()
    {
        Assert.Equal(["a b c"],
            Knots([Use("a", "b"), Use("b", "c"), Use("c", "a"), Use("c", "d")])
            .Select(knot => string.Join(' ', knot.Select(folder => folder.Path).Order(StringComparer.Ordinal))));
        Assert.Empty(Knots([Use("a", "b"), Use("b", "c"), Use("a", "c")]));
    }

    [Fact]
    public void The_namespace_of_a_file_is_its_folder() =>
        Assert.DoesNotContain(
            Repository.Sources("src")
                .Select(file => (File: Path.GetRelativePath(Repository.Root, file), Folder: SourceUses.FolderOf(file),
                Line: File.ReadLines(file).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal)))),
            source => source.Line is not null && source.Line != $"namespace Ketascope.{source.Folder.Project}{(source.Folder.Path.Length == 0 ? "" : ".")}{source.Folder.Path.Replace('/', '.')};");

    private static SourceUse Use(string from, string to) => new(new SourceFolder("P", from), "File.cs", new SourceFolder("P", to), "Type");

    /// <summary>The sets of folders in which each reaches each other (strongly connected components of more than one folder).</summary>
    private static List<HashSet<SourceFolder>> Knots(IReadOnlyList<SourceUse> uses)
    {
        Dictionary<SourceFolder, HashSet<SourceFolder>> reached =
            uses.Select(use => use.From).Distinct().ToDictionary(from => from, from => Reached(from, uses.ToLookup(use => use.From, use => use.To)));
        List<HashSet<SourceFolder>> knots = [];
        foreach ((SourceFolder folder, HashSet<SourceFolder> others) in reached.Where(pair => pair.Value.Contains(pair.Key)
            && !knots.Any(knot => knot.Contains(pair.Key))))
        {
            knots.Add([.. others.Where(other => reached.TryGetValue(other, out HashSet<SourceFolder>? back) && back.Contains(folder))]);
        }

        return knots;
    }

    private static HashSet<SourceFolder> Reached(SourceFolder from, ILookup<SourceFolder, SourceFolder> uses)
    {
        HashSet<SourceFolder> reached = [];
        Stack<SourceFolder> open = new([from]);
        while (open.TryPop(out SourceFolder next))
        {
            foreach (SourceFolder used in uses[next].Where(reached.Add))
            {
                open.Push(used);
            }
        }

        return reached;
    }

    private static string Names(HashSet<SourceFolder> knot) => string.Join(", ", knot.Select(folder => folder.ToString()).Order(StringComparer.Ordinal));

    private static string Describe(HashSet<SourceFolder> knot, IReadOnlyList<SourceUse> uses) =>
        $"These folders use each other: {Names(knot)}. Move a type so that the use goes one way.\n" + string.Join('\n', uses
            .Where(use => knot.Contains(use.From) && knot.Contains(use.To))
            .GroupBy(use => (use.From, use.To))
            .Select(pair => $"  {pair.Key.From} -> {pair.Key.To}: {pair.Count()} uses, {string.Join(", ", pair.Take(ExamplesShown).Select(use => $"{use.File} uses {use.Type}"))}"));
}
