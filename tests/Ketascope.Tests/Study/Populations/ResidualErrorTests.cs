using System.Collections.Immutable;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;
using Ketascope.Tests.Study.Results;
using MathNet.Numerics.Statistics;

namespace Ketascope.Tests.Study.Populations;

/// <summary>What is measured beside what is true.</summary>
public sealed class ResidualErrorTests
{
    private const int Count = 20_000;

    private const string Text = """
        model measured
          species A in c, B in c; c = 1; A = 0; B = 20; J: A -> ; 0.1*A
          C := A; sigma_proportional_C = 0.2; sigma_additive_C = 3
          D := B; sigma_log_D = 0.4
          alias := C; total := C + D; other := 2*A
        end
        """;

    [Fact]
    public void ProportionalAndAdditiveErrorsAddTheirVariances()
    {
        PopulationChunk chunk = Run(Text, "C");
        Assert.Equal(100, chunk.Outcome.Trajectories[0, 0, 0]);
        double[] measured = At(chunk.Observed, 0, 0), later = At(chunk.Observed, 0, 1);
        Assert.Equal(100, measured.Average(), 4 * 20.2 / Math.Sqrt(Count));
        Assert.Equal(Math.Sqrt((20 * 20) + (3 * 3)), Statistics.StandardDeviation(measured), 4 * 20.2 / Math.Sqrt(2 * Count));
        double expected = 100 * Math.Exp(-0.2);
        Assert.Equal(Math.Sqrt((0.04 * expected * expected) + 9), Statistics.StandardDeviation(later), 4 * 17 / Math.Sqrt(2 * Count));
        Assert.Equal(0, measured.Zip(later, (a, b) => (a - measured.Average()) * (b - later.Average())).Average() / 20.2 / 16.6, 4 / Math.Sqrt(Count));
    }

    [Fact]
    public void ALogarithmicErrorIsNormalOnTheLogScale()
    {
        double[] logs = [.. At(Run(Text, "D").Observed, 0, 0).Select(value => Math.Log(value / 20))];
        Assert.Equal(0, logs.Average(), 4 * 0.4 / Math.Sqrt(Count));
        Assert.Equal(0.4, Statistics.StandardDeviation(logs), 4 * 0.4 / Math.Sqrt(2 * Count));
    }

    [Fact]
    public void AnotherNameHasTheSameError_AndASumTheSumOfWhatIsMeasured()
    {
        PopulationChunk chunk = Run(Text, "alias", "D", "total", "other");
        double[] alias = At(chunk.Observed, 0, 0), second = At(chunk.Observed, 1, 0), total = At(chunk.Observed, 2, 0);
        Assert.Equal(At(Run(Text, "C").Observed, 0, 0), alias);
        Assert.All(Enumerable.Range(0, Count), i => Assert.Equal(alias[i] + second[i], total[i], 1e-9));
        Assert.All(At(chunk.Observed, 3, 0), value => Assert.Equal(200, value, 1e-9));
        Assert.Equal(["other"], Simulation(Text, Settings, [0, 2], "alias", "D", "total", "other").ResidualError!.Without);
    }

    [Theory]
    [InlineData(1, 64)]
    [InlineData(2, 8)]
    public void ItDependsOnSeedSubjectOutputAndTimeAlone(int threads, int chunk)
    {
        PopulationSettings settings = Settings with { Subjects = 100 };
        RunRequest request = Request(Text, [0, 1, 2], "D", "C");
        PopulationSimulation parts = PopulationSimulation.Prepare(request with { Threads = threads }, settings with { ChunkSize = chunk });
        double[] values = [.. parts.Chunks(chunk => chunk, null, TestContext.Current.CancellationToken).SelectMany(one => At(one.Observed, 1, 2))];
        Assert.Equal(At(PopulationSimulation.Run(request, settings, null, TestContext.Current.CancellationToken).Observed, 1, 2), values);

        // With other times the solver's own rounding differs.
        double[] alone = At(PopulationSimulation.Run(Request(Text, [0, 2], "C"), settings, null, TestContext.Current.CancellationToken).Observed, 0, 1);
        Assert.All(alone.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.NotEqual(values, At(PopulationSimulation.Run(Request(Text, [0, 2], "C"), settings with { Seed = 8 }, null, TestContext.Current.CancellationToken).Observed, 0, 1));
    }

    [Fact]
    public void WithoutTheOptionNothingIsAdded()
    {
        PopulationChunk chunk = PopulationSimulation.Run(Request(Text, [0, 2], "C"), Settings with { ResidualError = false, Subjects = 3 }, null, TestContext.Current.CancellationToken);
        Assert.Same(chunk.Outcome.Trajectories, chunk.Observed);
    }

    [Fact]
    public void ADeviationGivenBesidesTheTextCounts()
    {
        RunRequest request = Request(Text, [0, 2], "C") with { Overrides = ImmutableSortedDictionary<string, double>.Empty.Add("sigma_proportional_C", 0).Add("sigma_additive_C", 0) };
        Assert.All(At(PopulationSimulation.Run(request, Settings with { Subjects = 9 }, null, TestContext.Current.CancellationToken).Observed, 0, 0), value => Assert.Equal(100, value));
    }

    [Theory]
    [InlineData("other", "sigma_log_D = 0.4", "gives no residual error of other: no parameter such as sigma_proportional_other")]
    [InlineData("D", "sigma_log_D = -1", "'sigma_log_D' is a standard deviation and must be 0 or more; it is -1")]
    public void WhatCannotBe_IsSaid(string output, string error, string expected) => Assert.Contains(
        expected,
        Assert.Throws<UserErrorException>(() => Simulation(Text.Replace("sigma_log_D = 0.4", error, StringComparison.Ordinal), Settings, [0, 2], output)).Message,
        StringComparison.Ordinal);

    private static PopulationSettings Settings { get; } = new() { Subjects = Count, Seed = 7, ResidualError = true };

    private static PopulationChunk Run(string text, params string[] show) => PopulationSimulation.Run(Request(text, [0, 2], show), Settings, null, TestContext.Current.CancellationToken);

    private static PopulationSimulation Simulation(string text, PopulationSettings settings, ImmutableArray<double> times, params string[] show) =>
        PopulationSimulation.Prepare(Request(text, times, show), settings);

    private static RunRequest Request(string text, ImmutableArray<double> times, params string[] show)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["m.ant"], text);
        return new RunRequest { Model = ModelLoading.Load(folder["m.ant"]), Times = times, Show = [.. show], Doses = [new DoseRecord { Time = 0, Compartment = "A", Amount = 100 }] };
    }

    private static double[] At(Trajectories values, int output, int time) => [.. Enumerable.Range(0, values.SubjectCount).Select(subject => values[subject, output, time])];
}
