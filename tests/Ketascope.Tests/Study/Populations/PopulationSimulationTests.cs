using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;
using Ketascope.Tests.Study.Results;
using MathNet.Numerics.Statistics;

namespace Ketascope.Tests.Study.Populations;

/// <summary>Virtual people: drawn as the text says, the same whatever else is computed.</summary>
public sealed class PopulationSimulationTests
{
    private const string Text = """
        model people
          WT = 70; CL = 5*(WT/70)^0.75*exp(eta_CL); V = 40*(WT/70)*exp(eta_V + kappa_V)
          species A in c; c = 1; A = 0; J: A -> ; CL/V*A; C := A/V
          omega2_CL = 0.09; omega2_V = 0.04; cov_CL_V = 0.03; nu2_V = 0.01
          eta_CL = 0; eta_CL.distribution = normal(0, sqrt(omega2_CL))
          eta_V = 0; eta_V.distribution = normal(0, sqrt(omega2_V))
          kappa_V = 0; kappa_V.distribution = normal(0, sqrt(nu2_V))
          share = 0.5; share.distribution = uniform(0.2, 0.8)
        end
        """;

    [Fact]
    public void Draws_HaveTheMeansSpreadsAndCorrelationOfTheText()
    {
        const int Count = 20_000;
        SubjectTable people = PopulationSimulation.Prepare(Request(), Settings(Count)).Draw(1, Count);
        double[] clearance = Column(people, "eta_CL"), volume = Column(people, "eta_V"), occasion = Column(people, "kappa_V"), share = Column(people, "share");

        // Four standard errors of each statistic.
        Assert.Equal(0, clearance.Average(), 4 * 0.3 / Math.Sqrt(Count));
        Assert.Equal(0.3, Math.Sqrt(Statistics.Covariance(clearance, clearance)), 4 * 0.3 / Math.Sqrt(2 * Count));
        Assert.Equal(0.2, Math.Sqrt(Statistics.Covariance(volume, volume)), 4 * 0.2 / Math.Sqrt(2 * Count));
        Assert.Equal(0.1, Math.Sqrt(Statistics.Covariance(occasion, occasion)), 4 * 0.1 / Math.Sqrt(2 * Count));
        Assert.Equal(0.5, Statistics.Covariance(clearance, volume) / (0.3 * 0.2), 4 * 0.75 / Math.Sqrt(Count));
        Assert.Equal(0, Statistics.Covariance(clearance, occasion) / (0.3 * 0.1), 4 / Math.Sqrt(Count));
        Assert.Equal(0.5, share.Average(), 4 * 0.6 / Math.Sqrt(12.0 * Count));
        Assert.InRange(share.Min(), 0.2, 0.21);
        Assert.InRange(share.Max(), 0.79, 0.8);
    }

    [Fact]
    public void ASubjectDoesNotDependOnHowManyThereAre()
    {
        SubjectTable few = PopulationSimulation.Prepare(Request(), Settings(10)).Draw(1, 10);
        SubjectTable many = PopulationSimulation.Prepare(Request(), Settings(1000)).Draw(1, 1000);
        SubjectTable last = PopulationSimulation.Prepare(Request(), Settings(1000)).Draw(7, 4);
        Assert.Equal(few.Values.ToArray(), many.Values[..few.Values.Length].ToArray());
        Assert.Equal(few.Values[(6 * few.Columns.Length)..].ToArray(), last.Values.ToArray());
        Assert.Equal([7, 8, 9, 10], last.Ids);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 8)]
    [InlineData(5, 64)]
    [InlineData(2, 1000)]
    public void ResultsAreTheSameToTheLastBit_ForAnyThreadsAndChunks(int threads, int chunk)
    {
        const int Count = 203;
        PopulationChunk whole = PopulationSimulation.Run(Request() with { Threads = 1 }, Settings(Count), null, TestContext.Current.CancellationToken);
        PopulationSimulation population = PopulationSimulation.Prepare(Request() with { Threads = threads }, Settings(Count) with { ChunkSize = chunk });
        PopulationChunk[] chunks = [.. population.Chunks(chunk => chunk, null, TestContext.Current.CancellationToken)];
        Assert.Equal(chunk switch { 0 => 4, 1000 => 1, _ => (Count + chunk - 1) / chunk }, chunks.Length);
        Assert.Equal(Values(whole), chunks.SelectMany(Values));
        Assert.Equal(whole.Subjects.Ids, chunks.SelectMany(one => one.Subjects.Ids));
    }

    [Fact]
    public void DosesByWeight_FollowEachSubject_AndOthersDoNot()
    {
        RunRequest request = Request() with
        {
            Doses = [new DoseRecord { Time = 0, Compartment = "A", Amount = 140 }, new DoseRecord { Time = 0, Compartment = "A", Amount = 50 }],
            Scaling = new DoseScaling("WT", 70, [true, false]),
            Show = ["A", "WT"],
        };
        PopulationChunk chunk = PopulationSimulation.Run(
            request, Settings(50) with { Covariates = [Covariate.Parse("WT=normal(70,12,45,120)")] }, null, TestContext.Current.CancellationToken);
        double[] weights = Column(chunk.Subjects, "WT");
        Assert.True(weights.Max() - weights.Min() > 20);
        for (int subject = 0; subject < weights.Length; subject++)
        {
            Assert.Equal(weights[subject], chunk.Outcome.Trajectories[subject, 1, 0]);
            Assert.Equal((2 * weights[subject]) + 50, chunk.Outcome.Trajectories[subject, 0, 0], 1e-9);
        }
    }

    [Fact]
    public void AnOverriddenDeviationIsNotDrawn() =>
        Assert.DoesNotContain("eta_CL", PopulationSimulation.Prepare(
            Request() with { Overrides = ImmutableSortedDictionary<string, double>.Empty.Add("eta_CL", 0.1) }, Settings(1)).Columns);

    [Fact]
    public void AnOverriddenVarianceCounts()
    {
        RunRequest request = Request() with { Overrides = ImmutableSortedDictionary<string, double>.Empty.Add("omega2_CL", 0.36) };
        double[] doubled = Column(PopulationSimulation.Prepare(request, Settings(5)).Draw(1, 5), "eta_CL");
        double[] written = Column(PopulationSimulation.Prepare(Request(), Settings(5)).Draw(1, 5), "eta_CL");
        Assert.All(doubled.Zip(written), pair => Assert.Equal(2 * pair.Second, pair.First, 1e-12));
    }

    [Theory]
    [InlineData("cov_CL_V = 0.03", "cov_CL_V = 0.07", "eta_CL, eta_V are not positive definite")]
    [InlineData("uniform(0.2, 0.8)", "cauchy(0, 1)", "'share': nothing can be drawn from 'cauchy'")]
    [InlineData("uniform(0.2, 0.8)", "uniform(0.8, 0.2)", "upper bound")]
    public void WrongTexts_AreNamed(string said, string instead, string expected)
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => PopulationSimulation.Prepare(Request(Text.Replace(said, instead, StringComparison.Ordinal)), Settings(1)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WT", "NAME=DISTRIBUTION")]
    [InlineData("WT=normal(70,x)", "'x' is not a finite number")]
    [InlineData("WT=norml(70,12)", "did you mean 'normal'")]
    [InlineData("WT=normal(70)", "does not take 1 numbers")]
    [InlineData("WT=normal(70,-1)", "standard deviation must be 0 or more")]
    public void WrongCovariates_AreNamed(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => Covariate.Parse(text)).Message, StringComparison.Ordinal);

    private static PopulationSettings Settings(long subjects) => new() { Subjects = subjects, Seed = 7 };

    private static RunRequest Request(string text = Text)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["m.ant"], text);
        return new RunRequest
        {
            Model = ModelLoading.Load(folder["m.ant"]),
            Times = [0, 1, 4, 12],
            Show = ["C"],
            Doses = [new DoseRecord { Time = 0, Compartment = "A", Amount = 100 }],
        };
    }

    private static double[] Column(SubjectTable table, string name)
    {
        int column = table.Columns.IndexOf(name);
        return [.. Enumerable.Range(0, table.Ids.Length).Select(row => table.Values.Span[(row * table.Columns.Length) + column])];
    }

    private static IEnumerable<string> Values(PopulationChunk chunk) => Enumerable.Range(0, chunk.Outcome.Trajectories.SubjectCount)
        .Select(subject => string.Join(' ', chunk.Outcome.Trajectories.Course(subject, 0).Select(value => BitConverter.DoubleToInt64Bits(value).ToString(CultureInfo.InvariantCulture))));
}
