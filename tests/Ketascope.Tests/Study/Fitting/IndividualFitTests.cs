using System.Globalization;
using Ketascope.Study.Fitting;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Study.Fitting;

/// <summary>Fits of one person's deviations from what is known of people: priors, and a residual error that is held.</summary>
public sealed class IndividualFitTests
{
    // A search ends 1e-5 standard errors from the minimum, here of 0.3 at most.
    private const double SearchEnd = 3e-6;
    private const string OneLevel = "ID,TIME,EVID,AMT,CMT,DV\n1,0,1,100,GUT,.\n1,4,0,.,.,8.0\n";
    private const string Levels = "ID,TIME,EVID,AMT,CMT,DV\n1,0,1,100,GUT,.\n1,0.5,0,.,.,3.1\n1,4,0,.,.,8.0\n1,12,0,.,.,2.9\n1,24,0,.,.,0.6\n";

    [Fact]
    public void One_level_and_a_held_error_give_the_deviations_of_an_independent_optimizer()
    {
        FitResult fit = Fit(OneLevel, "eta_CL,eta_V", Held("sigma_proportional_CP"), Priors(0.3, 0.2)).Results[0];
        Assert.True(fit.Converged, string.Join('\n', fit.Warnings));
        Assert.Equal(-0.356, fit.Values[0], 5e-4);
        Assert.Equal(-0.273, fit.Values[1], 5e-4);
        double[] peer = DownhillSimplex.Minimize(place => Objective(place, [(4, 8.0)], 0.2, 0), [0, 0]);
        Assert.Equal(peer[0], fit.Values[0], SearchEnd);
        Assert.Equal(peer[1], fit.Values[1], SearchEnd);
        Assert.Equal(Objective(peer, [(4, 8.0)], 0.2, 0), fit.Objective, 1e-8);
        Assert.Equal((2, 0), (fit.Estimated, fit.Deviations.Length));
    }

    [Theory]
    [InlineData("sigma_proportional_CP", 0.2)]
    [InlineData("sigma_proportional_CP=0.05", 0.05)]
    [InlineData("sigma_proportional_CP=0.6", 0.6)]
    public void The_error_is_that_which_is_held(string held, double deviation)
    {
        (double, double)[] levels = [(0.5, 3.1), (4, 8.0), (12, 2.9), (24, 0.6)];
        FitResult fit = Fit(Levels, "eta_CL,eta_V", Held(held), Priors(0.3, 0.2)).Results[0];
        double[] peer = DownhillSimplex.Minimize(place => Objective(place, levels, deviation, 0), [0, 0]);
        Assert.Equal(peer[0], fit.Values[0], SearchEnd);
        Assert.Equal(peer[1], fit.Values[1], SearchEnd);
        Assert.Equal(Objective(peer, levels, deviation, 0), fit.Objective, 1e-7);
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(-0.5)]
    public void Correlated_priors_have_the_minimum_of_an_independent_optimizer(double correlation)
    {
        double[] peer = DownhillSimplex.Minimize(place => Objective(place, [(4, 8.0)], 0.2, correlation), [0, 0]);
        string text = $"eta_CL.distribution = normal(0, 0.3); eta_V.distribution = normal(0, 0.2);";
        string covariance = string.Create(CultureInfo.InvariantCulture, $"{text} cov_CL_V = {correlation * 0.06};"),
            itself = string.Create(CultureInfo.InvariantCulture, $"{text} cor_V_CL = {correlation};");
        FitRequest TextPriors(FitRequest request) => request with { TakesTextPriors = true };
        FitRequest Option(FitRequest request) => request with { Correlations = [new CovariateCorrelation("eta_V", "eta_CL", correlation)] };
        Func<FitRequest, FitRequest> held = Held("sigma_proportional_CP"), priors = Priors(0.3, 0.2);
        FitResult[] same =
        [
            Fit(OneLevel, "eta_CL,eta_V", held, request => Option(priors(request))).Results[0],
            Fit(OneLevel, "eta_CL,eta_V", held, TextPriors, covariance).Results[0],
            Fit(OneLevel, "eta_CL,eta_V", held, TextPriors, itself).Results[0],
            Fit(OneLevel, "eta_CL,eta_V", held, priors, covariance).Results[0],
        ];
        foreach (FitResult fit in same)
        {
            Assert.Equal(peer[0], fit.Values[0], SearchEnd);
            Assert.Equal(peer[1], fit.Values[1], SearchEnd);
            Assert.Equal(Objective(peer, [(4, 8.0)], 0.2, correlation), fit.Objective, 1e-7);
        }

        // Untied by the option, whatever the text says.
        FitResult untied = Fit(OneLevel, "eta_CL,eta_V", held, request =>
            priors(request) with { Correlations = [new CovariateCorrelation("eta_CL", "eta_V", 0)] }, covariance).Results[0];
        Assert.Equal(-0.356, untied.Values[0], 5e-4);
    }

    [Fact]
    public void A_profile_under_correlated_priors_moves_the_other_parameter_with_it()
    {
        FitResult fit = Fit(OneLevel, "eta_CL,eta_V", Held("sigma_proportional_CP"), request => Priors(0.3, 0.2)(request) with
        {
            Correlations = [new CovariateCorrelation("eta_CL", "eta_V", 0.8)],
            Settings = new FitSettings { Profile = ["eta_CL"] },
        }).Results[0];
        foreach (double end in (double[])[fit.Profiles[0].Low, fit.Profiles[0].High])
        {
            double[] other = DownhillSimplex.Minimize(place => Objective([end, place[0]], [(4, 8.0)], 0.2, 0.8), [0]);
            Assert.Equal(fit.Objective + LikelihoodProfile.Threshold, Objective([end, other[0]], [(4, 8.0)], 0.2, 0.8), 1e-3);
        }
    }

    [Fact]
    public void A_standard_deviation_is_estimated_by_its_name_as_it_is_without_it()
    {
        const string Data = "ID,TIME,EVID,AMT,CMT,DV\n1,0,1,100,GUT,.\n1,0.5,0,.,.,3.1\n1,1,0,.,.,4.0\n1,2,0,.,.,5.9\n1,4,0,.,.,4.1\n" +
            "1,8,0,.,.,3.3\n1,12,0,.,.,1.5\n1,24,0,.,.,0.33\n";
        FitResult plain = Fit(Data, "eta_CL,eta_V", request => request, request => request).Results[0];
        FitResult named = Fit(Data, "eta_CL,eta_V,sigma_proportional_CP", request => request, request =>
            request with { Settings = new FitSettings { Profile = ["sigma_proportional_CP"] } }).Results[0];
        Assert.Equal(plain.Deviations.Single().Value, named.Estimates[2].Value, 1e-5);
        Assert.Equal(plain.Deviations.Single().StandardError, named.Estimates[2].StandardError, 1e-4);
        Assert.Equal(plain.MinusTwoLogLikelihood, named.MinusTwoLogLikelihood, 1e-8);
        Assert.Equal((plain.Estimated, 0), (named.Estimated, named.Deviations.Length));
        Assert.InRange(named.Profiles[0].High, named.Estimates[2].Value, 1);

        // A bound below the estimate stops it there.
        FitResult bound = Fit(Data, "eta_CL,eta_V,sigma_proportional_CP", request => request, request => request with
        {
            Parameters = [.. request.Parameters.Take(2), new FitParameter("sigma_proportional_CP", 0.01) { Lower = 0.001, Upper = 0.05 }],
        }).Results[0];
        Assert.Equal((EstimateKind.AtBound, 0.05), (bound.Estimates[2].Kind, Math.Round(bound.Estimates[2].Value, 6)));
    }

    [Fact]
    public void The_error_model_is_that_of_the_text_unless_another_is_asked_for()
    {
        const string Data = "ID,TIME,EVID,AMT,CMT,DV\n1,0,1,100,GUT,.\n1,0.5,0,.,.,3.1\n1,1,0,.,.,4.0\n1,2,0,.,.,5.9\n1,4,0,.,.,4.1\n" +
            "1,8,0,.,.,3.3\n1,12,0,.,.,1.5\n";
        ErrorModel Model(string more, Func<FitRequest, FitRequest>? change = null) =>
            Fit(Data, "eta_CL,eta_V", request => request, change ?? (request => request), more).Results[0].Problem.Errors.Single();
        Assert.Equal(ErrorModel.Proportional, Model(""));
        Assert.Equal(ErrorModel.Combined, Model("sigma_additive_CP = 0.1;"));
        Assert.Equal(ErrorModel.Proportional, Model("sigma_additive_CP = 0;"));
        Assert.Equal(ErrorModel.Combined, Model("sigma_additive_CP = 0;", Held("sigma_additive_CP=0.1")));
        Assert.Equal(ErrorModel.Additive, Model("sigma_additive_CP = 0.1;", request => request with { Errors = FitText.Errors(["additive"]) }));
        Assert.Equal(ErrorModel.Additive,
            Model("sigma_additive_CP = 0.1;", request => request with { Settings = new FitSettings { Method = FitMethod.OrdinaryLeastSquares } }));
    }

    [Theory]
    [InlineData("sigma_proportional_CP", 0.2)]
    [InlineData("sigma_proportional_CP=0.3", 0.3)]
    public void A_standard_deviation_that_the_text_computes_is_held_too(string held, double deviation)
    {
        const string Model = """
            model computed
              substanceOnly species GUT, CENT;
              GUT -> CENT; KA*GUT; CENT -> ; CL/V*CENT;
              CL := 2*exp(eta_CL); V := 15*exp(eta_V); KA = 1; eta_CL = 0; eta_V = 0;
              CP := CENT/V; CONC := CP;
              variance = 0.04; sigma_proportional_CP := sqrt(variance);
            end
            """;
        DataSetFitResult fit = FitFile.Fit(Model, OneLevel, "eta_CL,eta_V", request => Priors(0.3, 0.2)(Held(held)(request)) with { Observe = [("", "CONC")] });
        double[] peer = DownhillSimplex.Minimize(place => Objective(place, [(4, 8.0)], deviation, 0), [0, 0]);
        Assert.Equal(peer[0], fit.Results[0].Values[0], SearchEnd);
        Assert.Equal(deviation, fit.Results[0].Values[2]);
        Assert.Equal(["ID", "eta_CL", "eta_V"], FitTables.Parameters(fit).Columns.Select(column => column.Name));
        Assert.Equal(3, FitTables.Estimates(fit).Rows.Length);
    }

    [Fact]
    public void A_model_without_a_differential_equation_is_fitted()
    {
        const string Model = "model emax\n CONC = 0; EMAX = 80; EC50 = 5;\n EFF := EMAX*CONC/(EC50 + CONC);\nend\n";
        const string Data = "TIME,EVID,CONC,DV\n0,0,1,9.0909090909\n1,0,10,50\n2,0,40,80\n3,0,90,90\n";
        FitResult fit = FitFile.Fit(Model, Data, "EMAX,EC50", request =>
            request with { Observe = [], Settings = new FitSettings { Method = FitMethod.OrdinaryLeastSquares } }).Results[0];
        Assert.Equal(100, fit.Values[0], 1e-4);
        Assert.Equal(10, fit.Values[1], 1e-4);
    }

    [Theory]
    [InlineData("sigma_proportional_CM", "'sigma_proportional_CM' is not the residual error of what DV is; did you mean 'sigma_proportional_CP'?")]
    [InlineData("sigma_proportional_CP=0", "'sigma_proportional_CP' is a standard deviation of the residual error, so it must be above 0; it is 0")]
    [InlineData("sigma_proportional_CP=-1", "so it must be above 0; it is -1")]
    [InlineData("additive",
        "the error of CP is additive, which has no part 'sigma_proportional_CP'; write --error combined, or leave 'sigma_proportional_CP' out")]
    [InlineData("log", "write --error proportional, or leave")]
    [InlineData("wls", "'sigma_proportional_CP' is held or estimated under maximum likelihood only (--method ml)")]
    [InlineData("set", "'sigma_proportional_CP' is estimated with the parameters, so --set does not hold it; write --fix sigma_proportional_CP=0.1")]
    [InlineData("text", "--prior text: the text gives no distribution of eta_CL, eta_V, but none of any parameter")]
    [InlineData("correlation", "a correlation names 'eta_KA', which has no prior")]
    [InlineData("twice", "the correlation of the priors of 'eta_V' and 'eta_CL' is given twice")]
    [InlineData("prior", "'eta_CL' is held, so a prior of it would do nothing")]
    public void What_would_do_nothing_is_asked_about(string kind, string expected)
    {
        FitRequest Change(FitRequest request) => kind switch
        {
            "additive" or "log" => Held("sigma_proportional_CP")(request) with { Errors = FitText.Errors([kind]) },
            "wls" => Held("sigma_proportional_CP")(request) with { Settings = new FitSettings { Method = FitMethod.WeightedLeastSquares } },
            "set" => request with { Run = request.Run with { Overrides = Assignments.Parse(["sigma_proportional_CP=0.1"]) } },
            "text" => request with { TakesTextPriors = true },
            "correlation" => Priors(0.3, 0.2)(request) with { Correlations = [new CovariateCorrelation("eta_CL", "eta_KA", 0.5)] },
            "twice" => Priors(0.3,
                0.2)(request) with
            { Correlations = [new CovariateCorrelation("eta_CL", "eta_V", 0.5), new CovariateCorrelation("eta_V", "eta_CL", 0.1)] },
            "prior" => request with { Parameters = [new FitParameter("eta_CL", 0) { IsFixed = true, Prior = new NormalPrior(0, 1) }, request.Parameters[1]] },
            _ => Held(kind)(request),
        };
        UserErrorException error =
            Assert.Throws<UserErrorException>(() => Fit(Levels, "eta_CL,eta_V", Change, request => request, "sigma_proportional_CM = 0.3; CM := 2*CENT;"));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Correlations_that_cannot_hold_together_are_refused()
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => Fit(Levels, "eta_CL,eta_V,eta_KA", request => request with
        {
            Parameters = [.. request.Parameters.Select(parameter => parameter with { Prior = new NormalPrior(0, 0.3) })],
            Correlations = [new("eta_CL", "eta_V", 0.9), new("eta_CL", "eta_KA", 0.9), new("eta_V", "eta_KA", -0.9)],
        }, request => request, "eta_KA = 0;"));
        Assert.Contains("the correlations of the priors of eta_CL, eta_V, eta_KA cannot hold together", error.Message, StringComparison.Ordinal);
    }

    private static DataSetFitResult Fit(string data, string estimate, Func<FitRequest, FitRequest> first, Func<FitRequest, FitRequest> then, string more = "") => FitFile.Fit(
        $"""
        model tdm
          substanceOnly species GUT, CENT;
          GUT -> CENT; KA*GUT;
          CENT -> ; CL/V*CENT;
          CL := 2*exp(eta_CL);
          V := 15*exp(eta_V);
          KA = 1; eta_CL = 0; eta_V = 0; sigma_proportional_CP = 0.2;
          CP := CENT/V;
          {more}
        end
        """,
        data, estimate, request => then(first(request)));

    /// <summary>Holds a parameter as the command line does: NAME, or NAME=VALUE.</summary>
    private static Func<FitRequest, FitRequest> Held(string text) => request => request with
    {
        Parameters = [.. request.Parameters, new FitParameter(text.Split('=')[0], double.NaN) { IsFixed = true }],
        Run = request.Run with { Overrides = text.Contains('=', StringComparison.Ordinal) ? Assignments.Parse([text]) : request.Run.Overrides },
    };

    private static Func<FitRequest, FitRequest> Priors(double clearance, double volume) => request => request with
    {
        Parameters =
        [
            .. request.Parameters.Select(parameter => parameter.Name switch
            {
                "eta_CL" => parameter with { Prior = new NormalPrior(0, clearance) },
                "eta_V" => parameter with { Prior = new NormalPrior(0, volume) },
                _ => parameter,
            }),
        ],
    };

    /// <summary>-2 log posterior density from the closed form of the model, with the constant n log(2 pi) and without that of the priors.</summary>
    private static double Objective(double[] eta, (double Time, double Value)[] levels, double deviation, double correlation)
    {
        double volume = 15 * Math.Exp(eta[1]), rate = 2 * Math.Exp(eta[0]) / volume;
        double sum = 0;
        foreach ((double time, double value) in levels)
        {
            double predicted = 100 / (volume * (1 - rate)) * (Math.Exp(-rate * time) - Math.Exp(-time)), variance = Math.Pow(deviation * predicted, 2);
            sum += (Math.Pow(value - predicted, 2) / variance) + Math.Log(2 * Math.PI * variance);
        }

        (double x, double y) = (eta[0] / 0.3, eta[1] / 0.2);
        return sum + (((x * x) - (2 * correlation * x * y) + (y * y)) / (1 - (correlation * correlation)));
    }
}
