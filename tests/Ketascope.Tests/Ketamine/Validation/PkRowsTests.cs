using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Ketamine.Validation;

public sealed class PkRowsTests
{
    private const int Subjects = 400;
    private const string Dose = "esketamine 0.25 mg/kg iv over 40 min";
    private static readonly ModelLibrary Library = ModelLibrary.Read(Path.Combine(Repository.Root, "models", "pharmacokinetics"));

    /// <summary>AUC is dose over clearance, and clearance is log-normal with the text's omega: so are median and percentiles (of 400 draws, within four standard errors of a percentile).</summary>
    [Fact]
    public void PercentilesAreThoseOfTheTextsVariability()
    {
        Prediction area = Predict(Dose, "auc", "ng*h/mL", "median");
        double typical = 0.25 * 70 * 1000 / 95.2, omega = Math.Sqrt(0.026048);
        Assert.Equal(1, area.Value / typical, 4 * 1.25 * omega / Math.Sqrt(Subjects));
        Assert.Equal(-1.645 * omega, Math.Log(area.Low!.Value / typical), 4 * 2.1 * omega / Math.Sqrt(Subjects));
        Assert.Equal(1.645 * omega, Math.Log(area.High!.Value / typical), 4 * 2.1 * omega / Math.Sqrt(Subjects));
    }

    [Fact]
    public void TheSameSeedIsTheSamePeople()
    {
        Assert.Equal(Predict(Dose, "1 h", "ng/mL", "median"), Predict(Dose, "1 h", "ng/mL", "median"));
        Assert.NotEqual(Predict(Dose, "1 h", "ng/mL", "median"), Predict(Dose, "1 h", "ng/mL", "median", seed: 8));
    }

    [Fact]
    public void AModelWithoutVariabilityPredictsItsTypicalPerson()
    {
        Prediction prediction = People(Subjects, model: "domino-1982").Predict(Row("ketamine 0.5 mg/kg iv over 40 min", "ketamine", "end of infusion", "ng/mL", "mean"), TestContext.Current.CancellationToken);
        Assert.Equal(240.4, prediction.Value, 0.1);
        Assert.Null(prediction.Low);
    }

    [Fact]
    public void ADifferenceIsBetweenTheSamePeople()
    {
        Prediction whole = Predict(Dose, "end of infusion", "ng/mL", "median");
        Prediction half = Predict($"{Dose} versus esketamine 0.125 mg/kg iv over 40 min", "end of infusion", "ng/mL", "difference");
        Assert.Equal(whole.Value / 2, half.Value, 1e-6 * whole.Value);
        Assert.Equal(whole.High!.Value / 2, half.High!.Value, 1e-6 * whole.Value);
    }

    [Fact]
    public void AShareCountsPeople()
    {
        Prediction median = Predict(Dose, "end of infusion", "ng/mL", "median");
        Prediction share = People(Subjects, model: "otto-2021").Predict(Row(Dose, FormattableString.Invariant($"S-ketamine > {median.Value:F4} ng/mL"), "end of infusion", "percent", "share of subjects"), TestContext.Current.CancellationToken);
        Assert.Equal(50, share.Value, 0.3);
    }

    [Fact]
    public void A_difference_is_also_that_of_typical_people_and_a_share_is_not()
    {
        ArmPredictor typical = new(new PkRows(Library, "otto-2021").Plan, Cohort.Typical);
        double Value(string regimen, string statistic, string output = "S-ketamine") =>
            typical.Predict(Row(regimen, output, "end of infusion", "ng/mL", statistic), TestContext.Current.CancellationToken).Value;
        double whole = Value(Dose, "median"), half = Value($"{Dose} versus esketamine 0.125 mg/kg iv over 40 min", "difference");
        Assert.Equal(whole / 2, half, 1e-9 * whole);
        Assert.Contains("needs virtual people", Assert.Throws<UserErrorException>(() => Value(Dose, "share of subjects", "S-ketamine > 1 ng/mL")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_course_goes_on_to_a_time_that_is_asked_for()
    {
        double Value(string time, string unit = "ng/mL") => People(1).Predict(Row(Dose, "S-ketamine", time, unit, "median"), TestContext.Current.CancellationToken).Value;
        double late = Value("200 h"), later = Value("210 h"), half = Value("half-life", "h");
        Assert.Equal(Math.Pow(0.5, 10 / half), later / late, 1e-3);
    }

    /// <summary>Bioavailability of an intravenous dose is one, and that of twice a dose the same as of the dose in a linear model.</summary>
    [Fact]
    public void Bioavailability_is_over_the_same_dose_given_intravenously()
    {
        double Value(string regimen) => People(20, model: "perez-ruixo-2021").Predict(Row(regimen, "S-ketamine", "F", "percent", "mean"), TestContext.Current.CancellationToken).Value;
        Assert.Equal(100, Value("esketamine 20 mg iv"), 1e-9);
        Assert.Equal(100, Value("esketamine 20 mg iv over 40 min"), 0.1);
        Assert.InRange(Value("esketamine 28 mg intranasal"), 30, 90);
    }

    /// <summary>A spray comes in devices: mg/kg is a number of mg where all weigh the same.</summary>
    [Fact]
    public void DevicesPerKilogramNeedOneWeight()
    {
        Observation row = Row("esketamine 1.2 mg/kg intranasal", "S-ketamine", "max", "ng/mL", "median");
        Prediction Of(Observation asked) => People(20).Predict(asked, TestContext.Current.CancellationToken);
        Observation Weighing(string weight) => row with { Setting = row.Setting.SetItem("weight", weight) };
        Assert.Equal(Of(row with { Regimen = "esketamine 84 mg intranasal" }), Of(Weighing("70")) with { Note = null });
        Assert.Contains("a single weight", Assert.Throws<UserErrorException>(() => Of(Weighing("70(10)"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelOfOtherAgesIsDoubted()
    {
        Observation row = Row("ketamine 48 mg iv", "ketamine", "max", "ng/mL", "mean");
        Prediction child = People(20).Predict(row with { Setting = row.Setting.SetItem("age", "0.1") }, TestContext.Current.CancellationToken);
        Assert.Contains("built on people of 0.1 years", child.Note, StringComparison.Ordinal);
        Assert.Null(People(20).Predict(row, TestContext.Current.CancellationToken).Note);
    }

    [Theory]
    [InlineData("S-ketamine", "share of subjects", "needs a threshold")]
    [InlineData("S-ketamine", "difference", "between two regimens")]
    public void WhatIsMissingIsExplained(string output, string statistic, string expected) => Assert.Contains(
        expected,
        Assert.Throws<UserErrorException>(() => People(Subjects).Predict(Row(Dose, output, "1 h", "%", statistic), TestContext.Current.CancellationToken)).Message,
        StringComparison.Ordinal);

    private static Prediction Predict(string regimen, string time, string unit, string statistic, ulong seed = 7) =>
        People(Subjects, seed, "otto-2021").Predict(Row(regimen, "S-ketamine", time, unit, statistic), TestContext.Current.CancellationToken);

    private static ArmPredictor People(int count, ulong seed = 7, string? model = null) => new(new PkRows(Library, model).Plan, new Cohort(count, seed));

    private static Observation Row(string regimen, string output, string time, string unit, string statistic) => new()
    {
        Study = "test",
        Regimen = regimen,
        Setting = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty,
        Output = output,
        Time = time,
        Statistic = statistic,
        Value = 1,
        Unit = unit,
        Role = "validation",
    };
}
