using Ketascope.Study.Running;

namespace Ketascope.Cli.Terminal;

/// <summary>Tells on the error stream where values depend on the settings of the solver.</summary>
internal static class DoubtText
{
    /// <summary>Writes a warning for each doubt.</summary>
    /// <param name="doubts">The doubts.</param>
    public static void Write(IEnumerable<Doubt> doubts)
    {
        foreach (Doubt doubt in doubts)
        {
            Console.Error.WriteLine(TextWrap.Paragraph($"warning: {doubt}", indent: 2));
        }
    }
}
