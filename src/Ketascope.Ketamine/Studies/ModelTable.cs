using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Results;

namespace Ketascope.Ketamine.Studies;

/// <summary>Pharmacokinetic models as a table: routes, doses that they were built on, ages, analytes.</summary>
internal static class ModelTable
{
    /// <summary>A row for each model.</summary>
    /// <param name="models">The models.</param>
    /// <param name="drug">The drug that is given; null for every drug of the models.</param>
    public static ResultTable Of(IEnumerable<ModelFolder> models, Drug? drug) => new(
        [new("model"), new("drug"), new("routes, with the doses it was built on"), new("ages", "years"), new("analytes"), new("samples")],
        [.. models.Select(model => (ImmutableArray<Cell>)
        [
            model.Id, drug is { } one ? model.DrugOf(one)!.Name : string.Join(", ", model.Drugs.Select(known => known.Name)),
                string.Join("; ", model.Routes.Select(Route)), Ages(model.Ages),
            string.Join(", ", model.Analytes.Select(analyte => analyte.Name.Replace(", total", "", StringComparison.Ordinal)).Distinct()), model.SamplingSite,
        ])]);

    /// <summary>A range of ages in figures: <c>18+</c>, <c>1-14</c>.</summary>
    public static string Ages(AgeRange ages) =>
        double.IsPositiveInfinity(ages.Maximum) ? FormattableString.Invariant($"{ages.Minimum}+")
        : FormattableString.Invariant($"{ages.Minimum}-{ages.Maximum}");

    private static string Route(ModelRoute route) => string.Create(
        CultureInfo.InvariantCulture, $"{route.Route} {route.DoseRange.Minimum}{(route.DoseRange.Maximum > route.DoseRange.Minimum ? FormattableString.Invariant($"-{route.DoseRange.Maximum}") : "")} {route.DoseRange.Unit}");
}
