using System.Collections.Immutable;
using Ketascope.Ketamine.Regimens;

namespace Ketascope.Ketamine.Guidelines;

/// <summary>What rules ask of the doses of ketamine in a regimen: how much at once, how fast, how long, by which route.</summary>
internal sealed class GivenDoses
{
    /// <summary>A dose into a vein that lasts no longer is a push; the trial of pushes that rules quote had 3 to 5 min (Motov 2017).</summary>
    private const double LongestPushHours = 5.0 / 60;

    private const string Ketamine = "ketamine";
    private static readonly ImmutableArray<string> Opioids = ["morphine", "fentanyl", "remifentanil"];
    private static readonly ImmutableArray<string> Benzodiazepines = ["midazolam"], Sedatives = ["propofol"];

    private readonly ImmutableSortedDictionary<string, ImmutableArray<double>> _values;

    /// <summary>Measures a regimen.</summary>
    /// <param name="regimen">The doses.</param>
    /// <param name="weightKg">The body weight, kg.</param>
    public GivenDoses(Regimen regimen, double weightKg)
    {
        DoseEvent[] all = [.. regimen.Administrations().Where(one => one.Dose.Drug.Substance == Ketamine).Select(one => one.Dose)];
        DoseEvent[] vein = [.. all.Where(dose => dose.Route == Route.Intravenous)];
        ILookup<bool, DoseEvent> lasting = vein.ToLookup(dose => dose.Duration is { } duration && duration.Hours > LongestPushHours);
        double PerKilogram(DoseEvent dose) => dose.AmountMg(weightKg) / weightKg;
        static ImmutableArray<double> Some(bool isThere, double value) => isThere ? [value] : [];
        double hours = regimen.EndHours, total = all.Sum(dose => dose.AmountMg(weightKg));
        _values = new Dictionary<string, ImmutableArray<double>>
        {
            ["push"] = [.. lasting[false].Select(PerKilogram)],
            ["seconds"] = [.. lasting[false].Select(dose => 3600 * (dose.Duration?.Hours ?? 0))],
            ["pushes"] = Some(lasting[false].Any(), lasting[false].Count()),
            ["infusion"] = [.. lasting[true].Select(PerKilogram)],
            ["rate"] = [.. lasting[true].Select(dose => dose.RateMgPerHour(weightKg)!.Value / weightKg)],
            ["minutes"] = [.. lasting[true].Select(dose => 60 * dose.Duration!.Value.Hours)],
            ["muscle"] = [.. all.Where(dose => dose.Route == Route.Intramuscular).Select(PerKilogram)],
            ["nasal"] = [.. all.Where(dose => dose.Route == Route.Intranasal).Select(dose => dose.AmountMg(weightKg))],
            ["strength"] = [.. vein.Select(dose => dose.Strength).OfType<double>()],
            ["total"] = Some(all.Length > 0, total / weightKg),
            ["total-mg"] = Some(all.Length > 0, total),
            ["doses"] = Some(all.Length > 0, all.Length),
            ["hours"] = Some(all.Length > 0, hours),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
        Dictionary<string, string> facts = [];
        void Beside(string fact, ImmutableArray<string> drugs)
        {
            if (regimen.Substances.Any(drugs.Contains))
            {
                facts[fact] = "yes";
            }
        }

        Beside("opioid", Opioids);
        Beside("benzodiazepine", Benzodiazepines);
        Beside("sedative", Sedatives);
        Facts = facts.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>The measures, each with its unit.</summary>
    public static ImmutableSortedDictionary<string, string> Units { get; } = new Dictionary<string, string>
    {
        ["push"] = "mg/kg at once",
        ["seconds"] = "s for a dose at once",
        ["pushes"] = "doses at once",
        ["infusion"] = "mg/kg as an infusion",
        ["rate"] = "mg/kg/h",
        ["minutes"] = "min for an infusion",
        ["muscle"] = "mg/kg into a muscle",
        ["nasal"] = "mg into the nose",
        ["strength"] = "mg/mL",
        ["total"] = "mg/kg in all",
        ["total-mg"] = "mg in all",
        ["doses"] = "doses",
        ["hours"] = "h in all",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>What the regimen itself says of the patient: that an opioid, a benzodiazepine or a sedative is given.</summary>
    public ImmutableSortedDictionary<string, string> Facts { get; }

    /// <summary>Whether any ketamine is given.</summary>
    public bool HasKetamine => !_values["total"].IsEmpty;

    /// <summary>The values of a measure, one for each dose that has it.</summary>
    /// <param name="measure">The measure.</param>
    public ImmutableArray<double> Of(string measure) => _values[measure];
}
