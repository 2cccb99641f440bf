using System.Text;
using System.Text.RegularExpressions;

namespace Ketascope.Fuzz;

/// <summary>Damages good inputs.</summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="corpus">The good inputs.</param>
internal sealed partial class Mutation(Random random, byte[][] corpus)
{
    private static readonly string[] s_numbers =
        ["0", "-1", "1e308", "-1e-320", "1e999", "NaN", "INF", "99999999999999999999", "0.1", "1e-15", "2147483648", "1e6", ".", "1e", "0x10", "1e12", "3.0000000000000004"];
    private static readonly string[] s_strangers =
        ["\0", "\uFEFF", "µ", "𝛼", "\u202E", "\r", "\"", "'", "`", "<!--", "<![CDATA[", "&lt;", "&x;", "]]>", "/*", "//", "\\", "{", "}", "(", ")", "[", "\t", ",,,,", ";;;", "#", "%", "$", "^^", "=:", "->", "time", "delay(", "rateOf(", "end\n", "model x()\n"];
    private static readonly string[] s_nests = ["(", "<apply>", "-", "piecewise(1,", "[", "{", "not(", "<list>", "exp(", "!", "2 ^ "];

    /// <summary>One more damaged input.</summary>
    public byte[] Next()
    {
        byte[] start = corpus[random.Next(corpus.Length)];
        if (random.Next(12) == 0)
        {
            return Bytes(start);
        }

        string text = Encoding.UTF8.GetString(start);
        for (int times = random.Next(1, 6); times > 0; times--)
        {
            text = Once(text);
        }

        return Encoding.UTF8.GetBytes(text);
    }

    private byte[] Bytes(byte[] start)
    {
        byte[] damaged = [.. start];
        for (int i = random.Next(1, 20); i > 0 && damaged.Length > 0; i--)
        {
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
        }

        return damaged;
    }

    private string Once(string text) => random.Next(10) switch
    {
        0 => Cut(text, out _),
        1 => Token(text, NumberPattern(), _ => Any(s_numbers)),
        2 => Token(text, NamePattern(), _ => AnyToken(text, NamePattern())),
        3 => Token(text, NamePattern(), name => name + name),
        4 => Insert(text, Any(s_strangers)),
        5 => Insert(text, Repeated(Any(s_nests), random.Next(2) == 0 ? random.Next(100) : random.Next(20_000))),
        6 => Insert(text, Piece(Encoding.UTF8.GetString(corpus[random.Next(corpus.Length)]))),
        7 => Insert(text, Repeated(Piece(text), random.Next(1, 40))),
        8 => Token(text, SignPattern(), _ => AnyToken(text, SignPattern())),
        _ => Moved(text),
    };

    private string Cut(string text, out string piece)
    {
        int at = random.Next(text.Length + 1), length = random.Next(Math.Min(text.Length - at, random.Next(2) == 0 ? 8 : 2000) + 1);
        piece = text.Substring(at, length);
        return text.Remove(at, length);
    }

    private string Piece(string text)
    {
        string[] lines = text.Split('\n');
        int first = random.Next(lines.Length);
        return string.Join('\n', lines.Skip(first).Take(random.Next(1, 12))) + "\n";
    }

    private string Moved(string text)
    {
        string rest = Cut(text, out string piece);
        return Insert(rest, piece);
    }

    private string Insert(string text, string piece) => text.Insert(random.Next(text.Length + 1), piece);

    private string Token(string text, Regex pattern, Func<string, string> change)
    {
        MatchCollection all = pattern.Matches(text);
        if (all.Count == 0)
        {
            return text;
        }

        Match one = all[random.Next(all.Count)];
        return text.Remove(one.Index, one.Length).Insert(one.Index, change(one.Value));
    }

    private string AnyToken(string text, Regex pattern)
    {
        MatchCollection all = pattern.Matches(text);
        return all[random.Next(all.Count)].Value;
    }

    private string Any(string[] list) => list[random.Next(list.Length)];

    private static string Repeated(string piece, int times) => new StringBuilder().Insert(0, piece, Math.Min(times, 1 + (200_000 / Math.Max(1, piece.Length)))).ToString();

    [GeneratedRegex(@"\d+(\.\d+)?([eE][-+]?\d+)?")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"[^\w\s]+")]
    private static partial Regex SignPattern();
}
