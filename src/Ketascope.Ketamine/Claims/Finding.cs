namespace Ketascope.Ketamine.Claims;

/// <summary>What an experiment says of a sentence.</summary>
public enum Verdict
{
    /// <summary>What was measured lies in the range that the source gives.</summary>
    Holds,

    /// <summary>It goes the way the sentence says, but its size is outside the range.</summary>
    HoldsInDirection,

    /// <summary>Sources disagree on what should come out.</summary>
    Contested,

    /// <summary>It does not go the way the sentence says.</summary>
    Misses,
}

/// <summary>One number of an experiment beside what was published.</summary>
/// <param name="What">What was measured, in words.</param>
/// <param name="Measured">The number.</param>
/// <param name="Unit">Its unit, or an empty text.</param>
/// <param name="Low">The lower end of what is expected.</param>
/// <param name="High">The upper end of what is expected.</param>
/// <param name="Without">What the number would be if the sentence were wrong, for example a ratio of 1: it tells the direction.</param>
/// <param name="Source">Who published it.</param>
public sealed record Finding(string What, double Measured, string Unit, double Low, double High, double Without, string Source)
{
    /// <summary>Whether sources disagree on what is expected.</summary>
    public bool IsContested { get; init; }

    /// <summary>What this number alone says.</summary>
    public Verdict Verdict =>
        Measured >= Low && Measured <= High ? Verdict.Holds
        : IsContested ? Verdict.Contested
        : (Measured - Without) * (((Low + High) / 2) - Without) > 0 ? Verdict.HoldsInDirection
        : Verdict.Misses;
}
