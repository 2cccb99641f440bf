using System.Collections.Immutable;

namespace Ketascope.Study.Fitting;

/// <summary>Where predictions come from: a model over a data set, over written observations, a closed form.</summary>
public interface IPredictor
{
    /// <summary>Predicts. All rows of one call may be solved at once; a fit asks for the differences of all its parameters, starts and problems together.</summary>
    /// <param name="rows">The parameters, each row for one problem.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>For each row the predictions of its problem's observations, in their order; not-a-number where there is none.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    ImmutableArray<double[]> Predict(ImmutableArray<ParameterRow> rows, CancellationToken cancellation);
}

/// <summary>Values of all parameters of a fit, for one evaluation of one problem.</summary>
/// <param name="Unit">Whose observations are predicted: <see cref="FitProblem.Unit"/>.</param>
/// <param name="Values">The values, in the order of <see cref="FitProblem.Parameters"/>, fixed ones among them.</param>
public readonly record struct ParameterRow(int Unit, double[] Values);
