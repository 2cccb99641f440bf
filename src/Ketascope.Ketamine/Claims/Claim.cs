using System.Collections.Immutable;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims;

/// <summary>A sentence of the mission and the experiment that tests it.</summary>
public abstract class Claim
{
    /// <summary>Its number.</summary>
    public abstract int Number { get; }

    /// <summary>The claim in a few words.</summary>
    public abstract string Title { get; }

    /// <summary>What the sentence says.</summary>
    public abstract string Sentence { get; }

    /// <summary>What the experiment does, for somebody who wants to learn it.</summary>
    public abstract string Experiment { get; }

    /// <summary>Runs the experiment.</summary>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="Study.Requests.UserErrorException">A model or drug file is missing or has errors.</exception>
    /// <exception cref="OperationCanceledException">The experiment was cancelled.</exception>
    public abstract ClaimResult Run(CancellationToken cancellation);
}

/// <summary>What an experiment gave.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Findings">The numbers.</param>
/// <param name="Picture">The picture, drawn the way papers draw it.</param>
/// <param name="Remark">What a reader should know of limits and misses; may be empty.</param>
public sealed record ClaimResult(Claim Claim, ImmutableArray<Finding> Findings, ClaimPicture Picture, string Remark)
{
    /// <summary>
    /// The verdict on the sentence: it misses when any number goes the wrong way, is contested when any is, holds when every number is in its range,
    /// and holds in direction otherwise.
    /// </summary>
    public Verdict Verdict =>
        Findings.Any(one => one.Verdict == Verdict.Misses) ? Verdict.Misses
        : Findings.Any(one => one.Verdict == Verdict.Contested) ? Verdict.Contested
        : Findings.All(one => one.Verdict == Verdict.Holds) ? Verdict.Holds
        : Verdict.HoldsInDirection;
}

/// <summary>The picture of a claim: courses over time, or values against values.</summary>
/// <param name="Courses">Courses, or null.</param>
/// <param name="Points">Values against values, or null.</param>
public sealed record ClaimPicture(CourseFigure? Courses, PointFigure? Points)
{
    /// <summary>The picture as an SVG document.</summary>
    public string Svg() => Courses is not null ? CoursePlot.Svg(Courses) : PointPlot.Svg(Points!);

    /// <summary>Writes the picture, as SVG or PNG after the ending of the name.</summary>
    /// <param name="path">Where it is to go.</param>
    /// <param name="cancellation">Ends the waiting for a reader of a FIFO.</param>
    /// <exception cref="Study.Results.OutputException">It cannot be written.</exception>
    public void Write(string path, CancellationToken cancellation)
    {
        if (Courses is not null)
        {
            CoursePlot.Write(path, Courses, cancellation: cancellation);
        }
        else
        {
            PointPlot.Write(path, Points!, cancellation: cancellation);
        }
    }
}
