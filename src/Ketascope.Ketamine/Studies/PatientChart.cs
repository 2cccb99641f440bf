using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Pain;
using Ketascope.Ketamine.Targets;
using Ketascope.Study.Plots;
using Ketascope.Study.Results;

namespace Ketascope.Ketamine.Studies;

/// <summary>A treatment of a patient.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Treatment">What it brings to the cord and the brain.</param>
/// <param name="Engaged">The targets that it engages; null for a placebo.</param>
internal sealed record PatientArm(string Label, PainTreatment Treatment, Engagement? Engaged)
{
    /// <summary>The rating of pain over time, 0 to 10; of several people the mean.</summary>
    public ImmutableArray<double> Pain { get; init; } = [];
}

/// <summary>What happened to a patient, when, as tables and a picture.</summary>
/// <param name="Times">The times of ratings, s, from 0 on.</param>
/// <param name="Arms">The treatments.</param>
internal sealed record PatientChart(ImmutableArray<double> Times, ImmutableArray<PatientArm> Arms)
{
    /// <summary>Where the relief that counts is from.</summary>
    public const string Source =
        "Farrar JT, Young JP, LaMoreaux L, Werth JL, Poole RM (2001) Pain 94:149-158: 30 % less pain is what patients call much improved "
        + "https://doi.org/10.1016/S0304-3959(01)00349-9";

    /// <summary>The share of pain whose loss counts as relief (Farrar 2001, see <see cref="Source"/>).</summary>
    private const double Counts = 0.3;

    /// <summary>When relief begins, is largest, and ends, for each treatment.</summary>
    public ResultTable Pain() => new(
        [new("treatment"), new("before"), new("lowest"), new("at"), new("30 % less from"), new("until"), new("at the end")],
        [.. Arms.Select(arm => Row(Name(arm), arm.Pain))]);

    /// <summary>The targets that are occupied most, and by which treatment.</summary>
    /// <param name="most">How many.</param>
    public ResultTable Targets(int most)
    {
        PatientArm[] given = [.. Arms.Where(arm => arm.Engaged is not null)];
        Dictionary<string, double>[] peaks = [.. given.Select(arm => arm.Engaged!.Courses().ToDictionary(one => one.Label, Peak))];
        IEnumerable<string> titles = peaks.SelectMany(one => one.Keys).Distinct()
            .OrderByDescending(title => peaks.Max(one => one.GetValueOrDefault(title))).Take(most);
        return new(
            [new("target"), .. given.Select(arm => new ResultColumn(Letter(arm), "%"))],
            [.. titles.Select(title => (ImmutableArray<Cell>)[title, .. peaks.Select(one => (Cell)one.GetValueOrDefault(title))])]);
    }

    /// <summary>Pain at all times, for each treatment.</summary>
    public ResultTable Values() => new(
        [new("treatment"), new("time", "h"), new("pain")],
        [.. from arm in Arms from i in Enumerable.Range(0, Times.Length) select (ImmutableArray<Cell>)[arm.Label, Times[i] / RatingTimes.Hour, arm.Pain[i]]]);

    /// <summary>Pain, free drug, and the targets that are engaged most, on one axis of time.</summary>
    /// <param name="subtitle">What is said below the title.</param>
    /// <param name="most">How many targets are drawn.</param>
    public CourseFigure Picture(string subtitle, int most)
    {
        (string unit, double seconds) = RatingTimes.Unit(Times[^1]);
        ImmutableArray<double> axis = [.. Times.Select(time => time / seconds)];
        PatientArm? first = Arms.FirstOrDefault(arm => arm.Engaged is not null);
        return new CourseFigure
        {
            Title = "What the dose does",
            Subtitle = subtitle,
            Panels =
            [
                new CoursePanel("pain (NRS 0-10)", [.. Arms.Select(arm => new CourseSeries(Name(arm), axis, arm.Pain, [], []))]),
                .. Free("free ketamine in the cord (uM)", axis, exposure => exposure.Membrane),
                .. Free("free morphine at its effect site (uM)", axis, exposure => exposure.Opioids),
                .. first is null ? (CoursePanel[])[] :
                    [new CoursePanel($"occupied by {Letter(first)} (%)",
                        [.. first.Engaged!.Courses(RatingTimes.Hour / seconds).OrderByDescending(Peak).Take(most)])],
            ],
            TimeUnit = unit,
        };
    }

    /// <summary>A panel of what treatments bring; none where nobody gets any.</summary>
    private IEnumerable<CoursePanel> Free(string title, ImmutableArray<double> axis, Func<CordExposure, StepCourse> of)
    {
        CourseSeries[] given = [.. Arms.Where(arm => !of(arm.Treatment.Exposure).Steps.IsEmpty)
            .Select(arm => new CourseSeries(Name(arm), axis, [.. Times.Select(of(arm.Treatment.Exposure).At)], [], []))];
        return given.Length == 0 ? [] : [new CoursePanel(title, [.. given])];
    }

    private static double Peak(CourseSeries course) => course.Middle.Max();

    /// <summary>The name of a treatment in narrow columns.</summary>
    private string Letter(PatientArm arm) => Arms.IndexOf(arm) is var place && place < 26 ? ((char)('A' + place)).ToString() : $"{place + 1}";

    private string Name(PatientArm arm) => $"{Letter(arm)}  {arm.Label}";

    private ImmutableArray<Cell> Row(string label, ImmutableArray<double> pain)
    {
        double lowest = pain.Min(), enough = (1 - Counts) * pain[0];
        int[] relieved = [.. Enumerable.Range(0, pain.Length).Where(i => pain[0] > 0 && pain[i] <= enough)];
        return
        [
            label, pain[0], lowest, RatingTimes.Text(Times[pain.IndexOf(lowest)]),
            relieved.Length == 0 ? "never" : RatingTimes.Text(Times[relieved[0]]),
            relieved.Length == 0 ? "" : relieved[^1] == pain.Length - 1 ? "the end" : RatingTimes.Text(Times[relieved[^1]]),
            pain[^1],
        ];
    }
}
