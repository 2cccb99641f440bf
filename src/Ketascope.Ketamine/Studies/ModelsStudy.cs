using System.Collections.Immutable;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Lists the models of the library.</summary>
/// <param name="library">The models.</param>
public sealed class ModelsStudy(KetamineLibrary library) : Study<ModelsRequest>("models", () => KetamineRequests.Default.ModelsRequest)
{
    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(ModelsRequest request, StudyContext context, CancellationToken cancellation)
    {
        ImmutableArray<ModelFolder> all = library.Pharmacokinetics.Models;
        ModelFolder[] shown =
        [
            .. all.Where(model => request.Of is not { } wanted || Words(model).Any(word => word.Contains(wanted, StringComparison.OrdinalIgnoreCase))),
        ];
        return shown.Length == 0
            ? throw new UserErrorException("no model is of " +
                $"'{request.Of}'{NearestName.Suggest(request.Of!, [.. all.SelectMany(Words).Distinct()])}; a word is a drug, a route, an analyte " +
                "or a part of a model's name")
            : Task.FromResult(new StudyResult
            {
                Title = $"Pharmacokinetic models{(request.Of is { } word ? $" of {word}" : "")}",
                Sections =
                [
                    new TableSection(null, ModelTable.Of(shown, null)),
                    new TableSection("Which is taken where several suit: the highest", new ResultTable(
                        [new("model"), new("priority"), new("title"), new("why")], [.. shown.Select(model => (ImmutableArray<Cell>)[model.Id, model.Priority, model.Title, model.Why])])),
                ],
            });
    }

    private static IEnumerable<string> Words(ModelFolder model) =>
        [model.Id, .. model.Drugs.Select(drug => drug.Name), .. model.Routes.Select(route => route.Route), .. model.Analytes.Select(analyte => analyte.Name)];
}
