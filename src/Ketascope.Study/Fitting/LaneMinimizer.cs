using System.Collections.Immutable;

namespace Ketascope.Study.Fitting;

/// <summary>
/// Runs many searches side by side: in each round the differences of all of them, then their candidate steps, are predicted in one call. (MathNet's minimizers ask for one
/// place at a time and do not know variances that depend on predictions.)
/// </summary>
internal sealed class LaneMinimizer(IPredictor predictor, FitSettings settings, CancellationToken cancellation)
{
    private int _rounds;

    /// <summary>Brings all searches to their end.</summary>
    /// <param name="searches">The searches.</param>
    /// <param name="stage">What they are for.</param>
    public void Run(IReadOnlyList<Search> searches, FitStage stage)
    {
        ImmutableArray<double[]> first = predictor.Predict([.. searches.Select(search => search.Space.Row(search.Place))], cancellation);
        for (int i = 0; i < searches.Count; i++)
        {
            searches[i].Begin(first[i]);
        }

        List<Search> running = [.. searches.Where(search => search.State == SearchState.Running)];
        HashSet<Search> moved = [.. running];
        while (running.Count > 0)
        {
            Differentiate([.. running.Where(moved.Contains)]);
            running.RemoveAll(search => search.State != SearchState.Running);
            moved = Step(running);
            running.RemoveAll(search => search.State != SearchState.Running);
            _rounds++;
            settings.Progress?.Report(Progress(searches, running.Count, stage));
        }
    }

    private FitProgress Progress(IReadOnlyList<Search> searches, int running, FitStage stage)
    {
        if (stage == FitStage.Profiles)
        {
            return new FitProgress(stage, _rounds, running, searches.Count, double.NaN, []);
        }

        Search[] best = [.. searches.Where(search => double.IsFinite(search.Value)).GroupBy(search => search.Space.Problem.Unit).Select(own => own.MinBy(search => search.Value)!)];
        return new FitProgress(stage, _rounds, running, searches.Count, best.Length == 0 ? double.NaN : best.Sum(search => search.Value), best.Length == 1 ? Estimates(best[0]) : []);
    }

    private static ImmutableArray<(string Name, double Value)> Estimates(Search search)
    {
        double[] values = search.Space.Row(search.Place).Values;
        return [.. search.Space.Free.Select(i => (search.Space.Problem.Parameters[i].Name, values[i]))];
    }

    /// <summary>The derivatives of the predictions by the places of the free parameters, by central differences.</summary>
    /// <param name="places">Spaces and places in them.</param>
    /// <returns>For each place, for each free parameter, the derivatives of all predictions.</returns>
    private double[][][] Slopes(IReadOnlyList<(SearchSpace Space, double[] Place)> places)
    {
        double step = Math.Cbrt(settings.Precision);
        ImmutableArray<ParameterRow>.Builder rows = ImmutableArray.CreateBuilder<ParameterRow>();
        List<double> steps = [];
        foreach ((SearchSpace space, double[] place) in places)
        {
            for (int j = 0; j < space.Free.Length; j++)
            {
                // On the parameter's own scale a step is in proportion to the value.
                double own = step * (double.IsInfinity(space[j].LongestMove) ? Math.Max(Math.Abs(place[j]), 1e-3) : 1);
                rows.Add(space.Row(Moved(place, j, own)));
                rows.Add(space.Row(Moved(place, j, -own)));
                steps.Add(own);
            }
        }

        ImmutableArray<double[]> predictions = rows.Count == 0 ? [] : predictor.Predict(rows.ToImmutable(), cancellation);
        double[][][] slopes = new double[places.Count][][];
        int row = 0;
        for (int i = 0; i < places.Count; i++)
        {
            slopes[i] = new double[places[i].Space.Free.Length][];
            for (int j = 0; j < slopes[i].Length; j++, row++)
            {
                double width = 2 * steps[row];
                slopes[i][j] = [.. predictions[2 * row].Zip(predictions[(2 * row) + 1], (above, below) => (above - below) / width)];
            }
        }

        return slopes;
    }

    private static double[] Moved(double[] place, int component, double step)
    {
        double[] moved = [.. place];
        moved[component] += step;
        return moved;
    }

    private void Differentiate(Search[] searches)
    {
        double[][][] slopes = Slopes([.. searches.Select(search => (search.Space, search.Place))]);
        for (int i = 0; i < searches.Length; i++)
        {
            searches[i].Differentiate(slopes[i]);
        }
    }

    private HashSet<Search> Step(List<Search> running)
    {
        if (running.Count == 0)
        {
            return [];
        }

        double[][][] candidates = [.. running.Select(search => search.Candidates())];
        ImmutableArray<double[]> predictions = predictor.Predict([.. running.SelectMany((search, i) => candidates[i].Select(search.Space.Row))], cancellation);
        HashSet<Search> moved = [];
        int row = 0;
        for (int i = 0; i < running.Count; i++)
        {
            double[][] own = [.. Enumerable.Range(row, candidates[i].Length).Select(k => predictions[k])];
            row += own.Length;
            if (running[i].Choose(candidates[i], own))
            {
                moved.Add(running[i]);
            }
        }

        return moved;
    }
}
