using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Finds the dose that reaches a value in a typical person, and simulates it.</summary>
/// <param name="library">The models to choose from.</param>
public sealed class DoseForStudy(KetamineLibrary library) : Study<DoseForRequest>("dose-for", () => KetamineRequests.Default.DoseForRequest)
{
    private const int MostSteps = 60;
    private const double Precision = 1e-9;

    /// <inheritdoc/>
    public override async Task<StudyResult> RunAsync(DoseForRequest request, StudyContext context, CancellationToken cancellation)
    {
        if (request.As.Count(sign => sign == '?') != 1)
        {
            throw new UserErrorException(
                $"'{request.As}' needs one question mark in the place of the number that is looked for, for example '? mg/kg iv over 40 min'");
        }

        DoseTarget target = DoseTarget.Parse(request.Target);
        Drug sought = Sought(request);
        RequireOfDrug(target, sought, request);
        Observation row = Row(request, target, sought);
        ArmPredictor person = new(new PkRows(library.Pharmacokinetics).Plan, Cohort.Typical);
        double Reached(double dose) => person.Predict(row with { Regimen = OfDrug(Regimen(request, dose), sought) }, cancellation).Value;
        double found = Rounded(Solve(Reached, target.Value, request));
        string regimen = Regimen(request, found);
        StudyResult simulated = await new SimulateStudy(library).RunAsync(ToSimulation(request, regimen), context, cancellation).ConfigureAwait(false);
        return simulated with
        {
            Sections =
            [
                new TextSection($"Reaches {request.Target}: {regimen}"),
                new TableSection(null, new ResultTable([new("as"), new("dose") { Digits = 4 }], [[request.As, found]])),
                .. simulated.Sections,
            ],
        };
    }

    private Observation Row(DoseForRequest request, DoseTarget target, Drug sought)
    {
        Dictionary<string, string?> said = new()
        {
            ["weight"] = RegimenParser.Read(Regimen(request, 1)).WeightFor(request.Weight?.Centre)?.ToString(CultureInfo.InvariantCulture),
            ["age"] = request.Age?.Text,
            ["height"] = request.Height?.Text,
            ["sex"] = request.Sex,
            ["model"] = request.Model,
            ["site"] = request.Site,
            ["with"] = request.With,
        };
        return new Observation
        {
            Study = "",
            Regimen = OfDrug(Regimen(request, 1), sought),
            Setting = said.Where(one => one.Value is not null).ToImmutableSortedDictionary(one => one.Key, one => one.Value!, StringComparer.Ordinal),
            Output = target.Analyte ?? sought.Measured,
            Time = target.Measure,
            Statistic = "typical",
            Unit = target.Unit,
            Role = "",
        };
    }

    /// <summary>The drug whose dose is looked for.</summary>
    private static Drug Sought(DoseForRequest request)
    {
        ImmutableArray<DoseEvent> one = RegimenParser.Read(Regimen(request, 1)).Doses, two = RegimenParser.Read(Regimen(request, 2)).Doses;
        return (one.Zip(two).FirstOrDefault(pair => pair.First != pair.Second).First ?? one[0]).Drug;
    }

    /// <summary>The doses of one drug among several that are each simulated alone.</summary>
    private string OfDrug(string text, Drug drug)
    {
        Regimen regimen = RegimenParser.Read(text);
        return DrugParts.AreAlone(regimen, library.Pharmacokinetics) ? regimen.Of(drug.Substance).Describe() : text;
    }

    private void RequireOfDrug(DoseTarget target, Drug sought, DoseForRequest request)
    {
        Regimen regimen = RegimenParser.Read(Regimen(request, 1));
        string? other = target.Analyte is not { } analyte || !DrugParts.AreAlone(regimen, library.Pharmacokinetics) ? null
            : Drug.All.Where(drug => drug.Substance != sought.Substance).Select(drug => drug.Measured)
                .FirstOrDefault(name => name.Equals(analyte, StringComparison.OrdinalIgnoreCase));
        if (other is not null)
        {
            throw new UserErrorException($"'{request.Target}' is of {other}, which no dose of {sought.Substance} changes: no interaction is modelled here");
        }
    }

    /// <summary>Five digits that count: no pump and no syringe is finer.</summary>
    private static double Rounded(double dose) => double.Parse(dose.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Regimen(DoseForRequest request, double dose) =>
        request.As.Replace("?", dose.ToString("0.############", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>The dose by the secant on logarithms: one step where the model is linear, few more where it saturates.</summary>
    private static double Solve(Func<double, double> reached, double wanted, DoseForRequest request)
    {
        double dose = 1, value = reached(dose), slope = 1;
        for (int step = 0; step < MostSteps; step++)
        {
            if (!(value > 0) || !double.IsFinite(value))
            {
                throw new UserErrorException($"'{Regimen(request, dose)}' reaches nothing of what '{request.Target}' asks for, so no dose does");
            }

            double error = Math.Log(wanted / value);
            if (Math.Abs(error) < Precision)
            {
                return dose;
            }

            double next = dose * Math.Exp(Math.Clamp(error / slope, -7, 7)), later = reached(next);
            slope = Math.Log(later / value) / Math.Log(next / dose) is var seen && double.IsFinite(seen) && seen > 0.01 ? seen : slope;
            (dose, value) = (next, later);
        }

        throw new UserErrorException(
            $"no dose was found that reaches '{request.Target}'; '{Regimen(request, dose)}' reaches {value.ToString("G4", CultureInfo.InvariantCulture)}");
    }

    private static SimulateRequest ToSimulation(DoseForRequest request, string regimen) => new()
    {
        Regimen = regimen,
        Weight = request.Weight,
        Age = request.Age,
        Height = request.Height,
        Sex = request.Sex,
        Model = request.Model,
        Site = request.Site,
        With = request.With,
    };
}
