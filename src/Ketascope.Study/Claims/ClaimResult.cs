using System.Collections.Immutable;
using Ketascope.Study.Plots;

namespace Ketascope.Study.Claims;

/// <summary>What a claim's experiment measured.</summary>
/// <param name="Values">The numbers, by the id of the expectation.</param>
/// <param name="Picture">The picture, drawn the way papers draw it.</param>
public sealed record ClaimMeasurement(IReadOnlyDictionary<string, double> Values, Figure Picture);

/// <summary>A claim with what its experiment gave.</summary>
/// <param name="Text">The claim.</param>
/// <param name="Findings">The numbers beside what was expected.</param>
/// <param name="Picture">The picture.</param>
public sealed record ClaimResult(ClaimText Text, ImmutableArray<Finding> Findings, Figure Picture)
{
    /// <summary>The least probability, over uncertain parameters, with which measured sizes must be met for a claim to hold.</summary>
    public const double ProbabilityOfSize = 0.8;

    /// <summary>The least probability with which directions must be met.</summary>
    public const double ProbabilityOfDirection = 0.9;

    /// <summary>
    /// The verdict. A claim misses when a deciding number goes the other way or too little of it; it is contested when sources of a deciding number
    /// disagree; it holds on at least one measured number,
    /// when all measured ones are in range (with <see cref="ProbabilityOfSize"/> where parameters were drawn); otherwise it holds in direction.
    /// </summary>
    public Verdict Verdict
    {
        get
        {
            Finding[] deciding = [.. Findings.Where(one => one.Decides)], sizes = [.. deciding.Where(one => one.DecidesSize)];
            return deciding.Any(one => one.Verdict == Verdict.Misses || one.ProbabilityOfDirection < ProbabilityOfDirection) ? Verdict.Misses
                : deciding.Any(one => one.Verdict == Verdict.Contested) ? Verdict.Contested
                : sizes.Length > 0 && sizes.All(one => one.Verdict == Verdict.Holds && one.ProbabilityInside is not < ProbabilityOfSize) ? Verdict.Holds
                : Verdict.HoldsInDirection;
        }
    }

    /// <summary>The claim beside its measurement.</summary>
    /// <param name="text">The claim.</param>
    /// <param name="measured">What its experiment measured.</param>
    /// <param name="draws">What it measured under each draw of the uncertain parameters.</param>
    /// <exception cref="InvalidOperationException">The experiment does not give what is expected, or more.</exception>
    public static ClaimResult Of(ClaimText text, ClaimMeasurement measured, IReadOnlyList<ClaimMeasurement> draws)
    {
        string[] odd =
        [
            .. measured.Values.Keys.Except(text.Expectations.Select(one => one.Id)),
            .. text.Expectations.Select(one => one.Id).Except(measured.Values.Keys),
        ];
        return odd.Length > 0
            ? throw new InvalidOperationException($"Claim {text.Number}: the text and the experiment do not agree on {string.Join(", ", odd)}.")
            : new ClaimResult(text,
                [.. text.Expectations.Select(one => new Finding(one, measured.Values[one.Id], [.. draws.Select(draw => draw.Values[one.Id])]))],
                measured.Picture);
    }
}
