using System.Collections.Immutable;
using Ketascope.Ketamine.Pain;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Study.Observations;

namespace Ketascope.Ketamine.Validation;

/// <summary>What is done to people in pain, of whom ratings are taken.</summary>
/// <param name="Condition">What they have.</param>
/// <param name="Relief">What ketamine does in their brains.</param>
/// <param name="Alternative">What ketamine does in their cords, by name.</param>
/// <param name="Regimen">What is given; <c>placebo</c> for nothing.</param>
/// <param name="WeightKg">Their weight, kg.</param>
/// <param name="Baseline">The rating of a typical one before treatment; null for that of the condition.</param>
/// <param name="Seconds">How long they are followed, s.</param>
internal sealed record RatedTreatment(
    string Condition, string Relief, string Alternative, string Regimen, double WeightKg, double? Baseline, double Seconds);

/// <summary>A treatment of people in pain, and a measure of their ratings.</summary>
/// <param name="treatment">What is done.</param>
/// <param name="follow">Follows people with a set of values, by the names of a person's text or of the circuit's: a typical one, or as many as the cohort
/// has.</param>
/// <param name="measure">The measure of each person.</param>
internal sealed class RatingArm(
    RatedTreatment treatment, Func<Cohort, ImmutableSortedDictionary<string, double>, CancellationToken, PainCourses> follow,
    Func<PainCourses, double[]> measure) : Arm
{
    /// <inheritdoc/>
    public override object Key => treatment;

    /// <inheritdoc/>
    public override object Run(Cohort cohort, IReadOnlyCollection<Arm> arms, CancellationToken cancellation) =>
        ParameterSets.Of(cohort).Select(set => follow(cohort, set, cancellation)).ToArray();

    /// <inheritdoc/>
    public override Estimate[] Measure(object run) => [.. ((PainCourses[])run).SelectMany(measure).Select(value => Estimate.Of(value))];
}
