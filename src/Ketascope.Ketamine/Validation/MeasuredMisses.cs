using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Observations;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>
/// Tells where a model is known to be far off: for doses of a drug by a route other than a vein it predicts the peaks and areas that were measured after
/// such doses in people of the same kind, and compares. What is told comes from the rows of observations alone.
/// </summary>
/// <param name="library">The models.</param>
/// <param name="observations">The file of observations.</param>
public sealed class MeasuredMisses(ModelLibrary library, string observations)
{
    /// <summary>From this factor on, in the geometric mean over all rows, numbers are far off.</summary>
    private const double Far = 2;

    private const int RowsTold = 2;

    private static readonly string[] s_centres = ["mean", "median", "geometric mean"];

    /// <summary>What has to be told, a sentence for each drug and route.</summary>
    /// <param name="regimen">What is given.</param>
    /// <param name="model">The model that it is simulated with.</param>
    /// <param name="age">The person's age, years; null for an adult.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public IEnumerable<string> Of(Regimen regimen, ModelFolder model, double? age, CancellationToken cancellation)
    {
        ImmutableArray<DoseSite> sites = [.. regimen.Sites.Where(site => site.Route != Route.Intravenous)];
        if (sites.IsEmpty || !File.Exists(observations))
        {
            yield break;
        }

        ImmutableArray<Observation> rows = [.. ObservationFile.Read(observations).Rows.Select(row => row.Observation).OfType<Observation>()];
        bool isChild = age < AgeRange.Adulthood;
        ArmPredictor person = new(new PkRows(library, model.Id).Plan, Cohort.Typical);
        foreach (DoseSite site in sites)
        {
            (Observation Row, double Predicted)[] compared = [.. rows.Where(row => IsOf(row, site) && IsChild(row) == isChild)
                .Select(row => (row, Predicted(person, row, cancellation))).Where(pair => pair.Item2 > 0)];
            if (compared.Length > 0 && Sentence(site, model, compared) is { } sentence)
            {
                yield return sentence;
            }
        }
    }

    /// <summary>Whether a row is of a peak or an area of the drug itself after one such dose.</summary>
    private static bool IsOf(Observation row, DoseSite site) =>
        s_centres.Contains(row.Statistic) && row.Value > 0 && site.Drug.Spellings.Contains(row.Output, StringComparer.OrdinalIgnoreCase)
        && row.Measure.Kind is MeasureKind.Maximum or MeasureKind.Area
        && RegimenParser.Parse(row.Regimen, new DiagnosticBag()) is { Doses: [{ Count: 1 }], Sites: [var only] } && only == site;

    private static bool IsChild(Observation row) =>
        row.Setting.TryGetValue("age", out string? text) && PrintedNumber.TryParse(text) is { Centre: < AgeRange.Adulthood };

    private static double Predicted(ArmPredictor person, Observation row, CancellationToken cancellation)
    {
        try
        {
            return person.Predict(row, cancellation).Value;
        }
        catch (UserErrorException)
        {
            // Another site or unit than the model's: the row says nothing of it.
            return double.NaN;
        }
    }

    private static string? Sentence(DoseSite site, ModelFolder model, (Observation Row, double Predicted)[] compared)
    {
        double[] factors = [.. compared.Select(pair => pair.Row.Value!.Value / pair.Predicted)];
        double middle = Math.Exp(factors.Average(Math.Log));
        if (middle is < Far and > 1 / Far)
        {
            return null;
        }

        IEnumerable<string> told = compared.OrderByDescending(pair => Math.Abs(Math.Log(pair.Row.Value!.Value / pair.Predicted))).Take(RowsTold)
            .Select(pair =>
            string.Create(CultureInfo.InvariantCulture,
                $"{pair.Row.Study} measured {pair.Row.Value:G4} {pair.Row.Unit} ({pair.Row.Measure.Short}) after {pair.Row.Regimen}, where {model.Id} gives "
                + $"{pair.Predicted:G3}"));
        string way = middle > 1 ? "low" : "high";
        double low = factors.Select(factor => Math.Max(factor, 1 / factor)).Min(), high = factors.Select(factor => Math.Max(factor, 1 / factor)).Max();
        string size = factors.Length == 1 ? string.Create(CultureInfo.InvariantCulture, $"{high:0.#} times too {way}")
            : string.Create(CultureInfo.InvariantCulture, $"too {way}, by a factor of {low:0.#} to {high:0.#} in {factors.Length} measured values");
        return $"Numbers of {site} are known to be far off, {size}: {string.Join("; ", told)}.";
    }
}
