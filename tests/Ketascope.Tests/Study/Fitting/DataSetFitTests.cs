using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Fitting;
using Ketascope.Study.Requests;
using Ketascope.Tests.Study.DataSets;
using MathNet.Numerics.Distributions;

namespace Ketascope.Tests.Study.Fitting;

public sealed class DataSetFitTests
{
    private static readonly double[] Times = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 18, 24, 36];
    private static readonly (string Name, double Value)[] True = [("CL", 5), ("V1", 10), ("Q2", 8), ("V2", 40)];
    private static readonly ImmutableSortedDictionary<string, double> Elsewhere = Assignments.Parse(["CL=8,V1=15,Q2=5,V2=25"]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Parameters_come_back_from_data_without_noise(bool individual)
    {
        DataSetFitResult fit = FitFile.Fit(FitFile.TwoCompartments, Data(3, 0), "CL,V1,Q2,V2", request => request with
        {
            Individual = individual,
            Run = request.Run with { Overrides = Elsewhere },
        });
        Assert.Equal(individual ? 3 : 1, fit.Results.Length);
        foreach (FitResult result in fit.Results)
        {
            Assert.True(result.Converged, string.Join('\n', result.Warnings));
            Assert.All(result.Estimates.Zip(True), pair => Assert.Equal(pair.Second.Value, pair.First.Value, 1e-5 * pair.Second.Value));
        }
    }

    [Fact]
    public void A_model_that_is_not_linear_and_doses_that_depend_on_a_parameter_are_fitted()
    {
        const string Model = """
            model saturable
              substanceOnly species GUT, CENT;
              GUT -> CENT; KA*GUT;
              CENT -> ; VM*CENT/V/(KM + CENT/V);
              CP := CENT/V;
              VM = 20; KM = 3; V = 10; KA = 1; LAG = 0.4; F = 0.7;
              ALAG_GUT := LAG; F_GUT := F;
            end
            """;
        string rows = string.Join('\n', Enumerable.Range(1, 12).Select(i => $"1,{i},0,.,."));
        double[] predicted = DataSetFile.Values($"ID,TIME,EVID,AMT,DV\n1,0,1,200,.\n{rows}\n", "CP", Model);
        string data = "ID,TIME,EVID,AMT,DV\n1,0,1,200,.\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"1,{i},0,.,{DataSetFile.Text(predicted[i])}\n"));
        DataSetFitResult fit = FitFile.Fit(Model, data, "VM,KM,LAG,F", request => request with { Run = request.Run with { Overrides = Assignments.Parse(["VM=30,KM=6,LAG=0.2,F=0.5"]) } });
        Assert.All(fit.Results[0].Values.Zip([20, 3, 0.4, 0.7]), pair => Assert.Equal(pair.Second, pair.First, 1e-4 * pair.Second));
    }

    [Fact]
    public void A_parameter_that_no_prediction_feels_stays_where_it_is()
    {
        string idle = File.ReadAllText(Path.Combine(Repository.Root, FitFile.TwoCompartments)).TrimEnd()[..^"end".Length] + "  IDLE = 1;\nend\n";
        DataSetFitResult fit = FitFile.Fit(idle, Data(2, 0.1), "CL,V1,IDLE", request => request with { Run = request.Run with { Overrides = Elsewhere } });
        Assert.Equal(1, fit.Results[0].Values[2]);
        Assert.Contains("IDLE is not identifiable: no prediction depends on it", fit.Results[0].Warnings);
    }

    [Fact]
    public void Records_without_an_observation_are_left_out()
    {
        string clean = Data(2, 0.1);
        string more = clean.Replace("DV\n", "DV,MDV\n", StringComparison.Ordinal).Replace("\n1,0,1,100,.", "\n1,0,1,100,.,1\n1,0.02,0,.,7,1\n1,0.03,0,.,.,0", StringComparison.Ordinal);
        more = string.Join('\n', more.Split('\n').Select(line => line.Count(c => c == ',') == 4 ? line + ",0" : line));
        (FitResult with, FitResult without) = (FitFile.Fit(FitFile.TwoCompartments, more, "CL,V1").Results[0], FitFile.Fit(FitFile.TwoCompartments, clean, "CL,V1").Results[0]);
        Assert.Equal(without.Problem.Observations.Length, with.Problem.Observations.Length);
        Assert.All(without.Values.Zip(with.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-7 * pair.First));
    }

    [Fact]
    public void The_only_quantity_that_nothing_follows_from_is_what_was_observed()
    {
        Assert.Equal("CP", FitFile.Fit(FitFile.TwoCompartments, Data(1, 0.1), "CL,V1", request => request with { Observe = [] }).Quantities.Single().Name);
        string both = File.ReadAllText(Path.Combine(Repository.Root, FitFile.TwoCompartments)).Replace("CP := CENT/V1;", "CP := CENT/V1; CT := PERI/V2; VSS := V1 + V2;", StringComparison.Ordinal);
        UserErrorException error = Assert.Throws<UserErrorException>(() => FitFile.Fit(both, Data(1, 0.1), "CL,V1", request => request with { Observe = [] }));
        Assert.Equal("say with --output which quantity DV is; the model computes CP, CT", error.Message);
    }

    [Fact]
    public void Several_quantities_have_their_own_errors()
    {
        // Observations of the peripheral amount are exact to 1 %, concentrations to 20 %.
        RandomStream noise = new(3, "noise");
        double[] predicted = DataSetFile.Values("ID,TIME,EVID,AMT\n1,0,1,100\n" + string.Join('\n', Times.Select(t => $"1,{DataSetFile.Text(t)},0,.")) + "\n", "CP,PERI", File.ReadAllText(Path.Combine(Repository.Root, FitFile.TwoCompartments)));
        string rows = string.Concat(Times.SelectMany((t, i) => new[]
        {
            $"1,{DataSetFile.Text(t)},0,.,1,{DataSetFile.Text(predicted[2 + (2 * i)] * (1 + (0.2 * Draw(noise, i, 0))))}\n",
            $"1,{DataSetFile.Text(t)},0,.,2,{DataSetFile.Text(predicted[3 + (2 * i)] * (1 + (0.01 * Draw(noise, i, 1))))}\n",
        }));
        foreach (FitMethod method in (FitMethod[])[FitMethod.MaximumLikelihood, FitMethod.WeightedLeastSquares])
        {
            DataSetFitResult fit = FitFile.Fit(FitFile.TwoCompartments, "ID,TIME,EVID,AMT,DVID,DV\n1,0,1,100,.,.\n" + rows, "CL,V1,Q2,V2", request => request with
            {
                Observe = [("1", "CP"), ("2", "PERI")],
                Settings = new FitSettings { Method = method },
            });
            Assert.Equal(0.2, fit.Results[0].Deviations[0].Value, 0.08);
            Assert.Equal(0.01, fit.Results[0].Deviations[1].Value, 0.004);
            Assert.All(fit.Results[0].Estimates.Zip(True), pair => Assert.Equal(pair.Second.Value, pair.First.Value, 4 * pair.First.StandardError));
        }
    }

    [Fact]
    public void Intervals_hold_the_truth_as_often_as_they_say()
    {
        const int Replicates = 60;
        DataSetFitResult fit = FitFile.Fit(FitFile.TwoCompartments, Data(Replicates, 0.1), "CL,V1,Q2,V2", request => request with
        {
            Individual = true,
            Run = request.Run with { Overrides = Elsewhere },
            Settings = new FitSettings { Method = FitMethod.WeightedLeastSquares },
        });
        Assert.All(fit.Results, result => Assert.True(result.Converged));

        // Below this count a binomial variable of 60 trials at 0.95 falls once in 10,000 tests.
        int least = Enumerable.Range(0, Replicates).First(k => Binomial.CDF(0.95, Replicates, k) > 1e-4);
        for (int parameter = 0; parameter < True.Length; parameter++)
        {
            FitEstimate[] own = [.. fit.Results.Select(result => result.Estimates[parameter])];
            double value = True[parameter].Value;
            Assert.InRange(own.Count(estimate => estimate.Low <= value && value <= estimate.High), least, Replicates);

            // The mean of the logarithms is right within four of its standard errors, their scatter within what chi-square allows once in 10,000.
            double[] logs = [.. own.Select(estimate => Math.Log(estimate.Value / value))];
            double spread = Math.Sqrt(logs.Sum(log => Math.Pow(log - logs.Average(), 2)) / (Replicates - 1));
            double claimed = Math.Sqrt(own.Average(estimate => Math.Pow(estimate.StandardError / estimate.Value, 2)));
            Assert.InRange(logs.Average(), -4 * spread / Math.Sqrt(Replicates), 4 * spread / Math.Sqrt(Replicates));
            double ratio = spread * spread / (claimed * claimed) * (Replicates - 1);
            Assert.InRange(ratio, ChiSquared.InvCDF(Replicates - 1, 1e-4), ChiSquared.InvCDF(Replicates - 1, 1 - 1e-4));
        }
    }

    [Theory]
    [InlineData("CL,V11", "", "no parameter 'V11'; did you mean 'V1'?")]
    [InlineData("CL,CL", "", "'CL' is named twice")]
    [InlineData("CP", "", "'CP' follows from other values")]
    [InlineData("CL", "no DV", "has no observation: no record with EVID 0 has a value in a column DV")]
    [InlineData("CL", "log", "data.csv, line 5, ID 1, column DV: -1 has no logarithm")]
    [InlineData("CL", "zero", "data.csv, line 2, ID 1: the prediction at the start values is 0")]
    [InlineData("V1", "column", "'V1' is a column of")]
    [InlineData("CL", "key", "line 3, ID 1: nothing says which quantity DVID or CMT '3' is; --observe names 1, 2")]
    [InlineData("CL", "mdv", "column MDV: '2' is neither 0")]
    [InlineData("CL", "bounds", "the bounds of 'CL' are not in order: 50..0.1")]
    public void Mistakes_are_told_with_their_place(string estimate, string kind, string expected)
    {
        string data = kind switch
        {
            "no DV" => "ID,TIME,EVID,AMT\n1,0,1,100\n1,1,0,.\n",
            "log" => "ID,TIME,EVID,AMT,DV\n1,0,1,100,.\n1,1,0,.,4\n1,2,0,.,3\n1,3,0,.,-1\n",
            "zero" => "ID,TIME,EVID,AMT,DV\n1,0,0,.,0.1\n1,1,1,100,.\n1,2,0,.,3\n",
            "column" => "ID,TIME,EVID,AMT,DV,V1\n1,0,1,100,.,3\n1,1,0,.,4,3\n",
            "key" => "ID,TIME,EVID,AMT,DV,DVID\n1,0,1,100,.,.\n1,1,0,.,4,3\n",
            "mdv" => "ID,TIME,EVID,AMT,DV,MDV\n1,0,1,100,.,1\n1,1,0,.,4,2\n",
            _ => Data(1, 0),
        };
        UserErrorException error = Assert.Throws<UserErrorException>(() => FitFile.Fit(FitFile.TwoCompartments, data, estimate, request => kind switch
        {
            "log" => request with { Errors = FitText.Errors(["log"]) },
            "key" => request with { Observe = [("1", "CP"), ("2", "PERI")] },
            "bounds" => request with { Parameters = [new FitParameter("CL", 5) { Lower = 50, Upper = 0.1 }] },
            _ => request,
        }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Subjects with a bolus of 100 and 15 samples of the closed form, with a proportional error.</summary>
    private static string Data(int subjects, double error)
    {
        (double k10, double k12, double k21) = (5.0 / 10, 8.0 / 10, 8.0 / 40);
        double total = k10 + k12 + k21, root = Math.Sqrt((total * total) - (4 * k10 * k21)), fast = (total + root) / 2, slow = (total - root) / 2;
        RandomStream noise = new(1, "noise");
        return "ID,TIME,EVID,AMT,DV\n" + string.Concat(Enumerable.Range(1, subjects).SelectMany(subject => Times.Select((t, i) =>
        {
            double exact = 10 * (((fast - k21) * Math.Exp(-fast * t)) + ((k21 - slow) * Math.Exp(-slow * t))) / (fast - slow);
            return string.Create(CultureInfo.InvariantCulture, $"{subject},{t},0,.,{exact * (1 + (error * Draw(noise, subject, i))):R}\n");
        }).Prepend($"{subject},0,1,100,.\n")));
    }

    private static double Draw(RandomStream stream, int subject, int index) => RandomDistribution.StandardNormal(stream.Uniform(subject, 0, index));
}
