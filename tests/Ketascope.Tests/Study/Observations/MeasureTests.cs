using Ketascope.Pharmacology.Exposure;
using Ketascope.Study.Observations;

namespace Ketascope.Tests.Study.Observations;

public sealed class MeasureTests
{
    private const double Dose = 100;
    private const double Volume = 20;
    private const double Rate = 0.2;
    private static readonly double[] Times = [.. Enumerable.Range(0, 6001).Select(i => i / 60d)];
    private static readonly double[] Values = [.. Times.Select(Course)];

    /// <summary>One compartment after a bolus: C = D/V exp(-k t), so every measure has a closed form.</summary>
    [Theory]
    [InlineData("90 min", 5 * 0.74081822068171786)]
    [InlineData("1.5 hours", 5 * 0.74081822068171786)]
    [InlineData("90minutes", 5 * 0.74081822068171786)]
    [InlineData("0.0625 d", 5 * 0.74081822068171786)]
    [InlineData("end of infusion", 5)]
    [InlineData("Cmax", 5)]
    [InlineData("max 1-2 h", 5 * 0.81873075307798186)]
    [InlineData("min 0-1 h", 5 * 0.81873075307798186)]
    [InlineData("tmax", 0)]
    [InlineData("auc", 25)]
    [InlineData("auc 0-6 h", 25 * (1 - 0.30119421191220210))]
    [InlineData("auc 0-6 hr", 25 * (1 - 0.30119421191220210))]
    [InlineData("AUC0-6", 25 * (1 - 0.30119421191220210))]
    [InlineData("auc 60-120 min", 25 * (0.81873075307798186 - 0.67032004603563930))]
    [InlineData("t1/2", 3.4657359027997265)]
    [InlineData("AUC0-inf", 25)]
    [InlineData("AUCinf", 25)]
    [InlineData("auc 0-\u221e", 25)]
    [InlineData("average 0-6 h", 25 * (1 - 0.30119421191220210) / 6)]
    [InlineData("Cavg 0\u20136 h", 25 * (1 - 0.30119421191220210) / 6)]
    [InlineData("CL", 4)]
    [InlineData("CL/F", 4)]
    [InlineData("Vss", 20)]
    [InlineData("Vz/F", 20)]
    [InlineData("MRT", 5)]
    public void Measures_of_one_compartment_are_those_of_its_closed_form(string time, double expected)
    {
        Estimate found = CourseMeasures.Of(Measure.TryParse(time, out _)!, Times, Values, new CourseDose(Dose, 0));
        Assert.Equal(expected, found.Value!.Value, 1e-4 * Math.Max(expected, 1));
    }

    [Fact]
    public void A_time_after_the_course_has_a_reason_in_place_of_a_value() =>
        Assert.Contains("outside", CourseMeasures.Of(new Measure(MeasureKind.At, 200), Times, Values, new CourseDose(Dose, 0)).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("half-live", "did you mean 'half-life'?")]
    [InlineData("auc 6-2 h", "must end after it starts")]
    [InlineData("0.5 lightyears", "expected a time")]
    [InlineData("average", "expected a time")]
    public void A_wrong_time_says_what_is_expected(string time, string expected) =>
        Assert.Contains(expected, ObservationVocabulary.MeasureProblem(time), StringComparison.Ordinal);

    private static double Course(double time) => Dose / Volume * Math.Exp(-Rate * time);
}
