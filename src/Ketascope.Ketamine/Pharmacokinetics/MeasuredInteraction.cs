using System.Collections.Immutable;
using Ketascope.Ketamine.Regimens;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>What a study saw of something that changes the metabolism of ketamine: a row of <c>interactions.csv</c> (docs/models.md).</summary>
/// <param name="Name">What changes it: another drug, a food, a genotype.</param>
/// <param name="Spellings">Other names of it.</param>
/// <param name="Given">How much was taken for how long, in words.</param>
/// <param name="Drug">The form of ketamine that was given.</param>
/// <param name="Routes">The routes of which the study says something.</param>
/// <param name="AreaRatio">The area under the curve of ketamine, over that in people whose metabolism nothing changes; above 0.</param>
/// <param name="Subjects">How many people; null where it is not known.</param>
/// <param name="Study">The study.</param>
/// <param name="Doi">Its DOI; empty where it is not known.</param>
/// <param name="IsCalibration">Whether the effect is set by it; else it only judges.</param>
public sealed record MeasuredInteraction(
    string Name, ImmutableArray<string> Spellings, string Given, Drug Drug, ImmutableArray<Route> Routes, double AreaRatio, int? Subjects, string Study,
    string Doi, bool IsCalibration)
{
    /// <summary>The routes in words.</summary>
    public string RouteWords => string.Join(", ", Routes.Select(RegimenWords.Routes.Name));
}
