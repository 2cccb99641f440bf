using System.Collections.Immutable;

namespace Ketascope.Study.Claims;

/// <summary>A number of an experiment beside what was expected.</summary>
/// <param name="Expectation">What was expected.</param>
/// <param name="Measured">The number.</param>
/// <param name="Draws">The number under each draw of the uncertain parameters; empty where none were drawn.</param>
public sealed record Finding(Expectation Expectation, double Measured, ImmutableArray<double> Draws)
{
    /// <summary>What this number alone says.</summary>
    public Verdict Verdict =>
        Expectation.IsInside(Measured) ? Verdict.Holds
        : Expectation.IsContested ? Verdict.Contested
        : Expectation.GoesTheWay(Measured) ? Verdict.HoldsInDirection
        : Verdict.Misses;

    /// <summary>Whether it counts for the claim.</summary>
    public bool Decides => Expectation.Basis is Basis.Measured or Basis.Theory or Basis.Direction;

    /// <summary>Whether its size decides, not its direction alone.</summary>
    public bool DecidesSize => Expectation.Basis == Basis.Measured;

    /// <summary>The probability that the number lies in the range, over the draws; null without draws.</summary>
    public double? ProbabilityInside => Share(Expectation.IsInside);

    /// <summary>The probability that the number goes the sentence's way; null without draws.</summary>
    public double? ProbabilityOfDirection => Share(Expectation.GoesTheWay);

    private double? Share(Func<double, bool> passes) => Draws.IsEmpty ? null : Draws.Count(passes) / (double)Draws.Length;
}
