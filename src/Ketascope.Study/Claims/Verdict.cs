namespace Ketascope.Study.Claims;

/// <summary>What an experiment says of a sentence, or a number of an expectation.</summary>
public enum Verdict
{
    /// <summary>What was measured lies in the published range.</summary>
    Holds,

    /// <summary>It goes the way the sentence says, but its size is outside the range, or no published number decides.</summary>
    HoldsInDirection,

    /// <summary>Named alternatives, or sources of equal standing, disagree on what should come out.</summary>
    Contested,

    /// <summary>It does not go the way the sentence says, or too little to carry it.</summary>
    Misses,
}

/// <summary>Verdicts in words.</summary>
public static class VerdictWords
{
    /// <summary>A verdict in words.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Holds => "holds",
        Verdict.HoldsInDirection => "holds in direction",
        Verdict.Contested => "contested",
        Verdict.Misses => "misses",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
