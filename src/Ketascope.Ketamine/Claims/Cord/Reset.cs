using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Pain;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Cord;

/// <summary>Claim 17: days of ketamine reset chronic pain, which stays away when the drug is gone; a single infusion does not.</summary>
internal sealed class Reset : Claim
{
    private const int People = 96;
    private const ulong Seed = 1;
    private const double Day = ChronicCord.Day, WeightKg = 70, InfusionEnd = 100 * 3600;

    /// <summary>Sigtermans 2009: stepwise to about 20 mg/h (evidence/pain, row 17).</summary>
    private const string HundredHours = "S-ketamine 5 mg/h iv for 24 h then 10 mg/h for 24 h then 15 mg/h for 24 h then 20 mg/h for 28 h";

    /// <summary>Goldberg 2010 (row 27) and Pickering 2020 (row n15).</summary>
    private const string FiveDays = "10 mg/h iv for 2 h then 20 mg/h for 3 h then 25 mg/h for 115 h", Single = "0.5 mg/kg iv over 2 h";

    public override int Number => 17;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        PainLibrary pain = bench.Library.Pain;
        PainGroup group = pain.Group(pain.File.Condition("CRPS"), pain.File.Relief(null));
        PainPeople people = group.Draw(People, Seed, 84 * Day);
        PainCourses Follow(string? regimen, double end) => group.Follow(
            people, regimen is null ? PainTreatment.Placebo : Given(bench, regimen, end, cancellation),
            [.. Enumerable.Range(0, (int)(end / (Day / 2)) + 1).Select(i => i * Day / 2).Append(InfusionEnd).Where(time => time <= end).Distinct().Order()],
            progress: null, cancellation);
        PainCourses placebo = Follow(null, 84 * Day), days = Follow(HundredHours, 84 * Day);
        PainCourses five = Follow(FiveDays, 5 * Day), single = Follow(Single, 35 * Day);
        double Gain(double time) => placebo.At(time).Average() - days.At(time).Average();
        Dictionary<string, double> values = new()
        {
            ["during"] = five.At(5 * Day).Average(),
            ["week-1"] = days.At(7 * Day).Average(),
            ["outlasts"] = Gain(7 * Day) / Gain(InfusionEnd),
            ["week-12"] = Gain(84 * Day),
            ["single"] = single.MeanUntil(35 * Day).Average() - placebo.MeanUntil(35 * Day).Average(),
        };
        return new ClaimMeasurement(values, Figure.Of(Picture(bench, cancellation)));
    }

    private static PainTreatment Given(ClaimBench bench, string regimen, double end, CancellationToken cancellation) => new(
        bench.Library.Cord.Doses.Regimen(regimen, WeightKg, end, cancellation).Exposure, true, bench.Library.Cord.File.Alternatives[0]);

    /// <summary>One cord: drug, block, strength and pain on one axis of time.</summary>
    private static CourseFigure Picture(ClaimBench bench, CancellationToken cancellation)
    {
        const double Before = 2 * Day, End = 16 * Day, Input = 0.24;
        CordExposure exposure = Given(bench, HundredHours, End, cancellation).Exposure.Later(Before);
        ImmutableArray<double> times = [.. Enumerable.Range(0, 337).Select(i => i * (End + Before) / 336)];
        ImmutableArray<CordRecord> records = new ChronicCord(bench.Library.Cord.Circuit("design"), CordHistory.Chronic).Follow(
        [
            new(Input, [.. SpinalCord.Of(bench.Library.Cord.File.Alternatives[0])], exposure, StepCourse.None),
            new(Input, [], CordExposure.None, StepCourse.None),
        ], times, cancellation);
        ImmutableArray<double> days = [.. times.Select(time => (time - Before) / Day)];
        CourseSeries Series(string label, IEnumerable<double> values) => new(label, days, [.. values], [], []);
        CoursePanel Both(string title, string name) =>
            new(title, [Series("100 h of S-ketamine", records[0].Course(name)), Series("no drug", records[1].Course(name))]);
        return new CourseFigure
        {
            Title = "Reset of a chronic cord",
            Subtitle = "S-ketamine for 100 h from day 0 on; one cord with ongoing input of 0.24 Hz, without flares",
            Panels =
            [
                new CoursePanel("free ketamine (uM)", [Series("at the pore, as the racemate", times.Select(exposure.Pore.At))]),
                new CoursePanel("NMDA block (%)", [Series("100 h of S-ketamine", records[0].Course(CordNames.Block).Select(share => 100 * share))]),
                Both("synaptic strength (x)", CordNames.Strength),
                Both("pain of the cord (0-10)", CordNames.Pain),
            ],
            TimeUnit = "d",
        };
    }
}
