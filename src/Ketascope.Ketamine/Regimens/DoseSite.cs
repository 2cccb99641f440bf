namespace Ketascope.Ketamine.Regimens;

/// <summary>A drug and a route: what decides where in a model a dose goes.</summary>
/// <param name="Drug">The drug.</param>
/// <param name="Route">The route.</param>
public readonly record struct DoseSite(Drug Drug, Route Route)
{
    /// <summary>Finds the drug and the route that two words of the regimen language stand for, for example <c>esketamine</c> and <c>iv</c>.</summary>
    /// <param name="drug">The drug's name.</param>
    /// <param name="route">The route's name.</param>
    /// <returns>The site, or null when a word is not known.</returns>
    public static DoseSite? Find(string drug, string route) =>
        RegimenWords.Drugs.TryFind(drug, out Drug knownDrug) && RegimenWords.Routes.TryFind(route, out Route knownRoute) ? new DoseSite(knownDrug, knownRoute)
            : null;

    /// <summary>The drug and the route in words.</summary>
    public override string ToString() => $"{RegimenWords.Drugs.Name(Drug)} {RegimenWords.Routes.Name(Route)}";
}
