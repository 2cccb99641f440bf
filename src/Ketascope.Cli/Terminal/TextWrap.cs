namespace Ketascope.Cli.Terminal;

/// <summary>Breaks text into lines of a width: at spaces, in formulas after an operator, and inside a word only when it is longer than a line, there best after a hyphen, underscore or dot.</summary>
internal static class TextWrap
{
    private const string BreakAfter = "*/^+,;";

    /// <summary>The lines of a text.</summary>
    /// <param name="text">The text; line breaks in it are kept.</param>
    /// <param name="width">The longest line, above 0.</param>
    /// <param name="formula">Whether a line may also end after an operator.</param>
    public static IEnumerable<string> Lines(string text, int width, bool formula = false)
    {
        foreach (string line in text.Split('\n'))
        {
            foreach (string piece in Fill(line, width, formula))
            {
                yield return piece;
            }
        }
    }

    /// <summary>A paragraph whose lines after the first are indented.</summary>
    /// <param name="text">The text.</param>
    /// <param name="indent">By how much.</param>
    public static string Paragraph(string text, int indent = 0) =>
        string.Join('\n' + new string(' ', indent), Lines(text, Screen.Width - indent));

    /// <summary>The length of the longest piece of a text that no line may break.</summary>
    /// <param name="text">The text.</param>
    /// <param name="formula">Whether a line may also end after an operator.</param>
    public static int LongestPiece(string text, bool formula) => text.Split('\n').SelectMany(line => Pieces(line, formula)).Select(piece => piece.TrimEnd().Length).DefaultIfEmpty(0).Max();

    /// <summary>The length of the longest piece when words may also be broken after a hyphen between letters: <c>S-norketamine</c>, but not <c>39-122</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="formula">Whether a line may also end after an operator.</param>
    public static int LongestPart(string text, bool formula) => Longest(text, formula, IsHyphen);

    /// <summary>The length of the longest piece when names may also be broken: <c>S.sigma_proportional</c> after the dot and the underscore, but not <c>39.75</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="formula">Whether a line may also end after an operator.</param>
    public static int LongestOfName(string text, bool formula) => Longest(text, formula, (word, i) => IsHyphen(word, i) || IsJoint(word, i));

    private static int Longest(string text, bool formula, Func<string, int, bool> ends) =>
        text.Split('\n').SelectMany(line => Pieces(line, formula)).SelectMany(word => Parts(word, ends)).Select(part => part.TrimEnd().Length).DefaultIfEmpty(0).Max();

    private static IEnumerable<string> Parts(string word, Func<string, int, bool> ends)
    {
        int start = 0;
        for (int i = 1; i < word.Length; i++)
        {
            if (ends(word, i - 1))
            {
                yield return word[start..i];
                start = i;
            }
        }

        yield return word[start..];
    }

    private static bool IsHyphen(string word, int index) =>
        word[index] == '-' && index > 0 && index + 1 < word.Length && word[index - 1] != '-' && !char.IsWhiteSpace(word[index - 1]) && char.IsLetter(word[index + 1]);

    private static bool IsJoint(string word, int index) => word[index] is '.' or '_' && index > 0 && index + 1 < word.Length && char.IsLetter(word[index + 1]) && char.IsLetterOrDigit(word[index - 1]);

    private static IEnumerable<string> Fill(string line, int width, bool formula)
    {
        string current = "";
        foreach (string piece in Pieces(line, formula))
        {
            string rest = piece;
            if (current.Length > 0 && current.Length + rest.TrimEnd().Length > width)
            {
                yield return current.TrimEnd();
                current = "";
            }

            while (rest.TrimEnd().Length > width)
            {
                int cut = Cut(rest, width);
                yield return rest[..cut];
                rest = rest[cut..];
            }

            current += rest;
        }

        yield return current.TrimEnd();
    }

    /// <summary>Where to cut a word that is longer than a line: after the last hyphen between letters that fits, else after an underscore, dot or slash, else at the end of the line.</summary>
    private static int Cut(string word, int width)
    {
        foreach (Func<string, int, bool> ends in (Func<string, int, bool>[])[IsHyphen, IsJoint])
        {
            for (int i = width - 1; i > 0; i--)
            {
                if (ends(word, i))
                {
                    return i + 1;
                }
            }
        }

        int slash = word.LastIndexOf('/', width - 1) + 1;
        return slash > width / 3 ? slash : width;
    }

    /// <summary>The unbreakable pieces, each with the space or operator that ends it.</summary>
    private static IEnumerable<string> Pieces(string line, bool formula)
    {
        int start = 0;
        for (int i = 1; i < line.Length; i++)
        {
            bool afterSpace = line[i - 1] == ' ' && line[i] != ' ';
            if (afterSpace || (formula && line[i] != ' ' && BreakAfter.Contains(line[i - 1], StringComparison.Ordinal)))
            {
                yield return line[start..i];
                start = i;
            }
        }

        yield return line[start..];
    }
}
