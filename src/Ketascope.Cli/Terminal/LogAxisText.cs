using Ketascope.Study.Plots;

namespace Ketascope.Cli.Terminal;

/// <summary>Says on the error stream which axes are linear although logarithmic ones were asked for.</summary>
internal static class LogAxisText
{
    /// <summary>A note where there are some.</summary>
    /// <param name="figure">The picture.</param>
    /// <param name="logarithmic">Whether logarithmic axes were asked for.</param>
    public static void Write(CourseFigure figure, bool logarithmic)
    {
        string[] linear = logarithmic ? [.. figure.Panels.Where(panel => panel.IsBelowZero).Select(panel => panel.Title)] : [];
        if (linear.Length > 0)
        {
            Console.Error.WriteLine(TextWrap.Paragraph($"note: values below 0 have no logarithm, so the axis of {string.Join(" and ", linear)} is linear in spite of --log", indent: 2));
        }
    }
}
