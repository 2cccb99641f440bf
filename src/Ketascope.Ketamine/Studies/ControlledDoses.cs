using System.Collections.Immutable;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>What a patient-controlled pump gives to one person: the demands that are drawn, and what is shown of them.</summary>
internal static class ControlledDoses
{
    private const ulong DefaultSeed = 1;

    /// <summary>Draws the demands of a regimen; null where it has none.</summary>
    /// <param name="regimen">The regimen.</param>
    /// <param name="seed">The seed that was said; null for none.</param>
    /// <param name="isOfMany">Whether it is given to virtual people.</param>
    /// <exception cref="UserErrorException">A seed was said that changes nothing, or many people are asked for.</exception>
    public static DrawnDemands? Draw(Regimen regimen, ulong? seed, bool isOfMany = false)
    {
        if (!regimen.HasDemands)
        {
            return seed is null ? null : throw new UserErrorException(isOfMany ? "the seed of virtual people stands in 'people'"
                : "--seed changes nothing for one person; it goes with --subjects N, or with a patient-controlled pump (PCA)");
        }

        return isOfMany
            ? throw new UserErrorException("--subjects: every patient asks for doses at times of their own, but virtual people are all given doses at the same "
                + "times; leave --subjects out, or say when doses are given, for example '1 mg iv every 20 min for 24 h'")
            : DrawnDemands.Of(regimen, seed ?? DefaultSeed);
    }

    /// <summary>What pumps were asked for and what they gave, as a part of an answer.</summary>
    /// <param name="demands">The demands that were drawn.</param>
    /// <param name="weightOf">The body weight, kg, for the doses of a drug.</param>
    public static TableSection Section(DrawnDemands demands, Func<Drug, double> weightOf) => new("What the patient asks for, and what the pump gives",
        new ResultTable(
            [new("drug"), new("demands"), new("deliveries"), new("given", "mg"), new("share served", "%"), new("in the long run", "%")],
            [.. demands.Courses.Select(course => (ImmutableArray<Cell>)
            [
                course.Dose.Drug.Name, course.Demands, course.Deliveries.Length, course.Deliveries.Length * course.Dose.AmountMg(weightOf(course.Dose.Drug)),
                course.Demands == 0 ? double.NaN : 100.0 * course.Deliveries.Length / course.Demands,
                100 * course.Dose.Control!.LongRunShare(course.DeadHours),
            ])]));

    /// <summary>The same, for what a dose of each drug is to the person that it is simulated in.</summary>
    /// <param name="demands">The demands that were drawn.</param>
    /// <param name="dose">What was simulated.</param>
    /// <param name="library">The models to choose from.</param>
    public static TableSection Section(DrawnDemands demands, DoseRequest dose, ModelLibrary library)
    {
        ImmutableArray<DoseRequest> drugs = DrugParts.Of(dose, library);
        return Section(demands, drug =>
        {
            DoseRequest part = drugs.Length == 1 ? drugs[0] : drugs.First(one => one.Substance == drug.Substance);
            return Covariates.Weight(part, DrugParts.ModelOf(part, library));
        });
    }
}
