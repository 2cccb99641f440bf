using Ketascope.Study.Fitting;
using Ketascope.Study.Requests;
using MathNet.Numerics.Distributions;

namespace Ketascope.Tests.Study.Fitting;

public sealed class FitterTests
{
    // A search ends this many standard errors from the minimum.
    private const double SearchEnd = 1e-5;

    private static readonly double[] Times = [0, 1, 2, 3, 4, 5, 6, 7];
    private static readonly double[] Line = [-1.2, 0.9, 3.3, 4.6, 7.4, 8.8, 11.3, 12.9];
    private static readonly double[] Decay = [98.3, 61.4, 36.9, 21.0, 13.9, 8.4, 4.7, 3.1];
    private static readonly FormulaPredictor Straight = new((p, t) => p[0] + (p[1] * t), Times);
    private static readonly FormulaPredictor Exponential = new((p, t) => p[0] * Math.Exp(-p[1] * t), Times);

    public static TheoryData<FitMethod, ErrorModel> Combinations => new()
    {
        { FitMethod.OrdinaryLeastSquares, ErrorModel.Additive },
        { FitMethod.OrdinaryLeastSquares, ErrorModel.Log },
        { FitMethod.WeightedLeastSquares, ErrorModel.Additive },
        { FitMethod.WeightedLeastSquares, ErrorModel.Proportional },
        { FitMethod.WeightedLeastSquares, ErrorModel.Log },
        { FitMethod.MaximumLikelihood, ErrorModel.Additive },
        { FitMethod.MaximumLikelihood, ErrorModel.Proportional },
        { FitMethod.MaximumLikelihood, ErrorModel.Combined },
        { FitMethod.MaximumLikelihood, ErrorModel.Log },
        { FitMethod.MaximumLikelihood, ErrorModel.KnownAdditive },
    };

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Data_without_noise_give_the_parameters_back(FitMethod method, ErrorModel error)
    {
        double[] exact = [.. Times.Select(t => 120 * Math.Exp(-0.35 * t))];
        FitResult fit = Exponential.Fit(exact, error, new FitSettings { Method = method }, new FitParameter("A", 30), new FitParameter("k", 2));
        Assert.True(fit.Converged, string.Join('\n', fit.Warnings));
        Assert.Equal(120, fit.Estimates[0].Value, 1e-6);
        Assert.Equal(0.35, fit.Estimates[1].Value, 1e-9);
    }

    [Fact]
    public void A_straight_line_has_the_estimates_errors_and_interval_of_the_closed_form()
    {
        (double[] beta, double[] error, double correlation, double squares) = Regression();
        FitResult fit = FitLine(new FitSettings { Method = FitMethod.OrdinaryLeastSquares, Profile = ["slope"] });
        double deviation = Math.Sqrt(squares / 6), quantile = StudentT.InvCDF(0, 1, 6, 0.975);
        for (int i = 0; i < 2; i++)
        {
            Close(beta[i], fit.Estimates[i].Value, 1e-8);
            Close(error[i], fit.Estimates[i].StandardError, 1e-7);
            Close(beta[i] - (quantile * error[i]), fit.Estimates[i].Low, 1e-7);
            Close(beta[i] + (quantile * error[i]), fit.Estimates[i].High, 1e-7);
        }

        Close(squares, fit.SumOfSquares, 1e-9);
        Close(deviation, fit.Deviations.Single().Value, 1e-9);
        Close(correlation, fit.Correlation[0][1], 1e-7);
        Close((1 - correlation) / (1 + correlation), fit.Condition, 1e-6);
        Close(8 * (Math.Log(2 * Math.PI * squares / 8) + 1), fit.MinusTwoLogLikelihood, 1e-9);
        Close(fit.MinusTwoLogLikelihood + 6, fit.Aic, 1e-12);
        Close(fit.MinusTwoLogLikelihood + (3 * Math.Log(8)), fit.Bic, 1e-12);
        Assert.Empty(fit.Warnings);

        // n log(1 + (b - b0)^2 / (se^2 (n - 2))) = 3.84.
        double reach = error[1] * Math.Sqrt(6 * (Math.Exp(LikelihoodProfile.Threshold / 8) - 1));
        Close(beta[1] - reach, fit.Profiles[0].Low, 1e-4);
        Close(beta[1] + reach, fit.Profiles[0].High, 1e-4);
    }

    [Fact]
    public void Maximum_likelihood_divides_by_the_number_of_observations()
    {
        (double[] beta, double[] error, _, double squares) = Regression();
        FitResult fit = FitLine(new FitSettings());
        Close(beta[1], fit.Estimates[1].Value, 1e-5);
        Close(Math.Sqrt(squares / 8), fit.Deviations.Single().Value, 1e-4);
        Close(error[1] * Math.Sqrt(6.0 / 8), fit.Estimates[1].StandardError, 1e-3);

        // The logarithm of the standard deviation has the information 2n.
        Close(fit.Deviations[0].Value / Math.Sqrt(16), fit.Deviations[0].StandardError, 1e-2);
        Close(8 * (Math.Log(2 * Math.PI * squares / 8) + 1), fit.MinusTwoLogLikelihood, 1e-7);
    }

    [Theory]
    [InlineData(5, 0.5)]
    [InlineData(2, 3)]
    public void A_normal_prior_meets_normal_data_as_the_conjugate_posterior(double mean, double deviation)
    {
        FormulaPredictor constant = new((p, _) => p[0], Times);
        FitResult fit = constant.Fit(
            [.. Line.Select(value => new FitObservation(value, Spread: 2))], ErrorModel.KnownAdditive, new FitSettings(), new FitParameter("m", 1) { Lower = double.NegativeInfinity, Prior = new NormalPrior(mean, deviation) });
        double precision = (8 / 4.0) + (1 / (deviation * deviation));
        double posterior = ((Line.Sum() / 4) + (mean / (deviation * deviation))) / precision;
        Assert.Equal(posterior, fit.Estimates[0].Value, SearchEnd / Math.Sqrt(precision));
        Close(1 / Math.Sqrt(precision), fit.Estimates[0].StandardError, 1e-6);
        Close(Math.Pow((posterior - mean) / deviation, 2), fit.Penalty, 1e-5);
    }

    [Fact]
    public void A_lognormal_prior_meets_lognormal_data_as_the_conjugate_posterior_of_the_logarithm()
    {
        FormulaPredictor constant = new((p, _) => p[0], Times);
        FitResult fit = constant.Fit(
            [.. Decay.Select(value => new FitObservation(value, Spread: 0.8))], ErrorModel.KnownLog, new FitSettings(), new FitParameter("m", 1) { Prior = new LogNormalPrior(50, 0.2) });
        double precision = (8 / 0.64) + (1 / 0.04);
        double posterior = ((Decay.Sum(Math.Log) / 0.64) + (Math.Log(50) / 0.04)) / precision;
        Assert.Equal(posterior, Math.Log(fit.Estimates[0].Value), SearchEnd / Math.Sqrt(precision));
        Close(100 / Math.Sqrt(precision), fit.Estimates[0].RelativeStandardError, 1e-6);
    }

    [Fact]
    public void Weights_follow_the_fit_until_both_agree()
    {
        FitResult fit = Exponential.Fit(Decay, ErrorModel.Proportional, new FitSettings { Method = FitMethod.WeightedLeastSquares }, new FitParameter("A", 50), new FitParameter("k", 1));

        // At the solution of generalized least squares the residuals, weighted with 1/f^2 and not with 1/y^2, are orthogonal to the derivatives.
        (double a, double k) = (fit.Estimates[0].Value, fit.Estimates[1].Value);
        double[] relative = [.. Times.Select((t, i) => (Decay[i] / (a * Math.Exp(-k * t))) - 1)];
        Assert.Equal(0, relative.Sum(), 1e-5);
        Assert.Equal(0, relative.Zip(Times, (r, t) => r * t).Sum(), 1e-5);
        Close(Math.Sqrt(relative.Sum(r => r * r) / 6), fit.Deviations.Single().Value, 1e-6);
    }

    [Fact]
    public void A_parameter_stops_at_its_bound_and_says_so()
    {
        FitResult fit = Exponential.Fit(Decay, ErrorModel.Additive, new FitSettings(), new FitParameter("A", 50), new FitParameter("k", 0.2) { Lower = 0.1, Upper = 0.3 });
        Assert.Equal(EstimateKind.AtBound, fit.Estimates[1].Kind);
        Assert.Equal(0.3, fit.Estimates[1].Value, 1e-6);
        Assert.True(double.IsNaN(fit.Estimates[1].StandardError));
        Assert.Contains("k is at its upper bound 0.3", fit.Warnings);
        Assert.True(fit.Estimates[0].StandardError > 0);
    }

    [Fact]
    public void What_several_directions_have_in_common_is_warned_of_once()
    {
        FormulaPredictor product = new((p, t) => p[0] * p[1] * p[2] * Math.Exp(-p[3] * t), Times);
        FitResult fit = product.Fit(Decay, ErrorModel.Additive, new FitSettings(), new FitParameter("F", 0.5), new FitParameter("G", 2), new FitParameter("D", 100), new FitParameter("k", 1));
        Assert.Single(fit.Warnings, warning => warning.Contains("not identifiable", StringComparison.Ordinal));
    }

    [Fact]
    public void Parameters_that_make_up_for_one_another_are_named()
    {
        FormulaPredictor product = new((p, t) => p[0] * p[2] * Math.Exp(-p[1] * t), Times);
        FitResult fit = product.Fit(Decay, ErrorModel.Additive, new FitSettings(), new FitParameter("F", 0.5), new FitParameter("k", 1), new FitParameter("D", 100), new FitParameter("idle", 3));
        Assert.Contains(fit.Warnings, warning => warning.StartsWith("F and D are not identifiable", StringComparison.Ordinal));
        Assert.Contains(fit.Warnings, warning => warning.StartsWith("idle is not identifiable: no prediction", StringComparison.Ordinal));
        Assert.Equal([EstimateKind.NotIdentifiable, EstimateKind.Estimated, EstimateKind.NotIdentifiable, EstimateKind.NotIdentifiable], fit.Estimates.Select(estimate => estimate.Kind));
        Assert.Equal(3, fit.Estimates[3].Value, 1e-12);
        FitResult plain = Exponential.Fit(Decay, ErrorModel.Additive, new FitSettings(), new FitParameter("A", 50), new FitParameter("k", 1));
        Close(plain.Estimates[1].Value, fit.Estimates[1].Value, 1e-4);
        Close(plain.Estimates[1].StandardError, fit.Estimates[1].StandardError, 0.2);
    }

    [Fact]
    public void Starts_that_end_elsewhere_are_reported_and_the_best_is_taken()
    {
        FormulaPredictor wave = new((p, t) => Math.Sin(p[0] * t), Times);
        double[] observed = [.. Times.Select((t, i) => Math.Sin(0.9 * t) + (i % 2 == 0 ? 0.02 : -0.02))];
        FitResult fit = wave.Fit(observed, ErrorModel.Additive, new FitSettings { Starts = 20 }, new FitParameter("w", 2.5) { Lower = 0.01, Upper = 3 });
        Assert.Equal(0.9, fit.Estimates[0].Value, 0.02);
        Assert.Contains(fit.Warnings, warning => warning.Contains("of 20 starts reached the best objective", StringComparison.Ordinal));
        Assert.Equal(fit.Objective, fit.Starts.Min(start => start.Objective), 1e-9);
    }

    [Fact]
    public void A_fixed_parameter_keeps_its_value()
    {
        FitResult fit = Exponential.Fit(Decay, ErrorModel.Proportional, new FitSettings(), new FitParameter("A", 100) { IsFixed = true }, new FitParameter("k", 1));
        Assert.Equal((100, EstimateKind.Fixed), (fit.Estimates[0].Value, fit.Estimates[0].Kind));
        Assert.Equal(2, fit.Estimated);
    }

    [Theory]
    [InlineData(1.0, 0.5, "not in order: 1..0.5")]
    [InlineData(3.0, null, "not inside its bounds 3..")]
    [InlineData(null, 1.0, "not inside its bounds")]
    public void Bounds_that_cannot_hold_are_refused(double? lower, double? upper, string expected)
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() =>
            Exponential.Fit(Decay, ErrorModel.Additive, new FitSettings(), new FitParameter("A", 2) { Lower = lower, Upper = upper }, new FitParameter("k", 1)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("'A'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_of_what_is_not_estimated_is_refused_with_the_nearest_name()
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() =>
            Exponential.Fit(Decay, ErrorModel.Additive, new FitSettings { Profile = ["kel"] }, new FitParameter("A", 2), new FitParameter("ke", 1)));
        Assert.Contains("did you mean 'ke'", error.Message, StringComparison.Ordinal);
    }

    private static FitResult FitLine(FitSettings settings) => Straight.Fit(
        Line, ErrorModel.Additive, settings, new FitParameter("intercept", -1), new FitParameter("slope", -1));

    private static (double[] Beta, double[] Error, double Correlation, double Squares) Regression()
    {
        double n = Times.Length, sx = Times.Sum(), sxx = Times.Sum(t => t * t), sy = Line.Sum(), sxy = Times.Zip(Line, (t, y) => t * y).Sum();
        double det = (n * sxx) - (sx * sx), slope = ((n * sxy) - (sx * sy)) / det, intercept = (sy - (slope * sx)) / n;
        double squares = Times.Zip(Line, (t, y) => Math.Pow(y - intercept - (slope * t), 2)).Sum(), variance = squares / (n - 2);
        return ([intercept, slope], [Math.Sqrt(variance * sxx / det), Math.Sqrt(variance * n / det)], -sx / Math.Sqrt(n * sxx), squares);
    }

    private static void Close(double expected, double actual, double relative) => Assert.Equal(expected, actual, Math.Abs(expected) * relative);
}
