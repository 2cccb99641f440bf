using System.Runtime.CompilerServices;

namespace Ketascope.Solvers.Stepping;

/// <summary>
/// Proportional-integral control of the step size: the next step grows with the error's distance from the tolerance and with its trend.
/// Source: Gustafsson, ACM Transactions on Mathematical Software 17 (1991) 533; Hairer and Wanner, Solving Ordinary Differential Equations II (1996), IV.2.
/// </summary>
internal sealed class StepController
{
    // As fractions of 1/order: the gains 0.7 and 0.4 that Hairer and Wanner recommend keep steps smooth where stability limits them.
    private const double IntegralGain = 0.7;
    private const double ProportionalGain = 0.4;
    private const double Safety = 0.9;
    private const double LargestGrowth = 8;
    private const double LargestShrink = 0.1;
    private double _lastError = 1e-4;
    private bool _rejected;

    /// <summary>Forgets the trend: a new start.</summary>
    public void Reset()
    {
        _lastError = 1e-4;
        _rejected = false;
    }

    /// <summary>The factor by which the next step is larger than an accepted one.</summary>
    /// <param name="squaredError">The square of the error norm, 1 at the tolerance.</param>
    /// <param name="order">The power of the step size with which the error falls.</param>
    public double AfterAccepted(double squaredError, int order)
    {
        double error = Math.Max(squaredError, 1e-16);
        double factor = Safety * Power(error, -0.5 * IntegralGain / order) * Power(_lastError, 0.5 * ProportionalGain / order);
        double largest = _rejected ? 1 : LargestGrowth;
        _lastError = error;
        _rejected = false;
        return Math.Clamp(factor, LargestShrink, largest);
    }

    /// <summary>The factor by which a rejected step is repeated.</summary>
    /// <param name="squaredError">The square of the error norm, or infinity.</param>
    /// <param name="order">The power of the step size with which the error falls.</param>
    public double AfterRejected(double squaredError, int order)
    {
        _rejected = true;
        return double.IsFinite(squaredError) ? Math.Clamp(Safety * Power(squaredError, -0.5 / order), LargestShrink, 0.9) : LargestShrink;
    }

    /// <summary>A power to three digits, enough for the size of a step: the library's costs as much as an evaluation of a small model.</summary>
    /// <param name="value">A positive normal number.</param>
    /// <param name="exponent">The exponent; the result must be a normal number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Power(double value, double exponent)
    {
        // Logarithm: binary exponent plus a polynomial in the mantissa m of [1,2) (exact at both ends); then the same in reverse.
        long bits = BitConverter.DoubleToInt64Bits(value);
        double m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000) - 1;
        double logarithm = (bits >> 52) - 1023 + (m * (1.4425 + (m * (-0.7181 + (m * (0.4575 + (m * (-0.2779 + (m * 0.0960)))))))));
        double scaled = logarithm * exponent;
        double floor = Math.Floor(scaled);
        double f = scaled - floor;
        double mantissa = 1 + (f * (0.69583 + (f * (0.22607 + (f * 0.0781)))));
        return mantissa * BitConverter.Int64BitsToDouble(((long)floor + 1023) << 52);
    }
}
