using System.Globalization;

namespace Ketascope.Study.Running;

/// <summary>How far the course of one quantity in one subject is from the same course solved more tightly, where it is farthest.</summary>
/// <param name="Name">The quantity.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Time">The time, in the model's unit.</param>
/// <param name="Value">The value as it was solved.</param>
/// <param name="Tight">The value of the tighter solution.</param>
/// <param name="Size">The largest absolute value of the tighter course.</param>
/// <param name="Range">The difference of the largest and the smallest value of the tighter course.</param>
public sealed record Deviation(string Name, string Subject, double Time, double Value, double Tight, double Size, double Range)
{
    /// <summary>The distance; infinite where only one of the two is a finite number.</summary>
    public double Distance => double.IsFinite(Value) && double.IsFinite(Tight) ? Math.Abs(Value - Tight) : Value.Equals(Tight) ? 0 : double.PositiveInfinity;

    /// <summary>The distance as a part of the range; of a variable that hardly changes, of a hundredth of its size.</summary>
    public double OfRange => Distance == 0 ? 0 : Distance / Math.Max(Range, 1e-2 * Size);

    /// <summary>Where and by how much the two differ, in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"'{Name}' at {Time:G6} is {Value:G6}, and {Tight:G6} when solved more tightly ({(double.IsFinite(OfRange) ? $"{100 * OfRange:G2} % of its range" : "without a bound")})");
}
