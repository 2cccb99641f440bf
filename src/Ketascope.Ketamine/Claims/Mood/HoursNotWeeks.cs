using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Mood;

/// <summary>Claim 22: ketamine relieves within hours, an inhibitor of the serotonin transporter within weeks.</summary>
internal sealed class HoursNotWeeks : Claim
{
    public override int Number => 22;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        AreaNumbers mood = new(bench.Areas.Find(MoodWords.Area), cancellation);
        double[] hours = [.. Enumerable.Range(1, 48).Select(tenth => tenth / 10.0)], days = [.. Enumerable.Range(1, 112).Select(half => half * 12.0)];
        double[] treated = mood.Course(MoodWords.Ketamine, MoodWords.Midazolam, MoodWords.Score, hours);
        double[] sedated = mood.Course(MoodWords.Placebo, MoodWords.Midazolam, MoodWords.Score, hours);
        double[] tablets = mood.Course(MoodWords.Tablets, MoodWords.Primary, MoodWords.Score, days);
        double[] none = mood.Course(MoodWords.NoTablets, MoodWords.Primary, MoodWords.Score, days);
        double fast = AreaNumbers.Separation(hours, treated, sedated, 3), slow = AreaNumbers.Separation(days, tablets, none, 2);
        Dictionary<string, double> values = new()
        {
            ["forty-minutes"] = mood.Of($"{MoodWords.Ketamine} against {MoodWords.Placebo}", MoodWords.Saline, "d", "40 min"),
            ["week-8"] = tablets[^1] - none[^1],
            ["week-8-other"] = tablets[^1] - none[^1],
            ["day-1"] = tablets[1] - none[1],
            ["ketamine-hours"] = fast,
            ["tablets-days"] = slow / 24,
        };
        return new ClaimMeasurement(values, Figure.Of(new CourseFigure
        {
            Title = "Hours, not weeks",
            Subtitle = "mean of the people of a typical trial, below its control",
            Panels =
            [
                new CoursePanel("MADRS beside midazolam",
                    [MoodWords.Line("0.5 mg/kg", MoodWords.TwoWeeks, Below(MoodWords.Ketamine, MoodWords.Placebo, MoodWords.Midazolam))]),
                new CoursePanel("MADRS beside placebo",
                    [MoodWords.Line("escitalopram", MoodWords.TwoWeeks, Below(MoodWords.Tablets, MoodWords.NoTablets, MoodWords.Primary))]),
            ],
            TimeUnit = "h",
        }));

        double[] Below(string regimen, string control, string setting)
        {
            double[] other = mood.Course(control, setting, MoodWords.Score, MoodWords.TwoWeeks);
            return [.. mood.Course(regimen, setting, MoodWords.Score, MoodWords.TwoWeeks).Zip(other, (one, none) => one - none)];
        }
    }
}
