using Ketascope.Ketamine.Mood;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Study.Observations;

namespace Ketascope.Ketamine.Validation;

/// <summary>What is measured of a trial.</summary>
/// <param name="Output">The output, by its name.</param>
/// <param name="Hours">When, after the first dose, h.</param>
/// <param name="CutOff">The score of a remission.</param>
/// <param name="People">How many people the arm has; null where that is not known.</param>
internal sealed record TrialMeasure(string Output, double Hours, double CutOff, int? People);

/// <summary>An arm of a trial of mood, or two beside each other, and a measure of it. Those who are drawn are studies, not people.</summary>
/// <param name="bench">Where trials are run.</param>
/// <param name="side">The arm.</param>
/// <param name="other">The arm that it is held against; null for none.</param>
/// <param name="measure">What is measured.</param>
internal sealed class TrialArm(TrialBench bench, TrialSide side, TrialSide? other, TrialMeasure measure) : Arm
{
    /// <summary>The outputs, with whether people differ before treatment in them, and whether they need two arms.</summary>
    public static readonly string[] Outputs = ["MADRS", "HAM-D", "response", "remission", "d", "response odds"];

    /// <inheritdoc/>
    public override object Key => (side, other);

    private double Hours => measure.Hours;

    /// <inheritdoc/>
    public override object Run(Cohort cohort, IReadOnlyCollection<Arm> arms, CancellationToken cancellation)
    {
        double[] times = [.. arms.Cast<TrialArm>().Select(arm => arm.Hours).Distinct().Order()];
        TrialStudies studies = bench.Studies(cohort);
        TrialScores? against = other is null ? null : bench.Solve(other, studies, times, cancellation);
        return new TrialRun(times, studies, bench.Solve(side, studies, times, cancellation), against);
    }

    /// <inheritdoc/>
    public override Estimate[] Measure(object run)
    {
        TrialRun solved = (TrialRun)run;
        int time = Array.IndexOf(solved.Times, measure.Hours);
        bool differ = measure.Output is "remission" or "d";
        double[][] first = solved.Arm.Scores(time, differ), second = solved.Other?.Scores(time, differ) ?? [];
        return [.. first.Select((scores, study) => Estimate.Of(Of(solved, study, scores, second.Length > 0 ? second[study] : null)))];
    }

    private double Of(TrialRun run, int study, double[] scores, double[]? against)
    {
        TrialCount Count(TrialSide arm) => run.Studies.Count(study, measure.People, $"{measure.Output} {measure.Hours} {arm}");
        TrialCount count = Count(side);
        double half = bench.Baseline(side) / 2;
        return measure.Output switch
        {
            "response" when against is null => count.Share(study, scores, half),
            "response" => count.Share(study, scores, half) / Count(other!).Share(study, against!, half),
            "response odds" when against is null => Odds(count.Share(study, scores, half)),
            "response odds" => Odds(count.Share(study, scores, half)) / Odds(Count(other!).Share(study, against!, half)),
            "remission" => count.Share(study, scores, measure.CutOff),
            "d" => count.Difference(study, scores, against!),
            _ => measure.Hours == 0 ? scores.Average() : count.Mean(study, scores),
        };
    }

    /// <summary>The odds of a share; of nobody or everybody, those of half a person more or less.</summary>
    private double Odds(double share)
    {
        double least = measure.People is { } people ? 0.5 / (people + 1) : 0, inside = Math.Clamp(share, least, 1 - least);
        return inside / (1 - inside);
    }
}

/// <summary>Arms that were solved.</summary>
/// <param name="Times">When, h.</param>
/// <param name="Studies">The studies.</param>
/// <param name="Arm">The arm.</param>
/// <param name="Other">The arm that it is held against; null for none.</param>
internal sealed record TrialRun(double[] Times, TrialStudies Studies, TrialScores Arm, TrialScores? Other);
