using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Fitting;

/// <summary>Refuses what contradicts itself.</summary>
internal static class FitCheck
{
    /// <summary>Checks problems and settings.</summary>
    /// <exception cref="UserErrorException">They contradict one another.</exception>
    public static void Require(ImmutableArray<FitProblem> problems, FitSettings settings)
    {
        if (settings.Starts < 1)
        {
            throw new UserErrorException("the number of starts must be above 0");
        }

        foreach (FitParameter parameter in problems.SelectMany(problem => problem.Parameters))
        {
            Require(parameter);
        }

        FitProblem first = problems[0];
        string[] free = [.. first.Parameters.Where(parameter => !parameter.IsFixed).Select(parameter => parameter.Name)];
        if (free.Length == 0)
        {
            throw new UserErrorException("no parameter is left to estimate");
        }

        if (settings.Profile.FirstOrDefault(name => !free.Contains(name)) is { } unknown)
        {
            throw new UserErrorException($"'{unknown}' is not estimated, so its likelihood cannot be profiled{NearestName.Suggest(unknown, free)}");
        }

        if (settings.Method == FitMethod.OrdinaryLeastSquares && first.Errors.Contains(ErrorModel.Proportional))
        {
            throw new UserErrorException("ordinary least squares weigh all observations alike, so the error is additive or log; for a proportional one use --method wls or ml");
        }

        if (settings.Method != FitMethod.MaximumLikelihood)
        {
            RequireLeastSquares(first);
        }

        foreach (FitProblem problem in problems)
        {
            RequireErrors(problem);
            if (problem.Observations.Any(observation => problem.Errors[observation.Output] is ErrorModel.Log or ErrorModel.KnownLog && !(observation.Value > 0)))
            {
                throw new UserErrorException("an observation is not above 0, which has no logarithm; use another error model");
            }

            if (settings.Method != FitMethod.MaximumLikelihood && problem.Observations.Any(observation => observation.Range is not null))
            {
                throw new UserErrorException(
                    "values beyond a limit of quantification count by their probability, which only maximum likelihood knows (--method ml); for " +
                        "least squares leave them out with MDV 1");
            }
        }
    }

    private static void Require(FitParameter parameter)
    {
        if (parameter.Lower >= parameter.Upper)
        {
            throw new UserErrorException(FormattableString.Invariant($"the bounds of '{parameter.Name}' are not in order: {parameter.Lower}..{parameter.Upper}; the lower one comes first"));
        }

        if (!double.IsFinite(parameter.Start))
        {
            throw new UserErrorException($"'{parameter.Name}' has no start value");
        }

        if (!parameter.IsFixed && (parameter.Start <= parameter.Lower || parameter.Start >= parameter.Upper))
        {
            throw new UserErrorException(FormattableString.Invariant(
                $"the start value {parameter.Start} of '{parameter.Name}' is not inside its bounds {parameter.Lower ?? double.NegativeInfinity}..{parameter.Upper ?? double.PositiveInfinity}"));
        }

        bool right = parameter.Prior switch
        {
            NormalPrior prior => double.IsFinite(prior.Mean) && prior.StandardDeviation > 0,
            LogNormalPrior prior => prior.Median > 0 && prior.LogStandardDeviation > 0,
            _ => true,
        };
        if (!right)
        {
            throw new UserErrorException($"the prior of '{parameter.Name}' needs a spread above 0, and a lognormal one a median above 0");
        }

        if (parameter is { Prior: not null, IsFixed: true })
        {
            throw new UserErrorException($"'{parameter.Name}' is held, so a prior of it would do nothing; leave one of them out");
        }

        if (parameter.Prior is LogNormalPrior && (parameter.Start <= 0 || parameter.Lower < 0))
        {
            throw new UserErrorException($"'{parameter.Name}' has a lognormal prior, so its start value must be above 0 and its lower bound not below");
        }
    }

    private static void RequireErrors(FitProblem problem)
    {
        for (int output = 0; output < problem.ErrorParameters.Length; output++)
        {
            (FitParameter? Parameter, bool IsPart)[] parts = [.. ((int[])[problem.ErrorParameters[output].Additive, problem.ErrorParameters[output].Proportional])
                .Select((index, part) => (index >= 0 ? problem.Parameters[index] : null, part == 0 ? problem.Errors[output].HasAdditive() : problem.Errors[output].HasProportional()))];
            bool none = parts.All(part => !part.IsPart || part.Parameter is { IsFixed: true, Start: 0 });
            if (parts.FirstOrDefault(part => part.Parameter is { } held && (held.Start < 0 || (none && held.IsFixed))).Parameter is { } wrong)
            {
                throw new UserErrorException(
                    FormattableString.Invariant($"'{wrong.Name}' is a standard deviation of the residual error, so it must be above 0; it is {wrong.Start}"));
            }
        }
    }

    private static void RequireLeastSquares(FitProblem problem)
    {
        if (problem.Errors.Any(error => error is ErrorModel.Combined or ErrorModel.KnownAdditive or ErrorModel.KnownLog))
        {
            throw new UserErrorException("a combined or known error needs maximum likelihood (--method ml): least squares know weights up to one factor only");
        }

        if (problem.Parameters.Any(parameter => parameter.Prior is not null))
        {
            throw new UserErrorException("priors need maximum likelihood (--method ml): least squares do not know how much an observation weighs against a prior");
        }
    }
}
