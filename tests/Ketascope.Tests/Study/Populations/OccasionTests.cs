using System.Collections.Immutable;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;
using Ketascope.Tests.Study.Results;
using MathNet.Numerics.Statistics;

namespace Ketascope.Tests.Study.Populations;

/// <summary>Differences between occasions of one subject.</summary>
public sealed class OccasionTests
{
    private const int Count = 20_000;

    private const string Text = """
        model occasions
          species A in c, B in c; c = 1; A = 0; B = 1; F_A = 0.5*exp(eta_F + kappa_F)
          rate = 0.1*exp(kappa_rate); J: B -> ; rate*B; now := rate
          eta_F = 0; eta_F.distribution = normal(0, 0.3)
          kappa_F = 0; kappa_F.distribution = normal(0, 0.2)
          kappa_rate = 0; kappa_rate.distribution = normal(0, 0.4)
        end
        """;

    /// <summary>Nothing leaves A, so that what a dose adds tells its fraction. Between occasions the variance is that of kappa, and the covariance that of eta.</summary>
    [Fact]
    public void FractionsOfDosesHaveTheVariancesOfTheText()
    {
        Trajectories values = Run(Settings, "A");
        double[][] logs = [.. Enumerable.Range(0, 3).Select(dose => Enumerable.Range(0, Count)
            .Select(subject => Math.Log((values[subject, 0, dose + 1] - values[subject, 0, dose]) / 50)).ToArray())];
        Assert.All(logs, log => Assert.Equal(0.09 + 0.04, Statistics.Covariance(log, log), 4 * 0.13 * Math.Sqrt(2.0 / Count)));
        Assert.Equal(0.09, Statistics.Covariance(logs[0], logs[1]), 4 * 0.16 / Math.Sqrt(Count));
        Assert.Equal(0.09, Statistics.Covariance(logs[0], logs[2]), 4 * 0.16 / Math.Sqrt(Count));
    }

    [Fact]
    public void OnOneOccasion_AllDosesHaveOneFraction()
    {
        Trajectories values = Run(Settings with { Occasions = [] }, "A");
        Assert.All(Enumerable.Range(0, 50), subject => Assert.Equal(2 * values[subject, 0, 1], values[subject, 0, 2], 1e-9));
    }

    /// <summary>B falls at a rate of its own on each occasion: the exact exponential, subject by subject.</summary>
    [Fact]
    public void ParametersChangeWhenAnOccasionBegins()
    {
        RunRequest request = Request("B", "now") with { StartTime = 0, Times = [0, 12, 24, 30, 48, 60] };
        Trajectories values = PopulationSimulation.Run(request, Settings with { Subjects = 100 }, null, TestContext.Current.CancellationToken).Outcome.Trajectories;
        for (int subject = 0; subject < 100; subject++)
        {
            double[] rates = [values[subject, 1, 1], values[subject, 1, 3], values[subject, 1, 5]];
            Assert.Equal(3, rates.Distinct().Count());
            Assert.Equal(Math.Exp(-12 * rates[0]), values[subject, 0, 1], 1e-6);
            Assert.Equal(Math.Exp(-(24 * rates[0]) - (6 * rates[1])), values[subject, 0, 3], 1e-6);
            Assert.Equal(Math.Exp(-(24 * (rates[0] + rates[1])) - (12 * rates[2])), values[subject, 0, 5], 1e-6);
        }
    }

    [Fact]
    public void RepeatsOfOneRecord_FallOnTheirOwnOccasions()
    {
        RunRequest request = Request("A") with { Doses = [new DoseRecord { Time = 0, Compartment = "A", Amount = 100, Interval = 24, AdditionalDoses = 2 }] };
        PopulationSettings few = Settings with { Subjects = 20 };
        Trajectories repeated = PopulationSimulation.Run(request, few, null, TestContext.Current.CancellationToken).Outcome.Trajectories;
        Trajectories single = PopulationSimulation.Run(Request("A"), few, null, TestContext.Current.CancellationToken).Outcome.Trajectories;
        Assert.All(Enumerable.Range(0, 20), subject => Assert.Equal(single.Course(subject, 0), repeated.Course(subject, 0)));
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 40)]
    public void ThreadsAndChunksDoNotMatter(int threads, int chunk)
    {
        PopulationSettings settings = Settings with { Subjects = 99 };
        Trajectories whole = PopulationSimulation.Run(Request("A"), settings, null, TestContext.Current.CancellationToken).Outcome.Trajectories;
        double[][] parts = [.. PopulationSimulation.Prepare(Request("A") with { Threads = threads }, settings with { ChunkSize = chunk }).Chunks(one => one, null, TestContext.Current.CancellationToken)
            .SelectMany(one => Enumerable.Range(0, one.Outcome.Trajectories.SubjectCount).Select(subject => one.Outcome.Trajectories.Course(subject, 0)))];
        Assert.Equal(Enumerable.Range(0, 99).Select(subject => whole.Course(subject, 0)), parts);
    }

    [Theory]
    [InlineData(24, 12, "starts at 12, which is not after 24")]
    [InlineData(-1, 12, "starts at -1, which is not after -1")]
    public void OccasionsMustFollowEachOther(double first, double second, string expected) => Assert.Contains(
        expected, Assert.Throws<UserErrorException>(() => PopulationSimulation.Prepare(Request("A"), Settings with { Occasions = [first, second] })).Message, StringComparison.Ordinal);

    [Fact]
    public void AModelWithoutThemSaysSo()
    {
        RunRequest request = Request("A") with { Overrides = ImmutableSortedDictionary<string, double>.Empty.Add("kappa_F", 0).Add("kappa_rate", 0) };
        Assert.Contains("no parameter kappa_X", Assert.Throws<UserErrorException>(() => PopulationSimulation.Prepare(request, Settings)).Message, StringComparison.Ordinal);
    }

    private static PopulationSettings Settings { get; } = new() { Subjects = Count, Seed = 7, Occasions = [24, 48] };

    private static Trajectories Run(PopulationSettings settings, params string[] show) =>
        PopulationSimulation.Run(Request(show), settings, null, TestContext.Current.CancellationToken).Outcome.Trajectories;

    /// <summary>Three boluses a day apart; values before the first and after each.</summary>
    private static RunRequest Request(params string[] show)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["m.ant"], Text);
        return new RunRequest
        {
            Model = ModelLoading.Load(folder["m.ant"]),
            StartTime = -1,
            Times = [-0.5, 12, 36, 60],
            Show = [.. show],
            Doses = [.. ((double[])[0, 24, 48]).Select(time => new DoseRecord { Time = time, Compartment = "A", Amount = 100 })],
        };
    }
}
