using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;

namespace Ketascope.Language.Units;

/// <summary>Checks that the units of a model fit together, and gives each quantity its unit in a form for people.</summary>
/// <remarks>
/// A number without a unit is dimensionless in products, quotients and powers; elsewhere it takes the unit of what it is added to, compared with or assigned
/// to. A quantity without a declared unit takes that of the expression that determines it; where that is not known either, nothing that uses it is reported.
/// A species in a compartment may be declared in a unit of substance (moles, mass or items: its amount) or in another (its concentration); its name stands for
/// the concentration. Without a declaration a species has the model's <c>substance</c>, a compartment its <c>volume</c>, a reaction's rate its <c>extent</c>
/// (else <c>substance</c>) per <c>time_unit</c>.
/// </remarks>
public static class UnitChecker
{
    /// <summary>Checks a flat system.</summary>
    /// <param name="system">The system; the units of its quantities are names as declared in the text.</param>
    /// <param name="document">The models that it was made of; their unit definitions are what the names mean.</param>
    /// <param name="requireAll">Whether a quantity whose unit is neither declared nor follows from its expression is an error.</param>
    /// <param name="diagnostics">Takes every misfit, with its place.</param>
    /// <returns>The system with all known units and the unit of time as people write them (<c>ng/mL</c>, <c>L/h</c>, <c>h</c>, <c>dimensionless</c>).</returns>
    public static OdeSystem Check(OdeSystem system, ModelDocument document, bool requireAll, DiagnosticBag diagnostics)
    {
        SystemUnits units = new(system, new UnitScopes(document), diagnostics);
        units.Check();
        if (requireAll)
        {
            units.ReportMissing();
        }

        return units.Filled();
    }
}
