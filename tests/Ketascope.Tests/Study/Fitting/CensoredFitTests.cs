using System.Globalization;
using Ketascope.Study.Fitting;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Study.Fitting;

/// <summary>
/// Fits to values beyond the limits of an assay beside an independent likelihood: <c>bench/fit/censored.py</c> wrote <c>censored.csv</c> and
/// <c>censored-peer.csv</c>.
/// </summary>
public sealed class CensoredFitTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "bench", "fit");
    private static readonly Dictionary<(string Error, string Name), double> Peer = File.ReadLines(Path.Combine(Folder, "censored-peer.csv")).Skip(1)
        .Select(line => line.Split(',')).ToDictionary(cells => (cells[0], cells[1]), cells => double.Parse(cells[2], CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("proportional")]
    [InlineData("additive")]
    [InlineData("combined")]
    [InlineData("log")]
    public void Values_beyond_a_limit_count_as_in_an_independent_likelihood(string error)
    {
        // From far away, so that the search has something to do.
        DataSetFitResult fit = FitFile.FitTable(Path.Combine(Folder, "two-compartment.ant"), Path.Combine(Folder, "censored.csv"), "CL,V1,Q2,V2", request => request with
        {
            Errors = FitText.Errors([error]),
            Run = request.Run with { Overrides = Assignments.Parse(["CL=9,V1=18,Q2=4,V2=25"]) },
        });
        FitResult result = fit.Results[0];
        Assert.True(result.Converged, string.Join('\n', result.Warnings));
        Assert.Equal((6, 22, 44), (Beyond(fit, -1), Beyond(fit, 1), Beyond(fit, 0)));
        Assert.Equal(Peer[(error, "-2LL")], result.MinusTwoLogLikelihood, 1e-6);
        Assert.All(result.Estimates.Concat(result.Deviations), estimate =>
            Assert.Equal(Peer[(error, estimate.Name)], estimate.Value, 1e-4 * estimate.StandardError));
        Assert.Equal(28, result.WeightedResiduals.Count(double.IsNaN));
    }

    [Theory]
    [InlineData("ID,TIME,EVID,AMT,DV,CENS", "0.5,1")]
    [InlineData("ID,TIME,EVID,AMT,DV,CENS,LLOQ", ".,1,0.5")]
    [InlineData("ID,TIME,EVID,AMT,DV,CENS,LLOQ", "0,1,0.5")]
    [InlineData("ID,TIME,EVID,AMT,DV,CENS,LLOQ", "0.25,1,0.5")]
    [InlineData("ID,TIME,EVID,AMT,DV,LLOQ", "0.3,0.5")]
    [InlineData("id,time,evid,amt,dv,cens,limit", "0.5,1,-inf")]
    [InlineData("ID,TIME,EVID,AMT,DV,CENS,LIMIT", "0.5,1,.")]
    public void All_ways_to_write_a_value_below_the_limit_mean_the_same(string header, string last)
    {
        string[] commas = [.. Enumerable.Repeat("", header.Split(',').Length - 5)];
        string rest(int cens) =>
            header.Contains("cens", StringComparison.OrdinalIgnoreCase) ? string.Concat(commas.Skip(1).Select(_ => ",.").Prepend($",{cens}")) : ",0.5";
        string data = $"{header}\n1,0,1,100,.{rest(0)}\n1,1,0,.,4{rest(0)}\n1,2,0,.,3.1{rest(0)}\n1,4,0,.,2{rest(0)}\n1,8,0,.,1.1{rest(0)}\n1,30,0,.,{last}\n";
        FitResult fit = FitFile.Fit(FitFile.TwoCompartments, data, "CL,V1", Held).Results[0];
        double[] peer = DownhillSimplex.Minimize(place => Objective(place, [(1, 4), (2, 3.1), (4, 2), (8, 1.1)], 0.5), [Math.Log(5), Math.Log(10)]);
        Assert.Equal(Objective(peer, [(1, 4), (2, 3.1), (4, 2), (8, 1.1)], 0.5), fit.Objective, 1e-7);
        Assert.Equal(Math.Exp(peer[0]), fit.Values[0], 1e-4 * fit.Estimates[0].StandardError);
        Assert.Equal(Math.Exp(peer[1]), fit.Values[1], 1e-4 * fit.Estimates[1].StandardError);
    }

    [Fact]
    public void A_value_below_the_limit_before_the_first_dose_is_certain()
    {
        const string Rest = "1,0,1,100,.,0\n1,1,0,.,4,0\n1,2,0,.,3.1,0\n1,4,0,.,2,0\n1,8,0,.,1.1,0\n";
        foreach (string error in (string[])["proportional", "log"])
        {
            FitRequest Change(FitRequest request) => request with { Errors = FitText.Errors([error]) };
            FitResult with = FitFile.Fit(FitFile.TwoCompartments, "ID,TIME,EVID,AMT,DV,CENS\n1,0,0,.,0.5,1\n" + Rest, "CL,V1", Change).Results[0];
            FitResult without = FitFile.Fit(FitFile.TwoCompartments, "ID,TIME,EVID,AMT,DV,CENS\n" + Rest, "CL,V1", Change).Results[0];
            Assert.Equal(without.MinusTwoLogLikelihood, with.MinusTwoLogLikelihood, 1e-8);
            Assert.Equal(without.Values[0], with.Values[0], 1e-6);
        }
    }

    [Fact]
    public void A_value_that_mdv_leaves_out_is_none_whatever_cens_says()
    {
        const string Data = "ID,TIME,EVID,AMT,DV,CENS,MDV\n1,0,1,100,.,0,1\n1,1,0,.,4,0,0\n1,2,0,.,3.1,0,0\n1,4,0,.,2,0,0\n1,30,0,.,0.5,1,1\n";
        DataSetFitResult fit = FitFile.Fit(FitFile.TwoCompartments, Data, "CL,V1");
        Assert.Equal((3, 1), (fit.Observations[0].Length, fit.Skipped));
    }

    [Fact]
    public void Limits_alone_hold_no_estimate_but_priors_do()
    {
        const string Data = "ID,TIME,EVID,AMT,DV,CENS\n1,0,1,100,.,0\n1,10,0,.,0.5,1\n1,20,0,.,0.5,1\n";
        FitResult alone = FitFile.Fit(FitFile.TwoCompartments, Data, "CL,V1").Results[0];
        Assert.False(alone.Converged);
        Assert.StartsWith("no value was measured, all lie beyond a limit", Assert.Single(alone.Warnings), StringComparison.Ordinal);
        string held = File.ReadAllText(Path.Combine(Repository.Root, FitFile.TwoCompartments))
            .TrimEnd()[..^"end".Length] + "  sigma_proportional_CP = 0.2;\nend\n";
        FitResult tied = FitFile.Fit(held, Data, "CL,V1", request => request with
        {
            Parameters =
            [
                new FitParameter("CL", 5) { Prior = new LogNormalPrior(5, 0.3) },
                new FitParameter("V1", 10) { Prior = new LogNormalPrior(10, 0.2) },
                new FitParameter("sigma_proportional_CP", double.NaN) { IsFixed = true },
            ],
        }).Results[0];
        Assert.True(tied.Converged, string.Join('\n', tied.Warnings));

        double[] peer = DownhillSimplex.Minimize(
            place => Math.Pow((place[0] - Math.Log(5)) / 0.3, 2) + Math.Pow((place[1] - Math.Log(10)) / 0.2, 2)
                - (2 * new[] { 10, 20 }.Sum(time => Math.Log(Below((0.5 - Concentration(place, time)) / (0.2 * Concentration(place, time)))))),
            [Math.Log(5), Math.Log(10)]);
        Assert.Equal(Math.Exp(peer[0]), tied.Values[0], 1e-4);
        Assert.Equal(Math.Exp(peer[1]), tied.Values[1], 1e-4);
    }

    [Theory]
    [InlineData("DV,CENS", "0,1", "line 3, ID 1: CENS is 1, so that DV is the limit below which the value lies, but it is 0; write the limit of " +
        "quantification there, or in a column LLOQ")]
    [InlineData("DV,CENS", ".,1", "CENS is 1, and neither DV nor a column LLOQ says below which limit")]
    [InlineData("DV,CENS", ".,-1", "CENS is -1, and no DV says above which limit")]
    [InlineData("DV,CENS", "0.5,2", "column CENS: '2' is none of 0 (DV was measured), 1")]
    [InlineData("DV,CENS,LLOQ", "0.2,0,0.5", "CENS is 0, so that DV 0.2 was measured, but it is below LLOQ 0.5; write CENS 1 there")]
    [InlineData("DV,CENS,LLOQ", "4,1,0.5", "CENS is 1, so that the value is below LLOQ 0.5, but DV is 4; write CENS 0")]
    [InlineData("DV,CENS,LIMIT", "0.5,1,0.7", "LIMIT 0.7 is not below the limit of quantification 0.5, although CENS is 1")]
    [InlineData("DV,CENS,LIMIT", "9,-1,8", "LIMIT 8 is not above DV 9, although CENS is -1")]
    [InlineData("DV,LIMIT", "0.5,0.1", "no column CENS says which these are")]
    [InlineData("DV,CENS", "-0.5,1", "nothing is below -0.5 under a proportional error")]
    [InlineData("DV,BLQ", "0.5,1", "has a column BLQ, which is not read; name it CENS")]
    [InlineData("DV,CENS wls", "0.5,1", "which only maximum likelihood knows (--method ml); for least squares leave them out with MDV 1")]
    public void What_contradicts_itself_is_asked_about_with_its_place(string columns, string last, string expected)
    {
        string[] names = columns.Split(' ')[0].Split(',');
        string zeros = string.Concat(Enumerable.Repeat(",.", names.Length - 1));
        string data = $"ID,TIME,EVID,AMT,{columns.Split(' ')[0]}\n1,0,1,100,.{zeros}\n1,12,0,.,{last}\n1,1,0,.,4{zeros}\n1,2,0,.,3.1{zeros}\n".Replace("1,12,0", "1,0.5,0", StringComparison.Ordinal);
        UserErrorException error = Assert.Throws<UserErrorException>(() => FitFile.Fit(FitFile.TwoCompartments, data, "CL,V1", request => request with
        {
            Settings = new FitSettings
            {
                Method = columns.EndsWith("wls", StringComparison.Ordinal) ? FitMethod.WeightedLeastSquares : FitMethod.MaximumLikelihood,
            },
        }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static int Beyond(DataSetFitResult fit, int side) => fit.Observations[0].Count(one => (one.Range?.Censored ?? 0) == side);

    private static FitRequest Held(FitRequest request) => request with { Errors = FitText.Errors(["additive"]) };

    /// <summary>
    /// -2 log likelihood with the best additive standard deviation, found by a grid search and bisection of its own, from the closed form; Phi by
    /// Simpson's rule.
    /// </summary>
    private static double Objective(double[] place, (double Time, double Value)[] measured, double limit)
    {
        double At(double log) =>
            measured.Sum(one => Math.Pow((one.Value - Concentration(place, one.Time)) / Math.Exp(log), 2) + Math.Log(2 * Math.PI) + (2 * log))
            - (2 * Math.Log(Below((limit - Concentration(place, 30)) / Math.Exp(log))));
        return At(DownhillSimplex.Minimize(log => At(log[0]), [Math.Log(0.3)])[0]);
    }

    private static double Concentration(double[] place, double time)
    {
        (double k10, double k12, double k21) = (Math.Exp(place[0] - place[1]), 8 / Math.Exp(place[1]), 8.0 / 40);
        double total = k10 + k12 + k21, root = Math.Sqrt((total * total) - (4 * k10 * k21)), fast = (total + root) / 2, slow = (total - root) / 2;
        return 100 / Math.Exp(place[1]) * (((fast - k21) * Math.Exp(-fast * time)) + ((k21 - slow) * Math.Exp(-slow * time))) / (fast - slow);
    }

    private static double Below(double z)
    {
        const int Steps = 2000;
        double from = Math.Min(-12, z - 12), step = (z - from) / Steps;
        double Density(int i) => Math.Exp(-0.5 * Math.Pow(from + (i * step), 2)) / Math.Sqrt(2 * Math.PI);
        return step / 3 * Enumerable.Range(0, Steps + 1).Sum(i => Density(i) * (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2));
    }
}
