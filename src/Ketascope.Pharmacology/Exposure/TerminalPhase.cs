using System.Buffers;
using System.Runtime.CompilerServices;

namespace Ketascope.Pharmacology.Exposure;

/// <summary>The straight line through the logarithms of the last values.</summary>
/// <param name="Rate">lambda_z: the rate of decline, above 0, per unit of time.</param>
/// <param name="FirstTime">The time of the first value used.</param>
/// <param name="LastTime">The time of the last value used.</param>
/// <param name="PointCount">How many values were used, 3 or more.</param>
/// <param name="AdjustedRSquared">The adjusted coefficient of determination, at most 1.</param>
public sealed record TerminalPhase(double Rate, double FirstTime, double LastTime, int PointCount, double AdjustedRSquared)
{
    /// <summary>The fewest values that make a terminal phase.</summary>
    public const int MinimumPoints = 3;

    /// <summary>The terminal half-life, in the unit of the times.</summary>
    public double HalfLife => Math.Log(2) / Rate;

    /// <summary>
    /// Finds the terminal phase: of the last 3, 4 ... values, the set with the best adjusted R^2 among those that decline, and of the sets within the allowance of the
    /// best the one with the most values (Gabrielsson and Weiner 2012, doi:10.1007/978-1-62703-050-2_16; the allowance as in the documentation of PKNCA).
    /// </summary>
    /// <param name="times">The times of the values that may be used, ascending.</param>
    /// <param name="values">The values, above 0.</param>
    /// <param name="allowance">How far below the best the adjusted R^2 may be.</param>
    /// <returns>The phase, or null when no set of 3 or more values declines.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static TerminalPhase? Find(ReadOnlySpan<double> times, ReadOnlySpan<double> values, double allowance)
    {
        double[] room = ArrayPool<double>.Shared.Rent(2 * times.Length);
        Span<double> slopes = room.AsSpan(0, times.Length), fits = room.AsSpan(times.Length, times.Length);
        double best = double.NegativeInfinity;
        RegressionSums sums = default;
        for (int first = times.Length - 1; first >= 0; first--)
        {
            // Counted from the last value, so that the sums stay small and lose few digits.
            sums = sums.With(times[first] - times[^1], Math.Log(values[first] / values[^1]));
            (slopes[first], fits[first]) = sums.Count >= MinimumPoints && sums.Slope < 0 ? (sums.Slope, sums.AdjustedRSquared) : (0, double.NaN);
            best = slopes[first] < 0 ? Math.Max(best, fits[first]) : best;
        }

        int chosen = 0;
        while (chosen < fits.Length && !(fits[chosen] >= best - allowance))
        {
            chosen++;
        }

        TerminalPhase? phase = chosen == fits.Length ? null
            : new TerminalPhase(-slopes[chosen], times[chosen], times[^1], times.Length - chosen, fits[chosen]);
        ArrayPool<double>.Shared.Return(room);
        return phase;
    }

    private readonly record struct RegressionSums(int Count, double X, double Y, double XX, double XY, double YY)
    {
        private double CentredXX => XX - (X * X / Count);

        private double CentredXY => XY - (X * Y / Count);

        private double CentredYY => YY - (Y * Y / Count);

        /// <summary>The slope of the line; 0 when all times are one.</summary>
        public double Slope
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => CentredXX > 0 ? CentredXY / CentredXX : 0;
        }

        public double AdjustedRSquared
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get
            {
                double rSquared = Math.Min(1, CentredXY * CentredXY / (CentredXX * CentredYY));
                return 1 - ((1 - rSquared) * (Count - 1) / (Count - 2));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public RegressionSums With(double x, double y) => new(Count + 1, X + x, Y + y, XX + (x * x), XY + (x * y), YY + (y * y));
    }
}
