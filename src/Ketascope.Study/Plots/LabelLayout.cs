namespace Ketascope.Study.Plots;

/// <summary>Where the names of lines stand at the right of a panel.</summary>
internal static class LabelLayout
{
    // A name that stands further from its line's end than this is no longer read as belonging to it.
    private const float FarthestShift = 14;

    /// <summary>
    /// The heights of names: beside the ends of their lines where these lie apart far enough for that, else one under the other from the top, in the order of the lines.
    /// </summary>
    /// <param name="ends">Where the lines end, in pixels from above, or not a number for a line that ends nowhere.</param>
    /// <param name="top">The upper end of the panel.</param>
    /// <param name="bottom">The lower end of the panel.</param>
    /// <param name="spacing">The height of a line of text.</param>
    public static (float[] Heights, bool BesideEnds) Place(float[] ends, float top, float bottom, float spacing)
    {
        if (ends.All(float.IsFinite))
        {
            float[] heights = Spread(ends, top, bottom, spacing);
            if (heights.Zip(ends, (height, end) => Math.Abs(height - end)).All(shift => shift <= FarthestShift))
            {
                return (heights, true);
            }
        }

        return ([.. ends.Select((_, index) => top + (spacing * (index + 0.5f)))], false);
    }

    private static float[] Spread(float[] ends, float top, float bottom, float spacing)
    {
        int[] order = [.. Enumerable.Range(0, ends.Length).OrderBy(index => ends[index])];
        float[] heights = new float[ends.Length];
        float last = float.NegativeInfinity;
        foreach (int index in order)
        {
            last = heights[index] = Math.Max(Math.Max(ends[index], top), last + spacing);
        }

        float limit = bottom;
        foreach (int index in order.Reverse())
        {
            limit = heights[index] = Math.Min(heights[index], limit);
            limit -= spacing;
        }

        return heights;
    }
}
