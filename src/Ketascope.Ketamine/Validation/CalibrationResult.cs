using System.Collections.Immutable;
using Ketascope.Study.Fitting;

namespace Ketascope.Ketamine.Validation;

/// <summary>What a calibration is asked.</summary>
public sealed record CalibrationRequest
{
    /// <summary>The model, by identifier.</summary>
    public required string Model { get; init; }

    /// <summary>The parameters to estimate, under their names in the text.</summary>
    public required ImmutableArray<FitParameter> Parameters { get; init; }

    /// <summary>The role of the rows to fit; the others are not looked at.</summary>
    public string Role { get; init; } = "calibration";

    /// <summary>How to fit. Default: plain least squares, of the logarithms.</summary>
    public FitSettings Settings { get; init; } = new() { Method = FitMethod.OrdinaryLeastSquares };
}

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
/// <param name="Fit">The estimates and what is known of them.</param>
/// <param name="Rows">The rows of the role, in the order of the file.</param>
public sealed record CalibrationResult(FitResult Fit, ImmutableArray<CalibratedRow> Rows)
{
    /// <summary>The residual standard deviation on the log scale, about the relative one, with the parameters taken off the number of rows.</summary>
    public double ResidualDeviation => Fit.Deviations[0].Value;
}
