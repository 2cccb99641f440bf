using System.Collections.Immutable;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Populations;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Simulates pumps that hold target concentrations: what they give, what becomes of it and, in virtual people, how well targets are held.</summary>
/// <param name="library">The models to choose from.</param>
/// <param name="request">What is asked.</param>
/// <param name="pump">What is said of the pumps.</param>
/// <param name="person">Of whom, without the doses.</param>
internal sealed class TargetedSimulation(ModelLibrary library, SimulateRequest request, PumpWords pump, DoseRequest person)
{
    /// <summary>The pumps' steps, target by target, as a part of an answer.</summary>
    public static TableSection Stages(TargetedDoses targets) => new("What the pump gives for each target", targets.Stages) { FileName = "pump.csv" };

    /// <summary>Simulates them.</summary>
    /// <param name="study">Simulates doses.</param>
    /// <param name="context">What a study needs from where it runs.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public async Task<StudyResult> RunAsync(SimulateStudy study, StudyContext context, CancellationToken cancellation)
    {
        double? said = TargetParser.Read(request.Regimen).WeightKg;
        DoseRequest known = person with { WeightKg = new Regimen([]) { WeightKg = said }.WeightFor(person.WeightKg) };
        TargetedDoses targets = TargetedDoses.Of(request.Regimen, known, pump.ToSettings(), pump.Model, library);
        DoseRequest dose = known with { Given = targets.Regimen, Model = request.Model ?? OwnModels(targets) };
        if (dose.WeightKg is null && targets.Controls.Length == 1)
        {
            // The pump and the person are of one weight: that of the pump's model where none is said.
            dose = dose with { WeightKg = targets.Controls[0].WeightKg, IsWeightAssumed = true };
        }

        StudyResult result = await study.RunAsync(request, dose, context, cancellation).ConfigureAwait(false);
        List<ResultSection> more = [Stages(targets)];
        if (request.People is { } people && result.IsComplete)
        {
            more.AddRange(Performance(targets, dose, people, cancellation));
        }

        return SimulateStudy.BeforeTables(result, more);
    }

    /// <summary>
    /// Where targets are of an effect site and no model of the person is named, the one of the pump, so that the effect site is shown; null for the one that
    /// suits the doses.
    /// </summary>
    private static string? OwnModels(TargetedDoses targets)
    {
        string[] own = [.. targets.Controls.Where(control => control.Scheme.IsEffectSite).Select(control => control.Model.Id)];
        return own.Length == 0 ? null : string.Join(DrugParts.Separator, own);
    }

    private IEnumerable<ResultSection> Performance(TargetedDoses targets, DoseRequest dose, PeopleRequest people, CancellationToken cancellation)
    {
        ImmutableArray<DoseRequest> drugs = DrugParts.Of(dose, library);
        ImmutableArray<PopulationSettings> settings = drugs.Length == 1 ? [SimulateStudy.Settings(people)]
            : new SeveralDrugs(library, request, dose, drugs).Settings(people);
        List<ResultTable> tables = [];
        foreach (TargetControl control in targets.Controls)
        {
            int place = drugs.Length == 1 ? 0 : drugs.Index().First(drug => drug.Item.Substance == control.Scheme.Drug.Substance).Index;
            tables.Add(TargetPerformance.Of(control, drugs[place], settings[place], library, cancellation));
        }

        yield return new TableSection("How well targets are held (Varvel 1992)",
            new ResultTable(tables[0].Columns, [.. tables.SelectMany(table => table.Rows)]))
        {
            FileName = "performance.csv",
        };
        yield return new TextSection(TargetPerformance.Basis(targets.Controls[0])) { IsClose = true };
    }
}
