using System.Collections.Immutable;
using Ketascope.Study.Requests;
using MathNet.Numerics.LinearAlgebra;

namespace Ketascope.Study.Fitting;

/// <summary>
/// Estimates parameters from observations, wherever predictions come from. All searches go on side by side, so that a predictor can solve the differences of all
/// parameters, starts and problems in one batch.
/// </summary>
public sealed class Fitter
{
    private const int MostReweightings = 50;
    private const double SameValue = 1e-6;

    private readonly ImmutableArray<FitProblem> _problems;
    private readonly IPredictor _predictor;
    private readonly FitSettings _settings;
    private readonly CancellationToken _cancellation;
    private readonly LaneMinimizer _minimizer;

    private Fitter(ImmutableArray<FitProblem> problems, IPredictor predictor, FitSettings settings, CancellationToken cancellation)
    {
        (_problems, _predictor, _settings, _cancellation) = (problems, predictor, settings, cancellation);
        _minimizer = new LaneMinimizer(predictor, settings, cancellation);
    }

    private bool IsLikelihood => _settings.Method == FitMethod.MaximumLikelihood;

    /// <summary>Fits.</summary>
    /// <param name="problems">Problems that are independent of one another: one for all subjects together, or one for each.</param>
    /// <param name="predictor">Predicts the observations of each problem.</param>
    /// <param name="settings">How.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>For each problem its result.</returns>
    /// <exception cref="UserErrorException">Bounds, priors, observations or settings contradict one another.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ImmutableArray<FitResult> Fit(ImmutableArray<FitProblem> problems, IPredictor predictor, FitSettings settings, CancellationToken cancellation = default)
    {
        FitCheck.Require(problems, settings);
        return new Fitter(problems, predictor, settings, cancellation).Run();
    }

    private ImmutableArray<FitResult> Run()
    {
        Search[][] searches = Searches();
        Search[] best = [.. searches.Select(Best)];
        FitInformation[] information = Describe(best);
        ImmutableArray<LikelihoodProfile>[] profiles = new Profiler(_minimizer, _settings).Run(best, information);
        return [.. best.Select((search, i) => FitSummary.Of(search, searches[i], information[i], _settings) with { Profiles = profiles[i] })];
    }

    // The first of those that are as good as the best: which of them is better by rounding may change from machine to machine.
    private static Search Best(Search[] own)
    {
        double least = own.Min(search => search.Value);
        return own.FirstOrDefault(search => search.State == SearchState.Converged && search.Value - least < SameValue) ?? own.First(search => search.Value == least);
    }

    /// <summary>All starts of all problems, brought to their minima.</summary>
    private Search[][] Searches()
    {
        Search[] first = [.. _problems.SelectMany(problem => FitStarts.Of(problem, _settings).Select(values => FirstSearch(problem, values)))];
        _minimizer.Run(first, FitStage.FirstWeights);
        Search[] last = IsLikelihood ? WithDeviations(first) : Reweighted(first);
        return [.. _problems.Select((_, i) => last[(i * _settings.Starts)..((i + 1) * _settings.Starts)])];
    }

    // Maximum likelihood begins where weighted least squares with weights from the observations end: far from the optimum a large standard deviation excuses any prediction.
    private Search FirstSearch(FitProblem problem, ImmutableArray<FitParameter> parameters)
    {
        FitProblem started = problem with { Parameters = parameters };
        SearchSpace space = new(started, _settings, estimatesErrors: false);
        bool known = problem.Errors.Any(error => error is ErrorModel.KnownAdditive or ErrorModel.KnownLog);
        return new Search(space, space.Start(), known ? null : LeastSquaresWeights.First(space), _settings);
    }

    private Search[] WithDeviations(Search[] first)
    {
        Search[] second = [.. first.Select(search => search.Variances is null || search.State == SearchState.Impossible ? search : WithDeviations(search))];
        Search[] added = [.. second.Except(first)];
        if (added.Length > 0)
        {
            _minimizer.Run(added, FitStage.Likelihood);
        }

        return second;
    }

    private Search WithDeviations(Search search)
    {
        SearchSpace space = new(search.Space.Problem, _settings, estimatesErrors: true);
        double[] place = [.. search.Place, .. new double[space.Size - search.Place.Length]];
        for (int output = 0; output < space.Problem.Errors.Length; output++)
        {
            (ErrorPart? a, ErrorPart? b) = space.PartsOf(output);
            double share = a is { IsHeld: false } && b is { IsHeld: false } ? Math.Sqrt(0.5) : 1;
            ErrorModel error = space.Problem.Errors[output];
            SetDeviation(space, place, a, share * RootMeanSquare(search, output, error is ErrorModel.Log, relative: false));
            SetDeviation(space, place, b, share * RootMeanSquare(search, output, log: false, relative: true));
        }

        return new Search(space, place, null, _settings);
    }

    private static void SetDeviation(SearchSpace space, double[] place, ErrorPart? part, double deviation)
    {
        // Outside of bounds that were given a standard deviation has no place; it then starts where it was told to.
        if (part is { IsHeld: false, Component: var component } && space[component].ToPlace(Math.Max(deviation, 1e-300)) is var start && double.IsFinite(start))
        {
            place[component] = start;
        }
    }

    private static double RootMeanSquare(Search search, int output, bool log, bool relative)
    {
        double[] squares = [.. search.Space.Problem.Observations.Select((observation, i) => (observation, Prediction: search.Predictions[i]))
            .Where(pair => pair.observation.Output == output && pair.observation.Range is null)
            .Select(pair => log ? Math.Log(pair.observation.Value / pair.Prediction) : (pair.observation.Value - pair.Prediction) / (relative ? pair.Prediction : 1))
            .Where(double.IsFinite).Select(residual => residual * residual)];
        return squares.Length == 0 ? 1 : Math.Sqrt(squares.Average());
    }

    private Search[] Reweighted(Search[] searches)
    {
        bool follows = _settings.Method == FitMethod.WeightedLeastSquares;
        HashSet<int> open = [.. Enumerable.Range(0, searches.Length).Where(i => follows && searches[i].State != SearchState.Impossible)];
        for (int round = 0; round < MostReweightings && open.Count > 0; round++)
        {
            int[] now = [.. open];
            Search[] next = [.. now.Select(i => new Search(searches[i].Space, [.. searches[i].Place], LeastSquaresWeights.Following(searches[i].Space.Problem, searches[i].Predictions), _settings))];
            _minimizer.Run(next, FitStage.Reweighting);
            for (int k = 0; k < now.Length; k++)
            {
                bool agrees = next[k].Place.Zip(searches[now[k]].Place, (after, before) => Math.Abs(after - before) <= 1e-7 * Math.Max(1, Math.Abs(before))).All(same => same);
                searches[now[k]] = next[k];
                if (agrees || next[k].State == SearchState.Impossible)
                {
                    open.Remove(now[k]);
                }
            }
        }

        return searches;
    }

    private FitInformation[] Describe(Search[] best)
    {
        FitInformation[] all = [.. best.Select(search => FitInformation.Expected(search, _settings))];
        int[] clear = [.. Enumerable.Range(0, best.Length).Where(i => IsLikelihood && all[i].CanBeObserved)];
        Matrix<double>?[] observed = ObservedInformation.Of([.. clear.Select(i => best[i])], [.. clear.Select(i => all[i].Components)], _predictor, _cancellation);
        for (int k = 0; k < clear.Length; k++)
        {
            if (observed[k] is { } second)
            {
                all[clear[k]] = all[clear[k]] with { Information = Information.Of(second, all[clear[k]].Components) };
            }
        }

        return all;
    }
}
