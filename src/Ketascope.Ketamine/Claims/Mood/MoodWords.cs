using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Mood;

/// <summary>What several claims about mood give and ask.</summary>
internal static class MoodWords
{
    public const string Area = "mood", Score = "MADRS";
    public const string Ketamine = "ketamine 0.5 mg/kg iv over 40 min", Placebo = $"placebo for {Ketamine}";
    public const string Tablets = "escitalopram 10 mg oral every 24 h x 56", NoTablets = $"placebo for {Tablets}";

    /// <summary>The trial of Murrough 2013, whose control is midazolam.</summary>
    public const string Midazolam = "baseline=31.4 control=midazolam";

    /// <summary>The same where nobody feels the drug, so that both arms expect alike and only what the drug does differs.</summary>
    public const string Masked = "baseline=31.4 control=masked";

    /// <summary>Trials whose control is saline.</summary>
    public const string Saline = "baseline=33 control=saline";

    /// <summary>Trials of tablets in primary care.</summary>
    public const string Primary = "baseline=29 control=tablet course=new";

    /// <summary>Times over two weeks, h.</summary>
    public static readonly double[] TwoWeeks = [0, 0.5, 1, 2, 3, 4, 8, 12, 24, 48, 72, 96, 120, 168, 240, 336];

    /// <summary>How much of what the drug adds to its control at 24 h is left when the trial is changed.</summary>
    /// <param name="mood">The area.</param>
    /// <param name="trial">The trial: <see cref="Masked"/>, or one in which the drug is felt.</param>
    /// <param name="change">A further setting: <c>without=AMPA</c>.</param>
    public static double Left(AreaNumbers mood, string trial, string change) => Added(mood, $"{trial} {change}") / Added(mood, trial);

    /// <summary>A line of a picture.</summary>
    /// <param name="label">Its label.</param>
    /// <param name="hours">The times, h.</param>
    /// <param name="values">The values.</param>
    public static CourseSeries Line(string label, IReadOnlyList<double> hours, double[] values) => new(label, [.. hours], [.. values], [], []);

    /// <summary>A picture of scores over two weeks.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="mood">The area.</param>
    /// <param name="arms">The arms: a label, a regimen and a setting each.</param>
    public static Figure Picture(string title, AreaNumbers mood, params (string Label, string Regimen, string Setting)[] arms) => Figure.Of(new CourseFigure
    {
        Title = title,
        Subtitle = "mean of the people of a typical trial",
        Panels = [new CoursePanel("MADRS", [.. arms.Select(arm => Line(arm.Label, TwoWeeks, mood.Course(arm.Regimen, arm.Setting, Score, TwoWeeks)))])],
        TimeUnit = "h",
    });

    private static double Added(AreaNumbers mood, string setting) => mood.Of($"{Ketamine} versus {Placebo}", setting, Score, "24 h", "difference");
}
