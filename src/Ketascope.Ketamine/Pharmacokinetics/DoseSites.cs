using System.Collections.Immutable;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>Which species of a model a dose enters, for each drug and route that it takes.</summary>
internal static class DoseSites
{
    /// <summary>The sites of a model.</summary>
    /// <exception cref="UserErrorException">Its folder names a drug or route that the regimen language does not know.</exception>
    public static ImmutableDictionary<DoseSite, ImmutableArray<DoseShare>> Of(ModelFolder model)
    {
        ImmutableDictionary<DoseSite, ImmutableArray<DoseShare>>.Builder sites = ImmutableDictionary.CreateBuilder<DoseSite, ImmutableArray<DoseShare>>();
        foreach (ModelDrug drug in model.Drugs)
        {
            foreach (ModelRoute route in model.Routes)
            {
                DoseSite site = DoseSite.Find(drug.Name, route.Route)
                    ?? throw new UserErrorException($"the model '{model.Id}' names the drug '{drug.Name}' by the route '{route.Route}', which regimens do not know");
                sites[site] = [.. route.Into
                    .Where(target => drug.Parts.ContainsKey(target.Part))
                    .Select(target => new DoseShare(target.Species, drug.Parts[target.Part], target.ModelledDuration, target.Above, target.UpTo ?? double.PositiveInfinity))];
            }
        }

        return sites.ToImmutable();
    }
}
