using System.Collections.Immutable;

namespace Ketascope.Study.Claims;

/// <summary>A number that a claim's experiment gives, and what is expected of it.</summary>
public sealed record Expectation
{
    /// <summary>The name under which the experiment gives the number.</summary>
    public required string Id { get; init; }

    /// <summary>What is measured, in words.</summary>
    public required string What { get; init; }

    /// <summary>The lower end of what is expected.</summary>
    public required double Low { get; init; }

    /// <summary>The upper end of what is expected.</summary>
    public required double High { get; init; }

    /// <summary>What the number would be if the sentence were wrong, for example a ratio of 1: it tells the direction.</summary>
    public required double Without { get; init; }

    /// <summary>How far from <see cref="Without"/> the number must at least be to carry the sentence; 0 for any distance.</summary>
    public double Least { get; init; }

    /// <summary>The unit; empty for none.</summary>
    public string Unit { get; init => field = value ?? ""; } = "";

    /// <summary>What the expectation rests on.</summary>
    public required Basis Basis { get; init; }

    /// <summary>Where the range is from, and what of its width is ours.</summary>
    public required string Range { get; init; }

    /// <summary>The publications; empty for a closed form, or what follows from the structure.</summary>
    public ImmutableArray<Citation> Sources { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>
    /// How far the numbers can be trusted: <c>read</c>, <c>read-secondary</c>, <c>recalled</c> ...; empty where there is no published number.
    /// </summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>
    /// The rows of evidence, <c>receptor:26</c>, that hold the numbers: of <see cref="Basis.Measured"/> none is for calibration, of <see
    /// cref="Basis.Calibrated"/> all are.
    /// </summary>
    public ImmutableArray<string> Rows { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether sources of equal standing disagree on what is expected.</summary>
    public bool IsContested { get; init; }

    /// <summary>Whether a number goes the sentence's way, and far enough.</summary>
    /// <param name="value">The number.</param>
    public bool GoesTheWay(double value) =>
        IsInside(value) || (((value - Without) * (((Low + High) / 2) - Without) > 0) && Math.Abs(value - Without) >= Least);

    /// <summary>Whether a number lies in the range.</summary>
    /// <param name="value">The number.</param>
    public bool IsInside(double value) => value >= Low && value <= High;
}

/// <summary>A publication.</summary>
/// <param name="Text">The reference in words.</param>
/// <param name="Doi">Its DOI, or null where none is known.</param>
public sealed record Citation(string Text, string? Doi = null);
