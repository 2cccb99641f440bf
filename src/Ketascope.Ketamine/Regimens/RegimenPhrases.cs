using System.Globalization;

namespace Ketascope.Ketamine.Regimens;

/// <summary>Several words that mean what one word of the language means, and numbers in words. The place in the text stays that of what was written.</summary>
internal static class RegimenPhrases
{
    private static readonly string[] s_numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>What is said, and what is read in its place; longer phrases come before those that they begin with.</summary>
    private static readonly (string[] Said, string[] Meant)[] s_phrases =
    [
        .. ((IEnumerable<(string Said, string Meant)>)
        [
            ("and then followed by", "then"), ("then followed by", "then"), ("followed by", "then"), ("followed after", "then after"), ("and then", "then"),
                ("and after", "then after"), ("and thereafter", "then"),
            ("by mouth", "oral"), ("per os", "oral"), ("into the nose", "intranasal"), ("under the tongue", "sublingual"), ("under the skin", "sc"),
            ("loading dose", "loading"), ("loading bolus", "loading"), ("bolus dose", "bolus"), ("ivp", "iv push"), ("ivi", "iv infusion"),
            ("on alternate days", "every other day"), ("alternate days", "every other day"), ("alternate day", "every other day"),
                ("every alternate day", "every other day"),
            ("every second day", "every other day"), ("every second week", "every other week"), ("every third day", "every 3 d"),
                ("every fourth day", "every 4 d"), ("every third week", "every 3 wk"),
            ("every 2 nd day", "every other day"), ("every 3 rd day", "every 3 d"), ("every 4 th day", "every 4 d"),
            ("every night", "daily"), ("every morning", "daily"), ("every evening", "daily"), ("at night", "daily"), ("at bedtime", "daily"),
                ("nightly", "daily"), ("nocte", "daily"), ("in the morning", "daily"),
            ("to a max of", "to"), ("to a maximum of", "to"), ("up to a max of", "max"), ("up to a maximum of", "max"), ("up to", "max"),
                ("not exceeding", "max"), ("not to exceed", "max"), ("capped at", "max"),
            ("with a maximum", "max"), ("with a max", "max"), ("with maximum", "max"), ("with max", "max"), ("with lockout", "lockout"),
                ("with a lockout", "lockout"), ("to a total of", "for"),
            ("a total of", ""), ("an additional", ""), ("additional", ""), ("a further", ""), ("another", ""), ("in total", ""), ("consecutive", ""),
                ("successive", ""), ("consecutively", ""),
            ("as needed", "prn"), ("when needed", "prn"), ("when required", "prn"), ("as required", "prn"), ("if needed", "prn"), ("if required", "prn"),
                ("on demand", "prn"),
            .. ((string[])["slow", "prolonged", "extended", "sustained", "modified", "controlled"]).Select(word => ($"{word} release", "slow-release")),
            .. ((string[])["pr", "er", "sr", "mr", "xr", "cr"]).SelectMany(word => (string[])[$"{word} tablet", $"{word} tablets"])
                .Select(said => (said, "slow-release")),
            ("ivpb", "iv"), ("csci", "sc infusion"), ("gtt", "infusion"), ("cri", "infusion"),
            ("divided between nostrils", ""), ("divided between both nostrils", ""), ("split between nostrils", ""), ("each nostril", "nostril"),
                ("per nostril", "nostril"), ("in each nostril", "nostril"), ("for procedural sedation", ""), ("for sedation", ""), ("for rsi", ""),
                ("for induction", ""), ("for analgesia", ""), ("for premedication", ""), ("for depression", ""), ("for crps", ""), ("for pain", ""),
                ("in theatre", ""),
            ("patient controlled analgesia", "pca"), ("half an hour", "30 min"), ("half hour", "30 min"), ("equally divided", "divided"),
                ("equal divided", "divided"), ("equal doses", "divided doses"), ("divided into", "in divided"),
        ]).Select(row => (row.Said.Split(' '), row.Meant.Split(' ', StringSplitOptions.RemoveEmptyEntries))).OrderByDescending(row => row.Item1.Length),
    ];

    /// <summary>Whether a word, alone or in a phrase, is one that is read.</summary>
    public static bool IsWord(string word) =>
        RegimenWords.IsKnown(word) || s_numbers.Contains(word, StringComparer.OrdinalIgnoreCase)
            || s_phrases.Any(row => row.Said.Contains(word, StringComparer.OrdinalIgnoreCase));

    /// <summary>The tokens with the words of the language in place of phrases.</summary>
    public static List<RegimenToken> Rewrite(List<RegimenToken> tokens)
    {
        List<RegimenToken> rewritten = [];
        int at = 0;
        while (at < tokens.Count)
        {
            RegimenToken token = tokens[at];
            (string[] said, string[] meant) = s_phrases.FirstOrDefault(row => Stands(tokens, at, row.Said));
            if (said is null)
            {
                int number = token.Kind == RegimenTokenKind.Word
                    ? Array.FindIndex(s_numbers, word => word.Equals(token.Text, StringComparison.OrdinalIgnoreCase)) + 1 : 0;
                rewritten.Add(number > 0 ? token with { Kind = RegimenTokenKind.Number, Value = number } : token);
                at++;
                continue;
            }

            rewritten.AddRange(meant.Select(word => Meant(word, token with { Span = token.Span.To(tokens[at + said.Length - 1].Span) })));
            at += said.Length;
        }

        return rewritten;
    }

    private static bool Stands(List<RegimenToken> tokens, int at, string[] words) => at + words.Length <= tokens.Count
        && words.Select((word, i) => tokens[at + i].Kind is RegimenTokenKind.Word or RegimenTokenKind.Number
            && tokens[at + i].Text.Replace(".", "", StringComparison.Ordinal).Equals(word, StringComparison.OrdinalIgnoreCase)).All(stands => stands);

    private static RegimenToken Meant(string word, RegimenToken place) => char.IsAsciiDigit(word[0])
        ? place with { Kind = RegimenTokenKind.Number, Text = word, Value = double.Parse(word, CultureInfo.InvariantCulture) }
        : place with { Kind = RegimenTokenKind.Word, Text = word };
}
