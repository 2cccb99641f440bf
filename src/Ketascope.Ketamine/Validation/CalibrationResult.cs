using System.Collections.Immutable;

namespace Ketascope.Ketamine.Validation;

/// <summary>What a calibration is asked.</summary>
public sealed record CalibrationRequest
{
    /// <summary>The model, by identifier.</summary>
    public required string Model { get; init; }

    /// <summary>The parameters to estimate, each with the value to start from; null for the value of the text. All are above 0.</summary>
    public required ImmutableArray<(string Name, double? Start)> Estimate { get; init; }

    /// <summary>The role of the rows to fit; the others are not looked at.</summary>
    public string Role { get; init; } = "calibration";
}

/// <summary>An estimated parameter.</summary>
/// <param name="Name">Its name in the text.</param>
/// <param name="Start">The value started from.</param>
/// <param name="Value">The estimate.</param>
/// <param name="RelativeError">The standard error of the logarithm, which is the relative standard error of the value.</param>
/// <param name="Unit">The unit, as the text says it; empty when it says none.</param>
public sealed record CalibratedParameter(string Name, double Start, double Value, double RelativeError, string Unit);

/// <summary>A row of observations after a calibration.</summary>
/// <param name="Comparison">The row beside its prediction with the estimates.</param>
/// <param name="Start">The prediction with the values started from; null where there is none.</param>
/// <param name="Fitted">Whether the row was fitted; times of a maximum and rows without a prediction are only shown.</param>
public sealed record CalibratedRow(Comparison Comparison, double? Start, bool Fitted)
{
    /// <summary>The logarithm of predicted over observed; null where there is no prediction.</summary>
    public double? Residual => Comparison.Ratio is > 0 and { } ratio ? Math.Log(ratio) : null;
}

/// <summary>What a calibration gave.</summary>
/// <param name="Parameters">The estimates, in the order asked.</param>
/// <param name="Correlation">Correlations between the estimates' logarithms, row by row.</param>
/// <param name="Rows">The rows of the role, in the order of the file.</param>
/// <param name="SumOfSquares">The sum of the squared residuals of the fitted rows.</param>
/// <param name="Iterations">How many steps the minimizer took.</param>
public sealed record CalibrationResult(
    ImmutableArray<CalibratedParameter> Parameters, ImmutableArray<ImmutableArray<double>> Correlation, ImmutableArray<CalibratedRow> Rows, double SumOfSquares, int Iterations)
{
    /// <summary>How many rows were fitted.</summary>
    public int Fitted => Rows.Count(row => row.Fitted);

    /// <summary>The residual standard deviation on the log scale: about the relative one.</summary>
    public double ResidualDeviation => Math.Sqrt(SumOfSquares / (Fitted - Parameters.Length));

    /// <summary>Akaike's criterion with the correction for few rows (Hurvich and Tsai 1989, doi:10.1093/biomet/76.2.297), up to a constant of the rows.</summary>
    public double CorrectedAkaike
    {
        get
        {
            // The residual variance is estimated too.
            int count = Fitted, estimated = Parameters.Length + 1;
            return (count * Math.Log(SumOfSquares / count)) + (2 * estimated) + (2.0 * estimated * (estimated + 1) / (count - estimated - 1));
        }
    }
}
