namespace Ketascope.Language.Diagnostics;

/// <summary>Finds the name that a misspelled one most likely stands for.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate with the fewest edits (insert, delete, replace, swap of neighbours; the case of a letter counts half, that of a whole name too), or null
    /// when none is near.
    /// </summary>
    /// <param name="name">The name that is not known.</param>
    /// <param name="candidates">The names that are.</param>
    /// <returns>A candidate that differs in at most a third of its letters, and at least one; the first of equals.</returns>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        // Twice the number of edits, so that a change of case can count half.
        int bestDistance = (2 * Math.Max(1, name.Length / 3)) + 1;
        foreach (string candidate in candidates)
        {
            if (candidate != name && Math.Abs(candidate.Length - name.Length) * 2 < bestDistance)
            {
                int distance = name.Equals(candidate, StringComparison.OrdinalIgnoreCase) ? 1 : Distance(name, candidate);
                if (distance < bestDistance && distance < 2 * Math.Max(name.Length, candidate.Length))
                {
                    (best, bestDistance) = (candidate, distance);
                }
            }
        }

        return best;
    }

    /// <summary>The end of a message: <c>; did you mean 'CL'?</c>, or nothing when no candidate is near.</summary>
    /// <param name="name">The name that is not known.</param>
    /// <param name="candidates">The names that are.</param>
    public static string Hint(string name, IEnumerable<string> candidates) => Find(name, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    /// <summary>The end of a message: the nearest name (<see cref="Hint"/>), else the names that there are when they are few.</summary>
    /// <param name="name">The name that is not known.</param>
    /// <param name="candidates">The names that are.</param>
    public static string Suggest(string name, IReadOnlyCollection<string> candidates)
    {
        string hint = Hint(name, candidates);
        return hint.Length > 0 || candidates.Count is 0 or > 12 ? hint : $"; it has {string.Join(", ", candidates)}";
    }

    // Optimal string alignment distance (Damerau 1964), in half edits.
    private static int Distance(string a, string b)
    {
        int[] beforeLast = new int[b.Length + 1], last = new int[b.Length + 1], row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            last[j] = 2 * j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = 2 * i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = last[j - 1] + LetterDistance(a[i - 1], b[j - 1]);
                row[j] = Math.Min(replace, 2 + Math.Min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && a[i - 1] != b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 2);
                }
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[b.Length];
    }

    private static int LetterDistance(char a, char b) => a == b ? 0 : char.ToUpperInvariant(a) == char.ToUpperInvariant(b) ? 1 : 2;
}
