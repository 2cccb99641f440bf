namespace Ketascope.Study.Requests;

/// <summary>Which members of a list belong together because pairs of them are tied.</summary>
internal static class TiedBlocks
{
    /// <summary>The blocks of two and more members, each in order.</summary>
    /// <param name="count">How many members there are.</param>
    /// <param name="ties">The pairs.</param>
    public static IEnumerable<int[]> Find(int count, IEnumerable<(int X, int Y)> ties)
    {
        int[] root = [.. Enumerable.Range(0, count)];
        foreach ((int x, int y) in ties)
        {
            (int kept, int gone) = (Math.Min(root[x], root[y]), Math.Max(root[x], root[y]));
            root = [.. root.Select(one => one == gone ? kept : one)];
        }

        return Enumerable.Range(0, count).GroupBy(i => root[i]).Where(group => group.Count() > 1).Select(group => group.ToArray());
    }
}
