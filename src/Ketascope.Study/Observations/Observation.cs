using System.Collections.Immutable;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Observations;

/// <summary>One observed value and the experiment that it came from (docs/observations.md).</summary>
public sealed record Observation
{
    /// <summary>The study.</summary>
    public required string Study { get; init; }

    /// <summary>What was done: doses in the regimen language, or a protocol at the electrode.</summary>
    public required string Regimen { get; init; }

    /// <summary>Who was studied and how, by name: <c>weight</c>, <c>site</c>, <c>model</c> ...</summary>
    public required ImmutableSortedDictionary<string, string> Setting { get; init; }

    /// <summary>What was measured; two names joined by <c>/</c> are a ratio.</summary>
    public required string Output { get; init; }

    /// <summary>The row's whole output, where this is one side of its ratio: what gives one side must give the other.</summary>
    public string Ratio { get => field ?? Output; init; }

    /// <summary>When, or which measure of the course, as the row says it.</summary>
    public required string Time { get; init; }

    /// <summary>What that means where doses were given.</summary>
    /// <exception cref="UserErrorException">It is no measure of a dosed subject; the message says what is expected.</exception>
    public Measure Measure => Measure.TryParse(Time, out string problem) ?? throw new UserErrorException(problem);

    /// <summary>What the value is of the subjects' values: <c>mean</c>, <c>median</c> ...</summary>
    public required string Statistic { get; init; }

    /// <summary>The value; null where only a range is known.</summary>
    public double? Value { get; init; }

    /// <summary>The lower end of the observed range or interval.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end of the observed range or interval.</summary>
    public double? High { get; init; }

    /// <summary>The standard deviation between subjects; the geometric one where the statistic is the geometric mean.</summary>
    public double? Deviation { get; init; }

    /// <summary>How many people the value is of; null where that is not known.</summary>
    public int? Count { get; init; }

    /// <summary>The unit of value, low and high.</summary>
    public required string Unit { get; init; }

    /// <summary>What the row is for: <c>calibration</c> or <c>validation</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The value, or the geometric middle of the range where only that is known and above 0, else its middle.</summary>
    public double Centre => Value ?? (Low > 0 && High > 0 ? Math.Sqrt(Low.Value * High.Value) : ((Low ?? 0) + (High ?? 0)) / 2);

    /// <summary>What was observed, as an interval: low to high, else two standard deviations about the value; null where neither is known.</summary>
    public (double Low, double High)? Interval =>
        Low is { } low && High is { } high ? (low, high)
        : Value is not { } value || Deviation is not { } sd ? null
        : Statistic != "geometric mean" ? (value - (2 * sd), value + (2 * sd))
        : sd >= 1 ? (value / (sd * sd), value * sd * sd)
        : null;
}
