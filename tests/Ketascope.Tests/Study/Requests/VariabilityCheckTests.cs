using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;
using Ketascope.Tests.Cli;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Requests;

[Collection(ConsoleTests.Name)]
public sealed class VariabilityCheckTests
{
    private const string Etas =
        "eta_CL.distribution = normal(0, sqrt(omega2_CL)); eta_V.distribution = normal(0, sqrt(omega2_V)); omega2_CL = 0.09; omega2_V = 0.04;";

    [Theory]
    [InlineData("cov_CL_V = 0.01;",
        "'cov_CL_V' ties nothing: no parameter has a distribution; write eta_CL.distribution = normal(0, sqrt(omega2_CL)), or leave it out")]
    [InlineData("cor_CL_V = 0.5;", "'cor_CL_V' ties nothing: no parameter has a distribution")]
    [InlineData(Etas + "cov_CL_VV = 0.01;", "'cov_CL_VV' ties nothing: it needs two deviations eta_X and eta_Y with a distribution, as in cov_X_Y, " +
        "and there are eta_CL, eta_V; did you mean 'cov_CL_V'?")]
    [InlineData(Etas + "cov_CL_V := 2*omega2_CL;", "'cov_CL_V' is 0.18 and must be between -0.06 and 0.06, the product of the standard deviations")]
    [InlineData(Etas + "cov_CL_V = 0.06;", "the covariances of eta_CL, eta_V are not positive definite: 'cov_CL_V' is 0.06")]
    [InlineData(Etas + "cov_V_CL = -0.0601;", "'cov_V_CL' is -0.0601 and must be between -0.06 and 0.06")]
    [InlineData(Etas + "cor_CL_V = 1;", "'cor_CL_V' is a correlation, so it must be between -1 and 1; it is 1")]
    [InlineData(Etas + "cov_CL_V = 0.01; cor_CL_V = 0.1;", "'cov_CL_V' and 'cor_CL_V' both tie 'eta_CL' and 'eta_V'; leave one of them out")]
    [InlineData(Etas + "eta_KA = 0; eta_KA.distribution = normal(0, 1); cor_CL_V = 0.9; cor_CL_KA = 0.9; cor_V_KA = -0.9; KA := exp(eta_KA);",
        "the covariances of eta_CL, eta_V, eta_KA are not positive definite: the correlations contradict one another")]
    [InlineData(Etas + "eta_KA = 0; eta_KA.distribution = lognormal(0, 1); cor_CL_KA = 0.9; KA := exp(eta_KA);",
        "'eta_KA' has covariances with eta_CL, eta_KA, so its distribution must be normal(mean, sd)")]
    [InlineData(Etas + "omega2_KA = 0.1;",
        "'omega2_KA' is the variance of nothing: there is no 'eta_KA'; write eta_KA = 0 and eta_KA.distribution = normal(0, sqrt(omega2_KA)), or leave it out")]
    [InlineData("omega2_VV = 0.1;", "'omega2_VV' is the variance of nothing: there is no 'eta_VV'; did you mean the variance of 'eta_V'?")]
    [InlineData("omega2_CL = 0.1;",
        "'omega2_CL' is the variance of nothing: 'eta_CL' has no distribution; write eta_CL.distribution = normal(0, sqrt(omega2_CL)), or leave it out")]
    [InlineData("omega2_CL = 0.1; eta_CL.distribution = normal(0, 0.3);",
        "the distribution of 'eta_CL' does not use it; write normal(0, sqrt(omega2_CL)) there")]
    [InlineData("nu2_CL = 0.1;", "'nu2_CL' is the variance of nothing: there is no 'kappa_CL'")]
    [InlineData("omega2_CL = -0.1; eta_CL.distribution = normal(0, sqrt(omega2_CL));",
        "the standard deviation of 'eta_CL' must be 0 or more; it is NaN, from omega2_CL (a variance is not negative)")]
    [InlineData("sigma_proportional_CPP = 0.1;", "'sigma_proportional_CPP' is the residual error of 'CPP', which the model does not have; did you mean 'CP'?")]
    public void Variability_that_cannot_be_or_does_nothing_is_an_error_of_the_text(string more, string expected)
    {
        Diagnostic[] errors = [.. Check(more).Where(item => item.Severity == Severity.Error)];
        Assert.Contains(errors, error => error.Message.Contains(expected, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.True(error.Span.Source is not null && error.Span.Source.Locate(error.Span.Start).Line is 6 or 7, error.ToString()));
    }

    [Theory]
    [InlineData("cov_CL_V = 0.0599;")]
    [InlineData("cov_V_CL = -0.03;")]
    [InlineData("cor_V_CL = -0.99;")]
    [InlineData("cov_CL_V = 0; eta_KA = 0; eta_KA.distribution = normal(0, 0); cov_CL_KA = 0; KA := exp(eta_KA);")]
    [InlineData("cov_WT_CL = 0.75; WT = 70; CR := (WT/70)^cov_WT_CL;")]
    [InlineData("omega2_F = 0.1; F_CENT := exp(sqrt(omega2_F));")]
    [InlineData("sigma_proportional_CP = 0.1; sigma_additive_CP = 0.1; sigma_log_CENT = 0.1;")]
    [InlineData("sigma_receptor = 3; cover = 2; omega_0 = 1;")]
    public void What_does_something_is_no_error(string more) => Assert.Empty(Check(Etas + more));

    [Fact]
    public void A_deviation_that_another_submodel_gives_leaves_its_own_variance_idle()
    {
        const string Text = """
            model enantiomer
              CL := 2*exp(eta_CL); V := 3*exp(eta_V); eta_CL = 0; eta_V = 0; omega2_CL = 0.1; omega2_V = 0.1; cov_CL_V = 0.05;
              eta_CL.distribution = normal(0, sqrt(omega2_CL)); eta_V.distribution = normal(0, sqrt(omega2_V));
            end
            model both
              S: enantiomer(); R: enantiomer();
              R.eta_CL is S.eta_CL; R.eta_V is S.eta_V;
              X = 1; X' = -S.CL/R.V*X;
            end
            """;
        Assert.Empty(Diagnostics(Text));
    }

    [Fact]
    public void A_deviation_that_nothing_follows_from_is_warned_of()
    {
        Diagnostic warning = Assert.Single(Check("eta_KA = 0; eta_KA.distribution = normal(0, 1);"));
        Assert.Equal((Severity.Warning, "'eta_KA' is drawn, but nothing follows from it"), (warning.Severity, warning.Message));
        warning = Assert.Single(Check("F_CENT = 1; F_CENT.distribution = uniform(0.5, 1); omega2_CL = 0.3; eta_CL.distribution = normal(0, omega2_CL);"));
        Assert.Contains("'eta_CL' is drawn with the standard deviation 'omega2_CL', the name of a variance; write normal(..., sqrt(omega2_CL))",
            warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_a_text_from_elsewhere_that_draws_nothing_are_warned_of_only()
    {
        string sbml = """
            <?xml version="1.0" encoding="UTF-8"?>
            <sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1"><model id="m">
            <listOfParameters><parameter id="cov_A_B" value="0.1" constant="true"/></listOfParameters></model></sbml>
            """;
        Diagnostic warning = Assert.Single(Diagnostics(sbml));
        Assert.Equal(Severity.Warning, warning.Severity);
        Assert.StartsWith("'cov_A_B' ties nothing", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F_CENT = 0.5; ALAG_CENT = 1; dose: at (time > 4): CENT = CENT + 50;",
        "the event 'dose' gives CENT a dose, on which F_CENT, ALAG_CENT do not act")]
    [InlineData("F_CENT := 0.5*V; at (time > 4): CENT = 50;", "on which F_CENT does not act")]
    [InlineData("F_CENT = 0.5; DOSE = 10; at (CENT < 1): CENT = DOSE;", "on which F_CENT does not act")]
    [InlineData("D_CENT = 2; ALAG_CENT = 1; at (time > ALAG_CENT): CENT = CENT + 50;", "on which D_CENT does not act")]
    [InlineData("F_CENT = 0.5; at 2 after (CENT < 1): CENT = 10 + CENT*0.9;", "on which F_CENT does not act")]
    public void Doses_by_events_beside_dosing_parameters_are_warned_of(string more, string expected)
    {
        Diagnostic warning = Assert.Single(Check(Etas + more));
        Assert.Equal((Severity.Warning, "dose-by-event"), (warning.Severity, warning.Code));
        Assert.Contains(expected, warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F_CENT = 0.5; at (time > 4): CENT = 0;")]
    [InlineData("F_CENT = 0.5; at (time > 4): CENT = CENT - 10;")]
    [InlineData("F_CENT = 0.5; at (time > 4): CENT = 0.5*CENT;")]
    [InlineData("F_CENT = 0.5; at (time > 4): CENT = CENT + F_CENT*50;")]
    [InlineData("F_CENT = 1; ALAG_CENT = 0; at (time > 4): CENT = CENT + 50;")]
    [InlineData("F_GUT = 0.5; at (time > 4): CENT = CENT + 50;")]
    public void Other_events_are_not(string more) => Assert.Empty(Check(Etas + more));

    [Fact]
    public async Task Check_and_run_refuse_the_text_with_its_place()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["m.ant"], Text(Etas + "cov_CL_V = 0.07;"));
        foreach (string[] words in (string[][])[["model", "check", folder["m.ant"]], ["run", folder["m.ant"], "--subjects", "3", "--for", "2"],
            ["run", folder["m.ant"], "--for", "2"]])
        {
            ProgramResult result = await CapturedProgram.RunAsync(words);
            Assert.Equal(1, result.ExitCode);
            Assert.Contains($"{folder["m.ant"]}:7:", result.Error, StringComparison.Ordinal);
            Assert.Contains("not positive definite", result.Error, StringComparison.Ordinal);
        }
    }

    private static Diagnostic[] Check(string more) => Diagnostics(Text(more));

    private static string Text(string more) => $"""
        model m
          substanceOnly species CENT, GUT;
          CENT -> ; CL/V*CENT; GUT -> CENT; GUT;
          CL := 2*exp(eta_CL); V := 10*exp(eta_V); CP := CENT/V;
          CENT = 100; eta_CL = 0; eta_V = 0;
          {more.Replace(Etas, Etas + "\n", StringComparison.Ordinal)}
        end
        """;

    private static Diagnostic[] Diagnostics(string text)
    {
        DiagnosticBag diagnostics = new();
        ModelLoading.TryLoad(new SourceText("m.ant", text), diagnostics, UnitPolicy.Warn);
        return [.. diagnostics.Items];
    }
}
