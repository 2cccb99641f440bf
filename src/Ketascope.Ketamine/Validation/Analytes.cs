using System.Collections.Immutable;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>What rows of observations call the analytes of a model, and what of a dose becomes them.</summary>
internal static class Analytes
{
    /// <summary>The places of an analyte among those of a model. <c>ketamine</c> without an enantiomer is the sum of those that the model gives.</summary>
    /// <param name="model">The model.</param>
    /// <param name="analyte">The name.</param>
    /// <exception cref="UserErrorException">The model does not predict it.</exception>
    public static int[] Find(ModelFolder model, string analyte)
    {
        string name = AnalyteNames.Plain(analyte);
        int[] found = Places(model, one => one == name) is { Length: > 0 } same ? same : Places(model, one => one == $"S-{name}" || one == $"R-{name}");
        string[] known = [.. model.Analytes.Select(one => AnalyteNames.WithoutTotal(one.Name)).Distinct()];
        return found.Length > 0 ? found : throw new UserErrorException(
            $"the model '{model.Id}' does not predict '{analyte}'; it predicts {string.Join(", ", known)}{NearestName.Hint(analyte, known)}");
    }

    /// <summary>The dose, mg, of the enantiomer that an analyte is named after, or of all that is given.</summary>
    /// <param name="model">The model.</param>
    /// <param name="regimen">What is given.</param>
    /// <param name="analyte">The analyte.</param>
    /// <param name="weightKg">The body weight, kg.</param>
    public static double Dose(ModelFolder model, Regimen regimen, string analyte, double weightKg)
    {
        string name = AnalyteNames.Plain(analyte);
        string? enantiomer = name.Length > 2 && name[1] == '-' ? name[..2] : null;
        return regimen.Sites.Sum(site => Total(regimen, site, weightKg)
            * model.DrugOf(site.Drug)!.Parts.Where(one => enantiomer is null || one.Key.StartsWith(enantiomer, StringComparison.Ordinal))
                .Sum(one => one.Value));
    }

    /// <summary>All that is given of a drug by a route, mg.</summary>
    /// <param name="regimen">What is given.</param>
    /// <param name="site">The drug and the route.</param>
    /// <param name="weightKg">The body weight, kg.</param>
    public static double Total(Regimen regimen, DoseSite site, double weightKg)
    {
        ImmutableDictionary<DoseSite, ImmutableArray<DoseShare>> whole = regimen.Sites.ToImmutableDictionary(
            one => one, one => ImmutableArray.Create(new DoseShare("all", one == site ? 1 : 0, false)));
        return regimen.ToRecords(weightKg, whole).Sum(record => Math.Max(0, record.Amount) * (1 + record.AdditionalDoses));
    }

    /// <summary>The analytes of a name; of those that a model gives at several sites, the site that it lists first.</summary>
    private static int[] Places(ModelFolder model, Func<string, bool> wanted)
    {
        int[] all = [.. Enumerable.Range(0, model.Analytes.Length).Where(i => wanted(AnalyteNames.Plain(model.Analytes[i].Name)))];
        return [.. all.Where(i => model.Analytes[i].SamplingSite == model.Analytes[all[0]].SamplingSite)];
    }
}
