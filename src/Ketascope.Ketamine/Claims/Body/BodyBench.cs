using System.Collections.Immutable;
using Ketascope.Ketamine.Parts;
using Ketascope.Ketamine.Patient;
using Ketascope.Study.Plots;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Claims.Body;

/// <summary>What the claims of the body share: a person whose drive is the mean of people, set as a row of evidence says, and pictures of courses.</summary>
/// <param name="bench">What there is to experiment with.</param>
/// <param name="cancellation">Ends it early.</param>
internal sealed class BodyBench(ClaimBench bench, CancellationToken cancellation)
{
    /// <summary>How long the body is followed, h.</summary>
    public const double End = 2;

    private const double Minute = 1.0 / 60, Step = 0.5;
    private const string Part = "body", Spread = "circulation.sd_drive";

    /// <summary>Half the variance of the drive between people: the deviation of a person whose drive is the mean, as that of a trial is.</summary>
    private readonly Lazy<PartValue> _meanDrive = new(() => new PartValue(
        Math.Pow(TextValues.Of(bench.Library.Parts.Find(Part).Load(bench.Library.Draw), [Spread])[Spread], 2) / 2));

    /// <summary>The times of a course: each half minute of two hours, h.</summary>
    public static ImmutableArray<double> Times { get; } = [.. Enumerable.Range(0, (int)(End / (Step * Minute)) + 1).Select(i => i * Step * Minute)];

    /// <summary>The body of a person.</summary>
    /// <param name="condition">What the person has; null for nothing.</param>
    /// <param name="settings">Settings, as rows of evidence say them.</param>
    public SetPart Body(string? condition = null, params ReadOnlySpan<(string Name, string Text)> settings)
    {
        PartFile file = bench.Library.Parts.Find(Part);
        SetPart set = new SetPart(file).With(ImmutableSortedDictionary<string, PartValue>.Empty.Add("circulation.eta_drive", _meanDrive.Value));
        set = condition is null ? set : set.Under(file.Conditions[condition]);
        foreach ((string name, string text) in settings)
        {
            set = set.With(name, text);
        }

        return set;
    }

    /// <summary>The same body under a named alternative.</summary>
    public static SetPart Under(SetPart body, string alternative) => body.With(body.File.Alternatives[alternative].Set);

    /// <summary>The course of an output, at <see cref="Times"/>.</summary>
    public double[] Course(SetPart body, string regimen, string output) => PartCourses.Of(bench, body, regimen, [output], Times, cancellation)[0];

    /// <summary>The value of an output at an hour.</summary>
    public double At(SetPart body, string regimen, string output, double hour) => PartCourses.Of(bench, body, regimen, [output], [0, hour], cancellation)[0][1];

    /// <summary>The change of an output at an hour from before the dose.</summary>
    public double Change(SetPart body, string regimen, string output, double hour)
    {
        double[] both = PartCourses.Of(bench, body, regimen, [output], [0, hour], cancellation)[0];
        return both[1] - both[0];
    }

    /// <summary>The largest rise of an output in two hours.</summary>
    public double Rise(SetPart body, string regimen, string output) => Course(body, regimen, output) is var course ? course.Max() - course[0] : 0;

    /// <summary>A line of a picture, over minutes.</summary>
    public static CourseSeries Line(string label, double[] course) => new(label, [.. Times.Select(time => time / Minute)], [.. course], [], []);
}
