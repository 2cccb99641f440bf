using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;
using Ketascope.Tests.Study.Results;
using MathNet.Numerics.Statistics;

namespace Ketascope.Tests.Study.Populations;

/// <summary>Covariates: as papers print them, of categories, correlated, from a table.</summary>
public sealed class PeopleDrawTests
{
    private const int Count = 20_000;

    [Fact]
    public void AMeanWithItsDeviation_IsDrawnWithThem_AndIsNeverNegative()
    {
        double[] weights = Draw(Settings("WT=70 (12)"), "WT");
        Assert.Equal(70, weights.Average(), 4 * 12 / Math.Sqrt(Count));
        Assert.Equal(12, Statistics.StandardDeviation(weights), 0.3);
        Assert.True(Draw(Settings("WT=10 (30)"), "WT").Min() > 0);
    }

    [Fact]
    public void CategoriesHaveTheirShares()
    {
        double[] sexes = Draw(Settings("SEX=categorical(0:0.3,1:0.7)"), "SEX");
        Assert.Equal([0, 1], sexes.Distinct().Order());
        Assert.Equal(0.7, sexes.Average(), 4 * Math.Sqrt(0.21 / Count));
    }

    [Fact]
    public void CorrelatedCovariatesKeepTheirOwnDistributions()
    {
        PopulationSettings apart = Settings("WT=normal(70,12)", "HT=normal(170,10)", "SEX=uniform(0,1)");
        PopulationSettings together = apart with { Correlations = [CovariateCorrelation.Parse("WT,HT=0.6"), CovariateCorrelation.Parse("HT,SEX=-0.5")] };
        double[] weights = Draw(together, "WT"), heights = Draw(together, "HT"), third = Draw(together, "SEX");
        Assert.Equal(0.6, Correlation.Pearson(weights, heights), 4 * 0.64 / Math.Sqrt(Count));

        // Of a uniform and a normal number under a Gaussian copula: sqrt(3/pi) rho (Pearson 1907).
        Assert.Equal(-0.5 * Math.Sqrt(3 / Math.PI), Correlation.Pearson(heights, third), 4 / Math.Sqrt(Count));
        Assert.Equal(10, Statistics.StandardDeviation(heights), 4 * 10 / Math.Sqrt(2 * Count));
        Assert.InRange(third.Min(), 0, 0.001);
        Assert.Equal(0, Correlation.Pearson(Draw(apart, "WT"), Draw(apart, "HT")), 4 / Math.Sqrt(Count));
        Assert.All(Draw(apart, "WT").Zip(weights), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void RowsOfATableAreTakenWhole_WithEqualProbability()
    {
        SubjectTable donors = new([1, 2, 3], ["WT", "RACE", "HT"], (double[])[50, 9, 150, 70, 9, 170, 90, 9, 190]);
        PopulationSettings settings = Settings() with { Donors = donors };
        double[] weights = Draw(settings, "WT"), heights = Draw(settings, "HT");
        Assert.All(weights.Zip(heights), pair => Assert.Equal(pair.First + 100, pair.Second));
        Assert.All((double[])[50, 70, 90], weight => Assert.Equal(1.0 / 3, weights.Count(one => one == weight) / (double)Count, 4 * Math.Sqrt(2.0 / 9 / Count)));
        Assert.DoesNotContain("RACE", Simulation(settings).Columns);
    }

    [Theory]
    [InlineData("WT=70 (12)", "WT,HT=0.5", "names 'HT', which is not drawn")]
    [InlineData("WT=70 (12)", "WT=0.5", "NAME,NAME=NUMBER")]
    [InlineData("WT=70 (12)", "WT,HT=1", "between -1 and 1")]
    [InlineData("SEX=categorical(0:0.3,1:0.6)", null, "sum of the probabilities must be 1; it is 0.8999")]
    [InlineData("SEX=categorical(0,1)", null, "VALUE:PROBABILITY")]
    [InlineData("WT=(12)", null, "nothing can be drawn")]
    public void Mistakes_AreNamed(string covariate, string? correlation, string expected)
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => Simulation(Settings(covariate) with { Correlations = correlation is null ? [] : [CovariateCorrelation.Parse(correlation)] }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATableOfPeopleMustHaveAParameterOfTheModel()
    {
        SubjectTable donors = new([1], ["RACE"], (double[])[9]);
        Assert.Contains("none of the columns", Assert.Throws<UserErrorException>(() => Simulation(Settings() with { Donors = donors })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnsThatTheModelDoesNotKnowAreTold_WithTheNearestName()
    {
        SubjectTable donors = new([1], ["WT", "RACE", "SXE"], (double[])[50, 9, 1]);
        PopulationSettings settings = Settings() with { Donors = donors, DonorsName = "'people.csv'" };
        Assert.Equal("Not used, as the model has no such parameter: RACE, SXE (did you mean 'SEX'?) in 'people.csv'.", Simulation(settings).UnusedColumns);
        Assert.Null(Simulation(Settings("WT=70 (12)")).UnusedColumns);
        Assert.Contains("is drawn and a column of 'people.csv' too", Assert.Throws<UserErrorException>(() => Simulation(settings with { Covariates = [Covariate.Parse("WT=70 (12)")] })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WT=normal(70, 12)")]
    [InlineData("WT=normal(70, 12, 45, 120.5)")]
    [InlineData("WT=lognormal(4.2, 0.16)")]
    [InlineData("WT=uniform(53, 93)")]
    [InlineData("SEX=categorical(0:0.4, 1:0.6)")]
    public void TheManifestHasDistributionsAsTheyAreTyped(string covariate)
    {
        PopulationManifest manifest = Simulation(Settings(covariate)).Manifest;
        Assert.Equal(covariate, string.Join("; ", manifest.Covariates.Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.Contains("eta_F", manifest.Drawn);
        Assert.Null(manifest.Table);
    }

    [Fact]
    public void TheManifestTellsPeopleApart()
    {
        SubjectTable donors = new([1], ["SEX"], (double[])[1]);
        PopulationSettings settings = Settings("WT=70 (12)", "HT=170 (9)") with { Donors = donors, DonorsName = "'people.csv'", Correlations = [CovariateCorrelation.Parse("WT,HT=0.6")] };
        PopulationManifest manifest = Simulation(settings).Manifest;
        Assert.Equal(("'people.csv'", "WT,HT=0.6", false), (manifest.Table, manifest.Correlations.Single(), manifest.ResidualError));
        Assert.Equal(["SEX", "WT", "HT", "eta_F"], manifest.Drawn);
    }

    [Theory]
    [InlineData("70", 70.0, null)]
    [InlineData("-5", -5.0, null)]
    [InlineData("70 (12)", 70.0, 12.0)]
    [InlineData("70(12.5)", 70.0, 12.5)]
    [InlineData("70±12", 70.0, 12.0)]
    [InlineData("70 +/- 12", 70.0, 12.0)]
    [InlineData("53-93", 73.0, 11.547)]
    [InlineData("53 to 93", 73.0, 11.547)]
    [InlineData("93-53", null, null)]
    [InlineData("seventy", null, null)]
    public void PrintedNumbers_AreRead(string text, double? centre, double? deviation)
    {
        PrintedNumber? number = PrintedNumber.TryParse(text);
        Assert.Equal(centre, number?.Centre);
        Assert.Equal(deviation is null, number?.Spread is null);
        if (number?.Spread is { } spread)
        {
            // The mean of squares over evenly spread quantiles.
            double[] draws = [.. Enumerable.Range(0, 100_000).Select(i => spread.Quantile((i + 0.5) / 100_000))];
            Assert.Equal(number.Centre, draws.Average(), 1e-2);
            Assert.Equal(deviation!.Value, Statistics.StandardDeviation(draws), 0.01 * deviation.Value);
        }
    }

    [Fact]
    public void ALogitNormalFraction_IsAFormulaOverANormalDeviation()
    {
        double[] etas = Draw(Settings(), "eta_F");
        RunRequest request = Request() with { Show = ["share"] };
        PopulationChunk chunk = PopulationSimulation.Run(request, Settings(), null, TestContext.Current.CancellationToken);
        double[] shares = [.. Enumerable.Range(0, Count).Select(subject => chunk.Outcome.Trajectories[subject, 0, 0])];
        Assert.All(shares.Zip(etas), pair => Assert.Equal(1 / (1 + Math.Exp(-(Math.Log(0.3 / 0.7) + pair.Second))), pair.First, 1e-12));
        double[] logits = [.. shares.Select(share => Math.Log(share / (1 - share)))];
        Assert.InRange(shares.Min(), 0, 0.02);
        Assert.Equal(Math.Log(0.3 / 0.7), logits.Average(), 4 * 0.8 / Math.Sqrt(Count));
        Assert.Equal(0.8, Statistics.StandardDeviation(logits), 4 * 0.8 / Math.Sqrt(2 * Count));
    }

    private static PopulationSettings Settings(params string[] covariates) => new() { Subjects = Count, Seed = 7, Covariates = [.. covariates.Select(Covariate.Parse)] };

    private static PopulationSimulation Simulation(PopulationSettings settings) => PopulationSimulation.Prepare(Request(), settings);

    private static double[] Draw(PopulationSettings settings, string name)
    {
        SubjectTable table = Simulation(settings).Draw(1, Count);
        int column = table.Columns.IndexOf(name);
        return [.. Enumerable.Range(0, Count).Select(row => table.Values.Span[(row * table.Columns.Length) + column])];
    }

    private static RunRequest Request()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["m.ant"], """
            model people
              WT = 70; HT = 170; SEX = 0; logit = ln(0.3/0.7)
              eta_F = 0; eta_F.distribution = normal(0, 0.8)
              share := 1/(1 + exp(-(logit + eta_F)))
              species A in c; c = 1; A = 1; J: A -> ; 0.1*A
            end
            """);
        return new RunRequest { Model = ModelLoading.Load(folder["m.ant"]), Times = [0, 1], Show = ["A"] };
    }
}
