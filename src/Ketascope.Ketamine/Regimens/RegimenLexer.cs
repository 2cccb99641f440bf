using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Ketamine.Regimens;

/// <summary>Cuts a regimen into numbers, words and signs. Every character that is not white space ends up in a token.</summary>
internal static partial class RegimenLexer
{
    /// <summary>The tokens in order, the last of kind <see cref="RegimenTokenKind.End"/>.</summary>
    public static List<RegimenToken> Read(SourceText source)
    {
        List<RegimenToken> tokens = [];
        string text = source.Text;
        // A full stop at the end is one of a sentence.
        int end = text.TrimEnd().TrimEnd('.').Length;
        int at = 0;
        while (at < end)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            if (Inverse().Match(text, at) is { Success: true } inverse)
            {
                // kg-1 is "per kg".
                Group unit = inverse.Groups["unit"];
                tokens.Add(new RegimenToken(RegimenTokenKind.Sign, "/", new SourceSpan(source, at, Math.Max(1, unit.Index - at)), 0));
                tokens.Add(new RegimenToken(RegimenTokenKind.Word, unit.Value,
                    new SourceSpan(source, unit.Index, inverse.Index + inverse.Length - unit.Index), 0));
                at += inverse.Length;
                continue;
            }

            RegimenToken token = Next(source, at);
            bool isHyphen = token.IsSign('-') && at > 0 && char.IsAsciiDigit(text[at - 1]) && at + 1 < end && char.IsLetter(text[at + 1]);
            at += token.Span.Length;
            if (!isHyphen)
            {
                tokens.AddRange(Unhyphened(token, source));
            }
        }

        tokens.Add(new RegimenToken(RegimenTokenKind.End, "", new SourceSpan(source, end, 0), 0));
        return RegimenPhrases.Rewrite(tokens);
    }

    /// <summary>A word with hyphens that is no word of the language without them (intra-nasal is) as its parts: twice-weekly.</summary>
    private static IEnumerable<RegimenToken> Unhyphened(RegimenToken token, SourceText source)
    {
        if (token.Kind != RegimenTokenKind.Word || !token.Text.Contains('-', StringComparison.Ordinal) || RegimenWords.Drugs.TryFind(token.Text, out _))
        {
            return [token];
        }

        string joined = token.Text.Replace("-", "", StringComparison.Ordinal);
        string[] parts = token.Text.Split('-');
        if (RegimenWords.IsKnown(joined))
        {
            return [token with { Text = joined }];
        }

        int start = token.Span.Start;
        return parts.All(RegimenPhrases.IsWord)
            ? parts.Select((part, i) => Part(part, start + parts.Take(i).Sum(one => one.Length + 1)))
            : [token];

        RegimenToken Part(string text, int at) => token with { Text = text, Span = new SourceSpan(source, at, text.Length) };
    }

    private static RegimenToken Next(SourceText source, int start)
    {
        string text = source.Text;
        int length = DrugLength(text, start);
        if (length > 0)
        {
            return Token(RegimenTokenKind.Word, length);
        }

        length = NumberLength(text, start);
        if (length > 0)
        {
            // A number too large becomes infinite here; the parser says so.
            double value = double.Parse(text.AsSpan(start, length), NumberStyles.Float, CultureInfo.InvariantCulture);
            return Token(RegimenTokenKind.Number, length) with { Value = value };
        }

        length = WordLength(text, start);
        return length > 0 ? Token(RegimenTokenKind.Word, length) : Token(RegimenTokenKind.Sign, 1);

        RegimenToken Token(RegimenTokenKind kind, int size) => new(kind, text.Substring(start, size), new SourceSpan(source, start, size), 0);
    }

    /// <summary>The length of the longest drug name that stands here; these names have signs in them that mean something else elsewhere.</summary>
    private static int DrugLength(string text, int start)
    {
        int longest = 0;
        foreach (string name in RegimenWords.Drugs.Spellings)
        {
            int end = start + name.Length;
            bool stands = string.Compare(text, start, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0;
            if (stands && name.Length > longest && (end == text.Length || !char.IsLetter(text[end])))
            {
                longest = name.Length;
            }
        }

        return longest;
    }

    /// <summary>Digits with a point and an exponent, which needs digits of its own: "5e" is the number 5 and a word.</summary>
    private static int NumberLength(string text, int start)
    {
        int at = start + DigitsLength(text, start);
        int digits = at - start;
        if (at < text.Length && text[at] == '.')
        {
            int decimals = DigitsLength(text, at + 1);
            digits += decimals;
            at += decimals > 0 ? 1 + decimals : 0;
        }

        if (digits == 0)
        {
            return 0;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            int sign = at + 1 < text.Length && text[at + 1] is '+' or '-' ? 1 : 0;
            int exponent = DigitsLength(text, at + 1 + sign);
            at += exponent > 0 ? 1 + sign + exponent : 0;
        }

        return at - start;
    }

    private static int DigitsLength(string text, int start)
    {
        int at = start;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at - start;
    }

    /// <summary>Letters, with dots (i.v.) and with hyphens between them.</summary>
    private static int WordLength(string text, int start)
    {
        int at = start;
        while (at < text.Length && (char.IsLetter(text[at]) || (at > start && ((text[at] == '.' && !Inverse().IsMatch(text, at)) || IsHyphenInside(text, at)))))
        {
            at++;
        }

        return at - start;
    }

    private static bool IsHyphenInside(string text, int at) =>
        text[at] == '-' && at + 1 < text.Length && char.IsLetter(text[at + 1]) && char.IsLetter(text[at - 1]);

    /// <summary>A unit to the power of -1, with the dot that joins it to the one before.</summary>
    [GeneratedRegex(@"\G[\u00b7\u22c5\u2022\u2219.*]?\s*(?<unit>kg|hr?|min|day|d|mL)(?:\^?[-\u2212\u2013]1|\u207b\u00b9)(?![0-9.]*[0-9])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Inverse();
}
