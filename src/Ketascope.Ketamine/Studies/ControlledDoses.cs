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
    private const string FileName = "demands.csv";
    private const ulong DefaultSeed = 1;

    /// <summary>So many people tell medians and percentiles well enough.</summary>
    private const int MostCounted = 10_000;

    /// <summary>Draws the demands of a regimen; null where it has none.</summary>
    /// <param name="regimen">The regimen.</param>
    /// <param name="seed">The seed that was said; null for none.</param>
    /// <exception cref="UserErrorException">A seed was said that changes nothing.</exception>
    public static DrawnDemands? Draw(Regimen regimen, ulong? seed) =>
        regimen.HasDemands ? DrawnDemands.Of(regimen, seed ?? DefaultSeed)
        : seed is null ? null
        : throw new UserErrorException("--seed changes nothing for one person; it goes with --subjects N, or with a patient-controlled pump (PCA)");

    /// <summary>What people are given, each of whom asks for doses at times of their own; the same where nobody asks.</summary>
    /// <param name="dose">What is asked of all.</param>
    /// <param name="people">The people.</param>
    /// <param name="seed">The seed that was said for one person; null for none.</param>
    /// <exception cref="UserErrorException">A seed of one person was said.</exception>
    public static DoseRequest ForPeople(DoseRequest dose, PeopleRequest people, ulong? seed)
    {
        if (seed is not null)
        {
            throw new UserErrorException("the seed of virtual people stands in 'people'");
        }

        Regimen regimen = dose.Read();
        if (!regimen.HasDemands)
        {
            return dose;
        }

        DemandsOfPeople demands = new(regimen, people.Seed);
        return dose with { Given = demands.Frame, Demands = demands };
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
            ])]))
    {
        FileName = FileName,
    };

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

    /// <summary>The same of people: the median and the 5th to the 95th percentile.</summary>
    /// <param name="demands">The demands.</param>
    /// <param name="people">How many people were simulated.</param>
    /// <param name="weightsOf">The body weights, kg, of so many first people, for the doses of a drug.</param>
    public static TableSection Section(DemandsOfPeople demands, long people, Func<Drug, int, double[]> weightsOf)
    {
        int count = (int)Math.Min(people, MostCounted);
        ImmutableArray<DemandCourse>[] all = [.. Enumerable.Range(1, count).Select(subject => demands.Courses(subject))];
        return new TableSection("What people ask for, and what their pumps give", new ResultTable(
            [new("drug"), new("measure"), new("median"), new("5 %"), new("95 %")], [.. demands.Pumps.SelectMany((pump, i) => Rows(pump.Dose, i))]))
        {
            FileName = FileName,
        };

        IEnumerable<ImmutableArray<Cell>> Rows(DoseEvent dose, int pump)
        {
            double[] weights = weightsOf(dose.Drug, count);
            yield return Row(dose, "demands", all.Select(one => (double)one[pump].Demands));
            yield return Row(dose, "deliveries", all.Select(one => (double)one[pump].Deliveries.Length));
            yield return Row(dose, "given, mg", all.Zip(weights, (one, weight) => one[pump].Deliveries.Length * dose.AmountMg(weight)));
            yield return Row(dose, "share served, %",
                all.Where(one => one[pump].Demands > 0).Select(one => 100.0 * one[pump].Deliveries.Length / one[pump].Demands));
        }
    }

    private static ImmutableArray<Cell> Row(DoseEvent dose, string measure, IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? [dose.Drug.Name, measure, double.NaN, double.NaN, double.NaN]
            : [dose.Drug.Name, measure, SampleQuantile.Of(sorted, 0.5), SampleQuantile.Of(sorted, 0.05), SampleQuantile.Of(sorted, 0.95)];
    }
}
