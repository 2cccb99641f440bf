using System.Globalization;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>The ages that a model was built on, in years, both ends included.</summary>
/// <param name="Minimum">The youngest.</param>
/// <param name="Maximum">The oldest; infinite where only the youngest is known.</param>
public readonly record struct AgeRange(double Minimum, double Maximum)
{
    /// <summary>The age from which somebody is an adult, years.</summary>
    public const double Adulthood = 18;

    /// <summary>Adults of all ages: what a model is for that does not say.</summary>
    public static AgeRange Adults { get; } = new(Adulthood, double.PositiveInfinity);

    /// <summary>How far an age lies outside, years; 0 inside.</summary>
    /// <param name="years">The age; null for an adult whose age nobody said.</param>
    public double Distance(double? years) => years is { } age
        ? Math.Max(0, Math.Max(Minimum - age, age - Maximum))
        : Math.Max(0, Adulthood - Maximum);

    /// <summary>The range in words.</summary>
    public override string ToString() => double.IsPositiveInfinity(Maximum)
        ? string.Create(CultureInfo.InvariantCulture, $"{Minimum} years and over")
        : string.Create(CultureInfo.InvariantCulture, $"{Minimum} to {Maximum} years");
}
