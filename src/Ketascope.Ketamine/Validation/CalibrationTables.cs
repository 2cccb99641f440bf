using System.Collections.Immutable;
using Ketascope.Study.Fitting;
using Ketascope.Study.Results;

namespace Ketascope.Ketamine.Validation;

/// <summary>The results of a calibration as tables, for files and for people.</summary>
public static class CalibrationTables
{
    /// <summary>One row a parameter: start, estimate, standard error, confidence interval, and what became of it; then the residual deviation.</summary>
    /// <param name="result">The result.</param>
    public static ResultTable Estimates(CalibrationResult result) => new(
        [new("parameter"), new("unit"), new("start"), new("estimate"), new("SE"), new("RSE", "%"), new("95% low"), new("95% high"), new("kind")],
        [
            .. result.Fit.Estimates.Select((estimate, i) => Row(estimate, UnitOf(result, estimate.Name), result.Request.Parameters[i].Start)),
            .. result.Fit.Deviations.Select(deviation => Row(deviation with { Name = "SD of log" }, "", "")),
        ]);

    /// <summary>The correlations of the estimates.</summary>
    /// <param name="result">The result.</param>
    public static ResultTable Correlations(CalibrationResult result) => new(
        [new("correlation"), .. result.Fit.CorrelationNames.Select(name => new ResultColumn(name))],
        [.. result.Fit.Correlation.Select((row, i) => (ImmutableArray<Cell>)[result.Fit.CorrelationNames[i], .. row.Select(value => (Cell)value)])]);

    /// <summary>One row a start: the objective and the values it ended at.</summary>
    /// <param name="result">The result.</param>
    public static ResultTable Starts(CalibrationResult result) => new(
        [new("start"), new("objective"), new("converged"), new("iterations"),
            .. result.Request.Parameters.Select(parameter => new ResultColumn(parameter.Name))],
        [.. result.Fit.Starts.Select((start, i) => (ImmutableArray<Cell>)
            [NumberText.Exact(i + 1), start.Objective, start.Converged ? "yes" : "no", NumberText.Exact(start.Iterations), .. start.Values.Select(value => (Cell)value)])]);

    /// <summary>
    /// The rows of observations with all their columns, and <c>at_start</c>, <c>predicted</c>, <c>ratio</c>, <c>residual</c> (the logarithm of the ratio), <c>fitted</c>
    /// (yes, no) and <c>reason</c> (why there is no prediction).
    /// </summary>
    /// <param name="result">The result.</param>
    public static ResultTable Residuals(CalibrationResult result) => new(
        [.. result.Columns.Select(column => new ResultColumn(column)), new("at_start"), new("predicted"), new("ratio"), new("residual"), new("fitted"), new("reason")],
        [.. result.Rows.Select(row => (ImmutableArray<Cell>)
        [
            .. row.Comparison.Row.Fields.Select(Cell.FromString),
            Number(row.Start), Number(row.Comparison.Prediction?.Value), Number(row.Comparison.Ratio), Number(row.Residual), row.Fitted ? "yes" : "no", row.Comparison.Reason ?? "",
        ])]);

    private static ImmutableArray<Cell> Row(FitEstimate estimate, string unit, Cell start) =>
    [
        estimate.Name, unit, start, estimate.Value, estimate.StandardError, estimate.RelativeStandardError, estimate.Low, estimate.High,
        estimate.Kind switch { EstimateKind.Estimated => "", EstimateKind.Fixed => "fixed", EstimateKind.AtBound => "at bound", _ => "not identifiable" },
    ];

    private static string UnitOf(CalibrationResult result, string name) => result.Model.System.Parameters.First(parameter => parameter.Name == name).Unit ?? "";

    private static Cell Number(double? value) => value is { } number ? number : "";
}
