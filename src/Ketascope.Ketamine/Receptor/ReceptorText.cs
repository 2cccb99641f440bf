using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Receptor;

/// <summary>Composes the text of an experiment from the modules under <c>models/receptors/nmda</c>: one subtype, and an arm for each drug in the pore.</summary>
public static class ReceptorText
{
    /// <summary>The name of the open probability in the text.</summary>
    public const string OpenProbability = "P_open";

    /// <summary>The name of the current in the text.</summary>
    public const string Current = "I";

    /// <summary>The name of the fraction of receptors with both glutamate sites occupied, nothing in the pore.</summary>
    public const string GlutamateBound = "glutamate_bound";

    /// <summary>The name of the fraction of receptors with both glycine sites occupied, nothing in the pore.</summary>
    public const string GlycineBound = "glycine_bound";

    /// <summary>The name of free calcium in the spine in the text, uM.</summary>
    public const string Calcium = "spine.calcium";

    /// <summary>The state of the text in which the channel conducts.</summary>
    public const string OpenState = "receptor.nmda.free.O";

    private const string States = "L00 L10 L20 L01 L11 L21 L02 L12 L22 F S O D1 D2";

    private const string Activated = "L22 F S O D1 D2";

    private const string Arguments = "glutamate, glycine, kon, koff, gon, goff, beta, kf_on, kf_off, ks_on, ks_off, kd1_on, kd1_off, kd2_on, kd2_off";

    /// <summary>RT/F at the 23 C of the rates, mV (CODATA 2018).</summary>
    private const double ThermalVoltage = 8.314462618 * 296.15 / 96485.33212 * 1e3;

    /// <summary>The model of an experiment.</summary>
    /// <param name="folder">The folder of the modules.</param>
    /// <param name="subunits">The subtype.</param>
    /// <param name="drugs">The drugs, mixtures taken apart.</param>
    /// <param name="membraneAccess">Whether drugs also bind to the site in the membrane.</param>
    /// <exception cref="UserErrorException">A module is missing or has errors, or a drug does nothing at this receptor.</exception>
    public static LoadedModel Load(string folder, string subunits, ImmutableArray<DrugFile> drugs, bool membraneAccess = false) =>
        ModelLoading.LoadText(Path.Combine(folder, "experiment.ant"), Compose(subunits, drugs, membraneAccess));

    /// <summary>The text of an experiment.</summary>
    /// <param name="subunits">The subtype.</param>
    /// <param name="drugs">The drugs, mixtures taken apart.</param>
    /// <param name="membraneAccess">Whether drugs also bind to the site in the membrane.</param>
    /// <exception cref="UserErrorException">A drug does nothing at this receptor.</exception>
    public static string Compose(string subunits, ImmutableArray<DrugFile> drugs, bool membraneAccess = false)
    {
        bool hasSite = membraneAccess && MembraneSiteText.IsReached(drugs);
        string subtype = $"glun{subunits.ToLowerInvariant()}";
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"import \"{subtype}.ant\"").AppendLine("import \"modules/blocker.ant\"").AppendLine("import \"modules/spine.ant\"");
        text.Append(drugs.Any(drug => drug.NmdaSuperficialSite is not null) ? "import \"modules/superficial.ant\"\n" : "");
        text.AppendLine(hasSite ? "import \"modules/membrane.ant\"\n" : "");
        text.AppendLine("model *experiment()");
        text.AppendLine("  unit uM = 1e-6 mole/litre;").AppendLine("  unit per_uM_s = litre/(1e-6 mole*second);").AppendLine("  unit per_s = 1/second;").AppendLine("  unit mV = 1e-3 volt;").AppendLine("  unit pA = 1e-12 ampere;");
        text.AppendLine("  unit substance = dimensionless;").AppendLine("  unit extent = dimensionless;").AppendLine("  unit time_unit = second;").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"  receptor: {subtype}();");
        string arguments = string.Join(", ", Arguments.Split(", ").Select(name => $"receptor.nmda.{name}"));
        foreach (DrugFile drug in drugs.Where(drug => drug.NmdaPore is not null))
        {
            AppendBlocker(text, drug, drug.NmdaPore!, subunits, arguments);
        }

        AppendCompetitors(text, drugs, subunits);
        if (hasSite)
        {
            MembraneSiteText.Append(text, drugs);
        }

        AppendOccupancies(text, drugs, hasSite);
        (string open, string current) = hasSite
            ? ($"{OpenState} + {MembraneSiteText.OpenState}", $"receptor.nmda.channels*receptor.nmda.gamma*{OpenProbability}*(receptor.nmda.V - receptor.nmda.V_reversal)*receptor.nmda.per_thousand")
            : (OpenState, "receptor.nmda.current");
        text.AppendLine(CultureInfo.InvariantCulture, $"  {OpenProbability} := {open}; {OpenProbability} has dimensionless; {OpenProbability} is \"Open probability\";");
        text.AppendLine(CultureInfo.InvariantCulture, $"  {Current} := {current}; {Current} has pA; {Current} is \"NMDA current\";");
        string held = hasSite ? " + membrane_free.total" : "";
        AppendSum(text, GlutamateBound, $"L20 L21 {Activated}", held, "Receptors with both glutamate sites occupied");
        AppendSum(text, GlycineBound, $"L02 L12 {Activated}", held, "Receptors with both glycine sites occupied");
        text.AppendLine(CultureInfo.InvariantCulture, $"  spine: nmda_spine({(hasSite ? Current : "receptor.nmda.current")}, receptor.nmda.channels, receptor.nmda.calcium_fraction);");
        return text.AppendLine("end").ToString();
    }

    /// <summary>The name of a drug in the text.</summary>
    /// <param name="drug">The drug.</param>
    public static string Name(DrugFile drug) => drug.Id.Replace('-', '_');

    /// <summary>Whether a variable of the text is the probability of a state of the receptor.</summary>
    /// <param name="variable">The variable's name.</param>
    public static bool IsReceptorState(string variable) => variable != Calcium && variable != "receptor.nmda.glutamate_pulse";

    /// <summary>The parameter that holds the concentration of a drug.</summary>
    /// <param name="drug">The drug.</param>
    public static string Concentration(DrugFile drug) => $"{Name(drug)}_concentration";

    /// <summary>The variable with the fraction of receptors that hold a drug.</summary>
    /// <param name="drug">The drug.</param>
    /// <param name="hasMembraneSite">Whether the text has the site in the membrane.</param>
    public static string Occupancy(DrugFile drug, bool hasMembraneSite = false) => hasMembraneSite || drug.NmdaSuperficialSite is not null ? $"{Name(drug)}_occupancy" : $"{Name(drug)}.total";

    /// <summary>The sum of everything that holds a drug, where its arm is not all of it.</summary>
    private static void AppendOccupancies(StringBuilder text, ImmutableArray<DrugFile> drugs, bool hasMembraneSite)
    {
        foreach (DrugFile drug in drugs.Where(drug => drug.NmdaPore is not null && (hasMembraneSite || drug.NmdaSuperficialSite is not null)))
        {
            string name = Name(drug), membrane = hasMembraneSite ? $" + membrane_{name}.total" : "", superficial = drug.NmdaSuperficialSite is null ? "" : $" + {name}_superficial.total";
            text.AppendLine(CultureInfo.InvariantCulture, $"  {name}_occupancy := {name}.total{membrane}{superficial}; {name}_occupancy has dimensionless; {name}_occupancy is \"Receptors that hold {drug.Names[0]}\";");
        }
    }

    private static void AppendSum(StringBuilder text, string name, string states, string more, string title) => text.AppendLine(
        CultureInfo.InvariantCulture, $"  {name} := {string.Join(" + ", states.Split(' ').Select(state => $"receptor.nmda.free.{state}"))}{more}; {name} has dimensionless; {name} is \"{title}\";");

    private static void AppendBlocker(StringBuilder text, DrugFile drug, PoreBlock pore, string subunits, string arguments)
    {
        string name = Name(drug);
        double factor = pore.UnbindingFactors.TryGetValue(subunits, out double own) ? own : 1;
        text.AppendLine(CultureInfo.InvariantCulture, $"  {Concentration(drug)} = 0 uM; {Concentration(drug)} is \"{drug.Names[0]}\";");
        text.AppendLine(CultureInfo.InvariantCulture, $"  {name}: pore_blocker({Concentration(drug)}, receptor.nmda.free.O, receptor.nmda.V, {arguments});");
        AppendValue(text, $"{name}.k_block", pore.BindingRate, "per_uM_s", pore.Sources[0]);
        AppendValue(text, $"{name}.k_unblock_ref", pore.UnbindingRate * factor, "per_s", pore.Sources[0]);
        AppendValue(text, $"{name}.V_ref", pore.Voltage, "mV", pore.Sources[0]);
        AppendValue(text, $"{name}.V_site", ThermalVoltage / pore.ElectricalDistance, "mV", pore.Sources[0]);
        if (drug.NmdaSuperficialSite is { } site)
        {
            string states = string.Join(", ", States.Split(' ').Select(state => $"receptor.nmda.free.{state}"));
            text.AppendLine(CultureInfo.InvariantCulture, $"  {name}_superficial: superficial_site({Concentration(drug)}, {states}, {arguments});");
            AppendValue(text, $"{name}_superficial.k_bind", site.BindingRate, "per_uM_s", site.Sources[0]);
            AppendValue(text, $"{name}_superficial.k_unbind", site.UnbindingRate, "per_s", site.Sources[0]);
            AppendValue(text, $"{name}_superficial.preference", site.OpenPreference, "dimensionless", site.Sources[0]);
        }
    }

    private static void AppendCompetitors(StringBuilder text, ImmutableArray<DrugFile> drugs, string subunits)
    {
        List<string> terms = [];
        foreach (DrugFile drug in drugs.Where(drug => drug.NmdaPore is null))
        {
            if (drug.GlutamateSite is not { } site || !site.Affinity.TryGetValue(subunits, out double affinity))
            {
                throw new UserErrorException($"the file of '{drug.Names[0]}' gives no action at the NMDA receptor with {subunits}");
            }

            string name = Name(drug);
            text.AppendLine(CultureInfo.InvariantCulture, $"  {Concentration(drug)} = 0 uM; {Concentration(drug)} is \"{drug.Names[0]}\";");
            AppendValue(text, $"{name}_affinity", affinity, "uM", site.Sources[0]);
            terms.Add($"{Concentration(drug)}/{name}_affinity");
        }

        if (terms.Count > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  competition := {string.Join(" + ", terms)}; competition has dimensionless;").AppendLine("  receptor.nmda.competitor is competition;");
        }
    }

    private static void AppendValue(StringBuilder text, string name, double value, string unit, DrugSource source) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"  {name} = {value:R} {unit}; {name} isDescribedBy \"{source.Url}\";");
}
