using Ketascope.Cli.Terminal;
using Ketascope.Study.Fitting;

namespace Ketascope.Tests.Study.Fitting;

/// <summary>What a fit tells while it goes on, and what it leaves when it is interrupted.</summary>
public sealed class FitProgressTests
{
    private static readonly double[] Times = [0, 1, 2, 3, 4, 5, 6, 7];
    private static readonly double[] Decay = [98.3, 61.4, 36.9, 21.0, 13.9, 8.4, 4.7, 3.1];
    private static readonly FormulaPredictor Exponential = new((p, t) => p[0] * Math.Exp(-p[1] * t), Times);

    [Fact]
    public void EveryRoundIsTold_AndTheLastOfTheLikelihoodIsTheResult()
    {
        Told told = new();
        FitResult fit = Fit(told, ["k"], TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, told.All.Count), told.All.Select(one => one.Iterations));
        Assert.Equal([FitStage.FirstWeights, FitStage.Likelihood, FitStage.Profiles], told.All.Select(one => one.Stage).Distinct());
        FitProgress last = told.All.Last(one => one.Stage == FitStage.Likelihood);
        Assert.Equal((0, 1), (last.Running, last.Searches));
        Assert.Equal(fit.Estimates.Select(one => (one.Name, one.Value)), last.Best);
        FitProgress[] likelihood = [.. told.All.Where(one => one.Stage == FitStage.Likelihood)];
        Assert.True(likelihood.Zip(likelihood.Skip(1)).All(pair => pair.Second.Objective <= pair.First.Objective));
        Assert.All(told.All.Where(one => one.Stage == FitStage.Profiles), one => Assert.True(one.Best.IsEmpty && double.IsNaN(one.Objective)));
    }

    [Fact]
    public void TheLineTellsIterationsObjectiveAndTime()
    {
        FitProgress one = new(FitStage.Likelihood, 12, 1, 1, -123.456789, [("CL", 5.25), ("V", 41)]);
        Assert.Equal("likelihood: iteration 12, objective -123.4568, 34 s", FitProgressLine.Text(one, TimeSpan.FromSeconds(34.2)));
        Assert.Equal("iteration 1 begun, 3 s", FitProgressLine.Text(null, TimeSpan.FromSeconds(3)));
        FitProgress many = new(FitStage.Profiles, 40, 3, 8, double.NaN, []);
        Assert.Equal("profiles: iteration 40, 5 of 8 searches done, 7 s", FitProgressLine.Text(many, TimeSpan.FromSeconds(7)));
        Assert.Equal("best so far, at iteration 12 (likelihood; no minimum yet, start there with --set): CL=5.25, V=41", FitProgressLine.Interrupted(one, FitProgressLine.StartThere));
    }

    [Fact]
    public void AnInterruptedFitEndsAfterItsRound_WithWhatWasBest()
    {
        using CancellationTokenSource stop = new();
        using StringWriter error = new();
        using FitProgressLine line = new(error, FitProgressLine.StartThere);
        Told told = new() { Next = line, Then = stop.Cancel };
        Assert.Throws<OperationCanceledException>(() => Fit(told, [], stop.Token));
        line.TellBest();
        Assert.Single(told.All);
        Assert.StartsWith("best so far, at iteration 1 (first weights; ", error.ToString(), StringComparison.Ordinal);
    }

    private static FitResult Fit(Told told, string[] profile, CancellationToken cancellation)
    {
        FitProblem problem = new(0, [new FitParameter("A", 30), new FitParameter("k", 2)], [.. Decay.Select(value => new FitObservation(value))], [ErrorModel.Proportional]);
        return Fitter.Fit([problem], new Watched(Exponential), new FitSettings { Profile = [.. profile], Progress = told }, cancellation)[0];
    }

    private sealed class Told : IProgress<FitProgress>
    {
        public List<FitProgress> All { get; } = [];

        public FitProgressLine? Next { get; init; }

        public Action? Then { get; init; }

        public void Report(FitProgress value)
        {
            All.Add(value);
            Next?.Report(value);
            Then?.Invoke();
        }
    }

    /// <summary>A formula knows no cancellation; predictors that solve equations do.</summary>
    private sealed class Watched(IPredictor predictor) : IPredictor
    {
        public System.Collections.Immutable.ImmutableArray<double[]> Predict(System.Collections.Immutable.ImmutableArray<ParameterRow> rows, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return predictor.Predict(rows, cancellation);
        }
    }
}
