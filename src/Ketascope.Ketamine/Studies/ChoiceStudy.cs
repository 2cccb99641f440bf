using System.Collections.Immutable;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Holds every model against the calibration rows, and says which model is taken for which kind of question.</summary>
/// <param name="library">The models and the evidence.</param>
public sealed class ChoiceStudy(KetamineLibrary library) : Study<ChoiceRequest>("calibrate choice", () => KetamineRequests.Default.ChoiceRequest)
{
    private const double AChildsAge = 5;

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(ChoiceRequest request, StudyContext context, CancellationToken cancellation)
    {
        ObservationFile file = ObservationFile.Read(request.Data ?? Path.Combine(library.Evidence, "pharmacokinetics", "observations.csv"));
        ModelRanking ranking = CalibrationRanking.Of(library, file, context.Counter(file.Rows.Length, "rows"), cancellation);
        ResultTable cells = new(
            [.. ModelRanking.Columns.Select(name => new ResultColumn(name))],
            [.. ranking.Cells.Select(cell => (ImmutableArray<Cell>)
                [cell.Kind.Drugs, cell.Kind.Routes, cell.Kind.Site, cell.Kind.Age, cell.Kind.Analyte ?? "", cell.Model,
                 cell.IsFitted ? "yes" : "no", cell.Rows, cell.FoldError])]);
        return Task.FromResult(new StudyResult
        {
            Title = "Which model is taken: how well each meets the rows of the role 'calibration'",
            Sections =
            [
                new TableSection("Fold errors in a typical person", cells),
                new TableSection("What follows", Choices(library.Pharmacokinetics.RankedBy(ranking))),
            ],
            Values = cells,
        });
    }

    private static ResultTable Choices(ModelLibrary models) => new(
        [new("drug"), new("route"), new("site"), new("age"), new("analyte"), new("model"), new("decided by")],
        [
            .. from drug in Drug.All.Where(one => one.Substance == "ketamine")
               from route in Enum.GetValues<Route>()
               from site in (string?[])["venous", "arterial"]
               from age in (double?[])[null, AChildsAge]
               from analyte in (string?[])[null, "ketamine", "norketamine", "hydroxynorketamine", "dehydronorketamine"]
               let choice = Choice(models, new DoseSite(drug, route), site, age, analyte)
               where choice is not null
               select (ImmutableArray<Cell>)
               [
                   drug.Name, RegimenWords.Routes.Name(route), site ?? "", age is null ? "adult" : "child", analyte ?? "all", choice.Model.Id,
                   choice.Decided.Length > 0 ? choice.Decided : "the only model",
               ],
        ]);

    /// <summary>The model that is taken; null where there is none.</summary>
    private static ModelChoice? Choice(ModelLibrary models, DoseSite dose, string? site, double? age, string? analyte)
    {
        try
        {
            ModelChoice choice = ModelChoice.Of(new DoseRequest { Regimen = "", Site = site, AgeYears = age, Analyte = analyte }, [dose], models);
            return choice.Model.Ages.Distance(age) == 0 && (analyte is null || choice.Model.Predicts(analyte)) ? choice : null;
        }
        catch (UserErrorException)
        {
            return null;
        }
    }
}
