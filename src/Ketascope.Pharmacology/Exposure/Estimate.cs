using System.Globalization;

namespace Ketascope.Pharmacology.Exposure;

/// <summary>A number that was estimated, or the reason why it could not be; never NaN.</summary>
public readonly record struct Estimate
{
    private readonly string? _reason;

    private Estimate(double? value, string? reason) => (Value, _reason) = (value, reason);

    /// <summary>The number, finite; null when there is none.</summary>
    public double? Value { get; }

    /// <summary>Why there is no number; null when there is one.</summary>
    public string? Reason => Value is null ? _reason ?? "it was not estimated" : null;

    /// <summary>An estimated number.</summary>
    /// <param name="value">The number; one that is not finite becomes the reason instead.</param>
    public static Estimate Of(double value) =>
        double.IsFinite(value) ? new Estimate(value, null) : Missing($"the result is {value.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>A number that could not be estimated.</summary>
    /// <param name="reason">Why.</param>
    public static Estimate Missing(string reason) => new(null, reason);

    /// <summary>What follows from this number, or its reason when there is none.</summary>
    /// <param name="function">The function of the number.</param>
    public Estimate Then(Func<double, double> function) => Value is double value ? Of(function(value)) : this;

    /// <summary>The number, or the reason in brackets.</summary>
    public override string ToString() => Value is double value ? value.ToString(CultureInfo.InvariantCulture) : $"({Reason})";
}
