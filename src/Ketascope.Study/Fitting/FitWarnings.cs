using System.Globalization;
using Ketascope.Study.Results;

namespace Ketascope.Study.Fitting;

/// <summary>What a user should know before believing estimates.</summary>
internal static class FitWarnings
{
    // On the scale of -2 log likelihood: starts whose ends differ by less have found the same minimum.
    private const double SameMinimum = 0.01;
    private const double LargestCondition = 1000;

    /// <summary>The warnings, the gravest first.</summary>
    public static IEnumerable<string> Of(FitResult result, Search best, Search[] all, FitInformation information, FitSettings settings)
    {
        if (result.Problem.Observations.IsEmpty)
        {
            string[] without =
            [
                .. best.Space.Free.Select(i => result.Problem.Parameters[i]).Where(parameter => parameter.Prior is null).Select(parameter => parameter.Name),
            ];
            yield return without.Length == 0
                ? "there is no observation, so the estimates are what the priors say"
                : $"there is no observation, so nothing is estimated: {string.Join(", ", without)} {(without.Length == 1 ? "keeps its start value" : "keep their start values")}";
            yield break;
        }

        if (result.Problem.Observations.All(observation => observation.Range is not null) && !best.Space.IsHeldByPriors)
        {
            yield return "no value was measured, all lie beyond a limit, which alone holds no estimate: give all parameters priors and hold the " +
                "residual error, or leave these values out";
            yield break;
        }

        if (result.PredictsNothing)
        {
            yield return "every prediction is 0, whatever is estimated: no dose reaches what was observed";
        }

        if (best.State == SearchState.Impossible)
        {
            int bad = Array.FindIndex(best.Predictions, prediction => !double.IsFinite(prediction));
            yield return bad >= 0
                ? "the model could not be solved at any start"
                : "at every start some prediction is 0 or below where the error model needs it above (proportional and log errors do); leave such observations out, or use an additive or combined error";
            yield break;
        }

        if (best.State is SearchState.Stalled or SearchState.OutOfIterations)
        {
            yield return best.State == SearchState.Stalled
                ? "the search ended without a clear minimum: the objective no longer falls although its derivatives are not 0"
                : string.Create(CultureInfo.InvariantCulture, $"the search used up its {settings.MaxIterations} iterations");
        }

        foreach (string warning in Limits(best, information).Concat(Precision(result, best, information)).Concat(Starts(result, all, information)))
        {
            yield return warning;
        }
    }

    private static IEnumerable<string> Limits(Search best, FitInformation information)
    {
        SearchSpace space = best.Space;
        for (int j = 0; j < space.Size; j++)
        {
            if (information.Components.Contains(j))
            {
                continue;
            }

            if (space.DeviationKind(j) is { } part && (j >= space.Free.Length || best.Place[j] < space[j].Maximum))
            {
                yield return best.Place[j] <= space[j].Minimum
                    ? $"the {part} standard deviation {space.Names[j]} is as small as the precision of predictions: the data are met exactly, or this part of the error is not there"
                    : space.HasTwoParts(j) ? $"the {part} standard deviation {space.Names[j]} is too small beside the other part of the error to be told from 0"
                    : $"the {part} standard deviation {space.Names[j]} is not held by the data";
                continue;
            }

            bool low = best.Place[j] <= space[j].Minimum;
            FitParameter parameter = space.Problem.Parameters[space.Free[j]];
            double? bound = low ? parameter.Lower : parameter.Upper;
            yield return bound is { } at && double.IsFinite(at)
                ? $"{parameter.Name} is at its {(low ? "lower" : "upper")} bound {NumberText.Exact(at)}"
                : $"{parameter.Name} runs {(low ? "to 0" : "away without limit")}: the data do not hold it";
        }
    }

    private static IEnumerable<string> Precision(FitResult result, Search best, FitInformation information)
    {
        foreach (string warning in information.Information!.Undetermined.Select(group => Undetermined([.. group.Select(j => best.Space.Names[j])])).Distinct())
        {
            yield return warning;
        }

        if (double.IsFinite(result.Condition) && result.Condition > LargestCondition)
        {
            yield return $"the estimates depend on one another (condition number {NumberText.Short(result.Condition)}, above {LargestCondition}): their standard errors are doubtful";
        }

        if (double.IsNaN(information.Inflation))
        {
            yield return "there are no more observations than parameters, so least squares give no standard errors";
        }
    }

    private static string Undetermined(string[] names) => names.Length == 1
        ? $"{names[0]} is not identifiable: no prediction depends on it"
        : $"{string.Join(", ", names[..^1])} and {names[^1]} are not identifiable: one can make up for another; fix one of them, or give it a prior";

    private static IEnumerable<string> Starts(FitResult result, Search[] all, FitInformation information)
    {
        double least = result.Starts.Min(start => start.Objective);
        FitStart[] same = [.. result.Starts.Where(start => start.Objective - least < SameMinimum)];
        int impossible = all.Count(search => search.State == SearchState.Impossible);
        if (same.Length + impossible < all.Length)
        {
            double next = result.Starts.Where(start => start.Objective - least >= SameMinimum && double.IsFinite(start.Objective)).Min(start => start.Objective);
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{same.Length} of {all.Length} starts reached the best objective; the next best end is {NumberText.Short(next - least)} above it");
        }

        if (impossible > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{impossible} of {all.Length} starts could not be predicted");
        }

        string[] apart = [.. result.Estimates.Where((estimate, i) => estimate.Kind == EstimateKind.Estimated && same.Any(start => Math.Abs(start.Values[i] - estimate.Value) > 0.2 * estimate.StandardError))
            .Select(estimate => estimate.Name)];
        if (apart.Length > 0 && information.Information is { Undetermined.IsEmpty: true })
        {
            yield return $"starts reach the same objective with different values of {string.Join(", ", apart)}";
        }
    }
}
