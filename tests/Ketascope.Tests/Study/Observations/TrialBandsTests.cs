using Ketascope.Language.Antimony;
using Ketascope.Study.Observations;

namespace Ketascope.Tests.Study.Observations;

public sealed class TrialBandsTests
{
    /// <summary>Values of mean 3 and SD sqrt(2.5): the mean of 10 people has a standard error of 0.5, of which 1.645 are to each side.</summary>
    [Fact]
    public void A_mean_has_the_interval_of_the_number_of_people()
    {
        Prediction made = TrialBands.Mean([1, 2, 3, 4, 5], 10, "model");
        Assert.Equal([3, 3 - 0.82243, 3 + 0.82243], [made.Value, made.Low!.Value, made.High!.Value], (one, other) => Math.Abs(one - other) < 1e-5);
        Assert.Null(TrialBands.Mean([1, 2, 3], null, "model").Low);
    }

    /// <summary>R: qbinom(c(0.05, 0.95), 12, 0.25) is 1 and 6.</summary>
    [Fact]
    public void A_share_has_the_interval_of_the_binomial_distribution()
    {
        Prediction made = TrialBands.Share(0.25, 12, UnitParser.Parse("percent"), "model");
        Assert.Equal([25, 100 / 12.0, 50], [made.Value, made.Low!.Value, made.High!.Value], (one, other) => Math.Abs(one - other) < 1e-9);
    }
}
