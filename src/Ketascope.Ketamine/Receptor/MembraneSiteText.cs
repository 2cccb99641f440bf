using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Receptor;

/// <summary>The part of an experiment's text that adds the site in the membrane to every arm of the receptor.</summary>
internal static class MembraneSiteText
{
    /// <summary>The second state in which the channel conducts: open with a drug in the membrane site.</summary>
    public const string OpenState = "membrane_free.held_open";

    /// <summary>Whether one of some drugs binds there.</summary>
    public static bool IsReached(ImmutableArray<DrugFile> drugs) => drugs.Any(drug => drug.NmdaMembraneSite is not null);

    /// <summary>Adds the site, for each thing that may be in the pore meanwhile.</summary>
    /// <param name="text">The text, in which the arms are.</param>
    /// <param name="drugs">The drugs.</param>
    /// <exception cref="UserErrorException">Two drugs hold the receptor differently.</exception>
    public static void Append(StringBuilder text, ImmutableArray<DrugFile> drugs)
    {
        DrugFile[] bound = [.. drugs.Where(drug => drug.NmdaMembraneSite is not null)];
        MembraneSite site = bound[0].NmdaMembraneSite!;
        if (Array.Find(bound, drug => drug.NmdaMembraneSite!.UnbindingRate != site.UnbindingRate || drug.NmdaMembraneSite.GatingFactor != site.GatingFactor) is { } other)
        {
            throw new UserErrorException($"'{bound[0].Names[0]}' and '{other.Names[0]}' hold the receptor differently in the membrane site, so that they cannot be there together");
        }

        string source = site.Sources[0].Url;
        foreach (DrugFile drug in bound)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  membrane_binding_{ReceptorText.Name(drug)} = {drug.NmdaMembraneSite!.BindingRate:R} per_uM_s; membrane_binding_{ReceptorText.Name(drug)} isDescribedBy \"{source}\";");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"  membrane_binding := {string.Join(" + ", bound.Select(drug => $"membrane_binding_{ReceptorText.Name(drug)}*{ReceptorText.Concentration(drug)}"))}; membrane_binding has per_s;");
        text.AppendLine(CultureInfo.InvariantCulture, $"  membrane_unbinding = {site.UnbindingRate:R} per_s; membrane_unbinding isDescribedBy \"{source}\";");
        text.AppendLine(CultureInfo.InvariantCulture, $"  membrane_factor = {site.GatingFactor:R} dimensionless; membrane_factor isDescribedBy \"{source}\";");
        AppendArm(text, "free", "receptor.nmda.free");
        AppendArm(text, "Mg", "receptor.nmda.Mg");
        text.AppendLine("  membrane_magnesium: membrane_free.held_open -> membrane_Mg.held_open; receptor.nmda.k_mg_on*receptor.nmda.magnesium*membrane_free.held_open - receptor.nmda.k_mg_off*membrane_Mg.held_open;");
        foreach (DrugFile drug in drugs.Where(drug => drug.NmdaPore is not null))
        {
            string name = ReceptorText.Name(drug);
            AppendArm(text, name, $"{name}.arm");
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  membrane_block_{name}: membrane_free.held_open -> membrane_{name}.held_open; {name}.k_block*{ReceptorText.Concentration(drug)}*membrane_free.held_open - {name}.k_unblock*membrane_{name}.held_open;");
        }
    }

    private static void AppendArm(StringBuilder text, string name, string arm) => text.AppendLine(
        CultureInfo.InvariantCulture, $"  membrane_{name}: membrane_site(membrane_binding, membrane_unbinding, membrane_factor, {arm}.F, {arm}.O, receptor.nmda.ks_on, receptor.nmda.ks_off);");
}
