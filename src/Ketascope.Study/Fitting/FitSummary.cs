using System.Collections.Immutable;

namespace Ketascope.Study.Fitting;

/// <summary>Turns the searches of a problem into its result.</summary>
internal static class FitSummary
{
    /// <summary>The result of a problem.</summary>
    /// <param name="best">The best search.</param>
    /// <param name="all">All searches.</param>
    /// <param name="information">What is known of the precision.</param>
    /// <param name="settings">How the fit was done.</param>
    public static FitResult Of(Search best, Search[] all, FitInformation information, FitSettings settings)
    {
        SearchSpace space = best.Space;
        FitProblem problem = space.Problem;
        HashSet<int> undetermined = [.. information.Information?.Undetermined.SelectMany(group => group) ?? []];
        bool seen = !problem.Observations.IsEmpty, made = best.State != SearchState.Impossible && seen;
        bool converged = best.State == SearchState.Converged
            && (Measured(problem).Any() ? best.Predictions.Any(prediction => prediction != 0) : space.IsHeldByPriors);
        double penalty = Objective.Penalty(space, best.Place);
        FitEstimate[] components = [.. Enumerable.Range(0, space.Size).Select(j => Estimate(best, j, information, undetermined.Contains(j)))];
        (ImmutableArray<FitEstimate> deviations, double[] standardDeviations) = Deviations(best, components, information);
        int[] correlated = [.. Enumerable.Range(0, space.Size)];
        FitResult result = new()
        {
            Problem = problem,
            Converged = converged,
            Estimates = [.. problem.Parameters.Select((parameter, i) => Array.IndexOf(space.Free, i) is >= 0 and var j ? components[j] : Fixed(parameter))],
            Deviations = seen ? deviations : [.. deviations.Select(estimate => estimate with { Value = double.NaN, Kind = EstimateKind.NotIdentifiable })],
            CorrelationNames = [.. space.Names],
            Correlation = [.. correlated.Select(j => correlated.Select(k => information.Information?.Correlation(j, k) ?? double.NaN).ToImmutableArray())],
            Condition = information.Information?.Condition ?? double.NaN,
            MinusTwoLogLikelihood = made ? best.Value - penalty : double.NaN,
            Penalty = made ? penalty : double.NaN,
            SumOfSquares = made ? Measured(problem).Sum(i => Math.Pow(Moments.At(space, best.Place, i, best.Predictions[i], null).Residual, 2)) : double.NaN,
            Estimated = space.Free.Length + (space.EstimatesErrors ? space.Size - space.Free.Length : deviations.Length),
            Predictions = [.. best.Predictions],
            WeightedResiduals =
            [
                .. best.Predictions.Select((prediction, i) => problem.Observations[i].Range is not null ? double.NaN
                    : Moments.At(space, best.Place, i, prediction, null).Residual / standardDeviations[i]),
            ],
            Starts =
            [
                .. all.Select(search =>
                    new FitStart([.. search.Space.Values(search.Place)], seen ? search.Value : double.NaN, search.State == SearchState.Converged,
                    search.Iterations)),
            ],
            Warnings = [],
        };
        return result with { Warnings = [.. FitWarnings.Of(result, best, all, information, settings)] };
    }

    private static IEnumerable<int> Measured(FitProblem problem) =>
        Enumerable.Range(0, problem.Observations.Length).Where(i => problem.Observations[i].Range is null);

    private static FitEstimate Fixed(FitParameter parameter) => new(parameter.Name, parameter.Start, double.NaN, double.NaN, double.NaN, EstimateKind.Fixed);

    private static FitEstimate Estimate(Search search, int component, FitInformation information, bool undetermined)
    {
        ParameterScale scale = search.Space[component];
        double place = search.Place[component], error = information.StandardError(component), reach = information.Quantile * error;
        EstimateKind kind = undetermined ? EstimateKind.NotIdentifiable : information.Components.Contains(component) ? EstimateKind.Estimated : EstimateKind.AtBound;
        double[] ends = [.. new[] { place - reach, place + reach }.Select(end => scale.ToValue(end)).Order()];
        return new FitEstimate(search.Space.Names[component], scale.ToValue(place), error * scale.Slope(place), ends[0], ends[1], kind);
    }

    /// <summary>The standard deviations of the error models, and that of each observation.</summary>
    private static (ImmutableArray<FitEstimate> Estimates, double[] Each) Deviations(Search best, FitEstimate[] components, FitInformation information)
    {
        SearchSpace space = best.Space;
        FitProblem problem = space.Problem;
        if (best.Variances is not { } variances)
        {
            double[] own = [.. best.Predictions.Select((prediction, i) => Math.Sqrt(Moments.At(space, best.Place, i, prediction, null).Variance))];
            return ([.. components.Skip(space.Free.Length)], own);
        }

        // Least squares: the variances hold up to a factor, one for each output, which the residuals give.
        ImmutableArray<FitEstimate>.Builder estimates = ImmutableArray.CreateBuilder<FitEstimate>();
        double[] each = new double[best.Predictions.Length];
        for (int output = 0; output < problem.Errors.Length; output++)
        {
            int[] members = [.. Enumerable.Range(0, each.Length).Where(i => problem.Observations[i].Output == output)];
            double squares = members.Sum(i => Math.Pow(Moments.At(space, best.Place, i, best.Predictions[i], variances).Residual, 2) / variances[i]);
            double factor = Math.Sqrt(squares / Math.Max(1, members.Length) * information.Inflation);
            bool relative = problem.Errors[output] is ErrorModel.Proportional;
            double level = members.Length == 0 ? 1 : members.Average(i => Math.Sqrt(variances[i]) / (problem.Observations[i].Spread * (relative ? Math.Abs(best.Predictions[i]) : 1)));
            foreach (int i in members)
            {
                each[i] = factor * Math.Sqrt(variances[i]);
            }

            string name = (relative ? "b" : "a") + (problem.Errors.Length > 1 ? (output + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : "");
            estimates.Add(new FitEstimate(name, factor * level, double.NaN, double.NaN, double.NaN, EstimateKind.Estimated));
        }

        return (estimates.ToImmutable(), each);
    }
}
