using Ketascope.Study.Fitting;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Study.Fitting;

/// <summary>Fits in which there is nothing to see: predictions that are all 0, subjects without observations.</summary>
public sealed class EmptyFitTests
{
    private const string Rows = "1,1,0,.,4\n1,2,0,.,3.1\n1,4,0,.,2\n1,8,0,.,1.1\n";

    [Theory]
    [InlineData("additive")]
    [InlineData("combined")]
    [InlineData("proportional")]
    [InlineData("log")]
    public void Predictions_that_are_all_0_are_no_fit(string error)
    {
        FitRequest Change(FitRequest request) => request with { Errors = FitText.Errors([error]) };
        UserErrorException none =
            Assert.Throws<UserErrorException>(() => FitFile.Fit(FitFile.TwoCompartments, "ID,TIME,EVID,AMT,DV\n" + Rows, "CL,V1", Change));
        Assert.Contains("every prediction of CP is 0: '", none.Message, StringComparison.Ordinal);
        Assert.EndsWith("has no dose (EVID 1 with AMT)", none.Message, StringComparison.Ordinal);
        UserErrorException late =
            Assert.Throws<UserErrorException>(() => FitFile.Fit(FitFile.TwoCompartments, "ID,TIME,EVID,AMT,DV\n" + Rows + "1,10,1,100,.\n", "CL,V1", Change));
        Assert.Contains("no dose into CENT reaches it at the times observed", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_subject_whose_predictions_are_all_0_has_not_converged()
    {
        DataSetFitResult fit = FitFile.Fit(FitFile.TwoCompartments, "ID,TIME,EVID,AMT,DV\n1,0,1,100,.\n" + Rows + "2,1,0,.,0.1\n2,2,0,.,0.2\n" +
            "2,3,0,.,0.1\n", "CL,V1", request => request with
            {
                Individual = true,
                Errors = FitText.Errors(["additive"]),
            });
        Assert.Equal([true, false], fit.Results.Select(result => result.Converged));
        Assert.Equal("every prediction is 0, whatever is estimated: no dose reaches what was observed", fit.Results[1].Warnings[0]);
    }

    [Fact]
    public void A_start_that_predicts_0_everywhere_may_lead_somewhere()
    {
        const string Model = "model line\n species X; X = 0; X' = 0; S = 0; B = 0;\n E := B + S*time + 0*X;\nend\n";
        FitResult fit = FitFile.Fit(Model, "ID,TIME,EVID,AMT,DV\n1,0,0,.,1.1\n1,1,0,.,1.9\n1,2,0,.,3.1\n1,3,0,.,3.9\n", "B,S", request =>
            request with { Observe = [("", "E")], Errors = FitText.Errors(["additive"]) }).Results[0];
        Assert.True(fit.Converged);
        Assert.Equal(1.06, fit.Values[0], 1e-4);
        Assert.Equal(0.96, fit.Values[1], 1e-4);
    }

    [Theory]
    [InlineData(FitMethod.MaximumLikelihood)]
    [InlineData(FitMethod.WeightedLeastSquares)]
    public void A_subject_without_observations_stays_in_the_table(FitMethod method)
    {
        DataSetFitResult fit = FitFile.Fit(FitFile.TwoCompartments, "ID,TIME,EVID,AMT,DV\n7,0,1,100,.\n7,5,0,.,.\n1,0,1,100,.\n" + Rows + "3,0,1,50,.\n", "CL,V1", request => request with
        {
            Individual = true,
            Settings = new FitSettings { Method = method, Starts = 2, Profile = ["CL"] },
        });
        Assert.Equal(["7", "1", "3"], fit.Subjects);
        Assert.Equal([false, true, false], fit.Results.Select(result => result.Converged));
        Assert.Equal(["there is no observation, so nothing is estimated: CL, V1 keep their start values"], fit.Results[2].Warnings);
        Assert.All(fit.Results[0].Values.Zip([5.0, 10.0]), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        Assert.All(fit.Results[0].Estimates, estimate => Assert.Equal((EstimateKind.NotIdentifiable, double.NaN), (estimate.Kind, estimate.StandardError)));
        Assert.Equal([double.NaN, double.NaN], [fit.Results[0].Objective, fit.Results[0].Bic]);
        string[] objectives = [.. FitTables.Objectives(fit).Rows.Select(row => string.Join(',', row.Select(cell => cell.Exact)))];
        Assert.StartsWith("7,0,", objectives[0], StringComparison.Ordinal);
        Assert.EndsWith(",no observation", objectives[0], StringComparison.Ordinal);
        Assert.Equal(3, FitTables.Parameters(fit).Rows.Length);

        // The others are what they are alone.
        DataSetFitResult alone =
            FitFile.Fit(FitFile.TwoCompartments, "ID,TIME,EVID,AMT,DV\n1,0,1,100,.\n" + Rows, "CL,V1", request =>
            request with { Settings = new FitSettings { Method = method } });
        Assert.Equal(alone.Results[0].Values[0], fit.Results[1].Values[0], 1e-6);
    }

    [Fact]
    public void A_subject_without_observations_is_what_the_priors_say()
    {
        DataSetFitResult fit = FitFile.Fit(FitFile.TwoCompartments, "ID,TIME,EVID,AMT,DV\n1,0,1,100,.\n" + Rows + "3,0,1,50,.\n", "CL,V1", request => request with
        {
            Individual = true,
            Parameters = [new FitParameter("CL", 3) { Prior = new LogNormalPrior(6, 0.3) }, new FitParameter("V1", 3) { Prior = new NormalPrior(12, 2) }],
        });
        Assert.True(fit.Results[1].Converged);
        Assert.Equal(6, fit.Results[1].Values[0], 1e-4);
        Assert.Equal(12, fit.Results[1].Values[1], 1e-4);
        Assert.Equal(2, fit.Results[1].Estimates[1].StandardError, 1e-3);
        Assert.Equal(["there is no observation, so the estimates are what the priors say"], fit.Results[1].Warnings);
    }
}
