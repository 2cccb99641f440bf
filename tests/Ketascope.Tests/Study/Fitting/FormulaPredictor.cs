using System.Collections.Immutable;
using Ketascope.Study.Fitting;

namespace Ketascope.Tests.Study.Fitting;

/// <summary>Predictions from a formula: of parameters and a time, at the same times for every problem.</summary>
internal sealed class FormulaPredictor(Func<double[], double, double> formula, params double[] times) : IPredictor
{
    public ImmutableArray<double[]> Predict(ImmutableArray<ParameterRow> rows, CancellationToken cancellation) =>
        [.. rows.Select(row => times.Select(time => formula(row.Values, time)).ToArray())];

    /// <summary>Fits observations at the predictor's times.</summary>
    public FitResult Fit(double[] observed, ErrorModel error, FitSettings settings, params FitParameter[] parameters) =>
        Fit([.. observed.Select(value => new FitObservation(value))], error, settings, parameters);

    /// <summary>Fits observations at the predictor's times.</summary>
    public FitResult Fit(ImmutableArray<FitObservation> observations, ErrorModel error, FitSettings settings, params FitParameter[] parameters) =>
        Fitter.Fit([new FitProblem(0, [.. parameters], observations, [error])], this, settings, TestContext.Current.CancellationToken)[0];
}
