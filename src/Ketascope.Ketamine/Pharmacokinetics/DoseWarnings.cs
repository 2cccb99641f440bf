using System.Globalization;
using Ketascope.Ketamine.Regimens;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>Warns where a dose lies outside what a model was built on.</summary>
internal static class DoseWarnings
{
    /// <summary>That doses go on after the end of what is shown, in a sentence; nothing where they do not.</summary>
    /// <param name="regimen">What is given.</param>
    /// <param name="shownHours">How long the simulation shows, h.</param>
    public static IEnumerable<string> Window(Regimen regimen, double shownHours)
    {
        double end = SamplingGrid.LastDoseEnd(regimen);
        if (end > shownHours * (1 + 1e-9))
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"The simulation shows {shownHours:G4} h, but the doses go on until {end:G4} h; Cmax, Tmax and AUClast are of the time shown.");
        }
    }

    /// <summary>Where doses lie outside those that a model was built on, a sentence each.</summary>
    /// <param name="regimen">What is given.</param>
    /// <param name="model">The model.</param>
    /// <param name="weightKg">The body weight.</param>
    public static IEnumerable<string> Outside(Regimen regimen, ModelFolder model, double weightKg)
    {
        // The steps of a pump are no doses of which a model could have been built on some.
        foreach (DoseEvent dose in regimen.Label is null ? regimen.Doses : [])
        {
            if (Outside(dose, model, weightKg) is { } warning)
            {
                yield return warning;
            }
        }
    }

    private static string? Outside(DoseEvent dose, ModelFolder model, double weightKg)
    {
        if (model.RouteOf(dose.Route) is not { DoseRange: var range } || model.DrugOf(dose.Drug) is not { } known)
        {
            return null;
        }

        (string substance, double part) = known.Parts.MaxBy(pair => pair.Value);
        double amount = dose.AmountMg(weightKg) * part / (range.Unit == "mg/kg" ? weightKg : 1);

        if (dose.Duration is null && range.BolusMaximum is { } bolus && amount > bolus * (1 + 1e-9) && amount <= range.Maximum * (1 + 1e-9))
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"{dose}: {amount:G3} {range.Unit} of {substance} at once is more than the {bolus} {range.Unit} that the model was built on "
                + $"({range.Basis}); the first minutes are a guess.");
        }

        // A dose at the very edge of the range is inside, whatever its last digit.
        return amount >= range.Minimum * (1 - 1e-9) && amount <= range.Maximum * (1 + 1e-9)
            ? null
            : string.Create(CultureInfo.InvariantCulture,
                $"{dose}: {amount:G3} {range.Unit} of {substance} lies {(amount > range.Maximum ? "above" : "below")} the doses that the model was built on ({(range.Minimum < range.Maximum ? $"{range.Minimum} to " : "")}{range.Maximum} {range.Unit}: {range.Basis}).");
    }
}
