using System.Collections.Immutable;
using Ketascope.Study.Fitting;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>What a calibration is asked.</summary>
public sealed record CalibrationRequest
{
    /// <summary>The model, by identifier.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// The parameters to estimate or to hold, under their names in the text; one whose start is not-a-number starts at its value in the text.
    /// </summary>
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
/// <param name="Request">What was asked; its parameters have their start values.</param>
/// <param name="Model">The text of the model.</param>
/// <param name="Fit">The estimates and what is known of them.</param>
/// <param name="Columns">The columns of the file of observations.</param>
/// <param name="Rows">The rows of the role, in the order of the file; rows that cannot be read are among them.</param>
public sealed record CalibrationResult(CalibrationRequest Request, LoadedModel Model, FitResult Fit, ImmutableArray<string> Columns, ImmutableArray<CalibratedRow> Rows)
{
    /// <summary>How many rows were fitted.</summary>
    public int Fitted => Rows.Count(row => row.Fitted);

    /// <summary>The residual standard deviation on the log scale, about the relative one, with the parameters taken off the number of rows.</summary>
    public double ResidualDeviation => Fit.Deviations[0].Value;
}
