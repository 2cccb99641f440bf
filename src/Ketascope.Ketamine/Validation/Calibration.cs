using System.Collections.Immutable;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Study.Fitting;
using Ketascope.Study.Observations;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>
/// Estimates parameters of a library model from rows of observations, whatever they measure: concentrations, peaks, areas, clearances, ratios. The
/// errors are those of the
/// logarithm, so that a residual is a relative one and each row weighs the same.
/// </summary>
public static class Calibration
{
    /// <summary>Calibrates.</summary>
    /// <param name="file">The observations.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="library">The models.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">The model is not known or has no such parameter, a start or bound makes no sense, or there are not more
    /// rows than parameters.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static CalibrationResult Run(ObservationFile file, CalibrationRequest request, ModelLibrary library, CancellationToken cancellation = default)
    {
        LoadedModel model = library.Find(request.Model).Load();
        request = request with { Parameters = [.. request.Parameters.Select(parameter => Started(parameter, request.Model, model.System))] };
        ImmutableArray<string> names = [.. request.Parameters.Select(parameter => parameter.Name)];
        ObservationRow[] rows = [.. file.Rows.Where(row => row.Observation is not { } seen || seen.Role == request.Role)
            .Select(row => Asked(row, request.Model))];
        Func<Observation, Arm> plan = new PkRows(library).Plan;
        Comparison[] Compared(double[] values)
        {
            ArmPredictor predictor = new(plan, Cohort.Typical with { Sets = SubjectTable.Of(names, [values]) });
            return [.. rows.Select(row => Comparison.Of(row, predictor, cancellation))];
        }

        Comparison[] before = Compared([.. request.Parameters.Select(parameter => parameter.Start)]);
        bool[] fitted = [.. before.Select(IsFitted)];
        Observation[] used = [.. rows.Where((_, i) => fitted[i]).Select(row => row.Observation!)];
        RequireRows(request, used.Length, before);
        FitProblem problem = new(0, request.Parameters, [.. used.Select(observation => new FitObservation(observation.Centre))], [ErrorModel.Log]);
        FitResult fit = Fitter.Fit([problem], new Fitted(new ArmPredictor(plan, Cohort.Typical), used, names), request.Settings, cancellation)[0];
        Comparison[] after = Compared([.. fit.Values]);
        return new CalibrationResult(request, model, fit, file.Columns, [.. after.Select((row, i) => new CalibratedRow(row, before[i].Prediction?.Value, fitted[i]))]);
    }

    /// <summary>The same row, of this model.</summary>
    private static ObservationRow Asked(ObservationRow row, string model) =>
        row.Observation is { } seen ? row with { Observation = seen with { Setting = seen.Setting.SetItem("model", model) } } : row;

    private static FitParameter Started(FitParameter parameter, string model, OdeSystem system)
    {
        Parameter? known = system.Parameters.FirstOrDefault(one => one.Name == parameter.Name);
        return ResidualError.IsDeviation(parameter.Name) ? throw new UserErrorException(
                $"'{parameter.Name}' is the residual error of one sample, which does nothing here: the error of rows of observations is that of " +
                    "their logarithm, found with the parameters; leave it out")
            : known is null ? throw new UserErrorException(
                $"the model '{model}' has no parameter '{parameter.Name}'{NearestName.Suggest(parameter.Name, [.. system.Parameters.Select(one => one.Name)])}")
            : !double.IsNaN(parameter.Start) ? parameter
            : known.Initial is NumberExpression number ? parameter with { Start = number.Value }
            : throw new UserErrorException($"'{parameter.Name}' is computed in the text of '{model}': say what to start from with --set {parameter.Name}=VALUE");
    }

    /// <summary>Times of a maximum jump from one simulated time to the next and have no slope; a logarithm needs values above 0.</summary>
    private static bool IsFitted(Comparison row) => row is { Ratio: > 0, Row.Observation: { Centre: > 0, Measure.Kind: not MeasureKind.TimeOfMaximum } };

    private static void RequireRows(CalibrationRequest request, int count, Comparison[] before)
    {
        int free = request.Parameters.Count(parameter => !parameter.IsFixed);
        if (count <= free)
        {
            string reasons = string.Join("; ", before.Select(row => row.Reason).OfType<string>().Distinct().Take(3));
            throw new UserErrorException(FormattableString.Invariant(
                $"{count} rows of the role '{request.Role}' can be fitted by '{request.Model}', which is not more than the {free} parameters to estimate{(reasons.Length > 0 ? $" (not run: {reasons})" : "")}"));
        }
    }

    /// <summary>The rows as observations of a fit.</summary>
    private sealed class Fitted(ArmPredictor predictor, Observation[] observations, ImmutableArray<string> names) : IPredictor
    {
        public ImmutableArray<double[]> Predict(ImmutableArray<ParameterRow> rows, CancellationToken cancellation)
        {
            ImmutableArray<double[]> values = predictor.Values(observations, SubjectTable.Of(names, [.. rows.Select(row => row.Values)]), cancellation);
            return [.. rows.Select((_, set) => values.Select(one => one[set]).ToArray())];
        }
    }
}
