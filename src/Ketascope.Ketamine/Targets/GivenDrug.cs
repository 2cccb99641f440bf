using System.Collections.Immutable;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Running;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Targets;

/// <summary>Doses of one substance, or of several that one model takes, and the pharmacokinetic model that they go into.</summary>
/// <param name="Instance">The name of the model's instance in the joined text.</param>
/// <param name="Request">What is asked of these doses.</param>
/// <param name="Regimen">The doses.</param>
/// <param name="Choice">The model, and why this one.</param>
internal sealed record GivenDrug(string Instance, DoseRequest Request, Regimen Regimen, ModelChoice Choice)
{
    /// <summary>The doses of a request, each with its model.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="library">The models.</param>
    /// <exception cref="Ketascope.Study.Requests.UserErrorException">The regimen is wrong, or no model takes it.</exception>
    public static ImmutableArray<GivenDrug> Of(DoseRequest request, ModelLibrary library) => [.. DrugParts.Of(request, library).Select(one =>
    {
        Regimen doses = one.Substance is { } substance ? one.Read().Of(substance) : one.Read();
        DoseRequest sited = one with { Site = one.Site ?? UsualSite(library, doses, one.Model) };
        (Regimen regimen, ModelChoice choice) = DoseSimulation.Plan(sited, library);
        return new GivenDrug(one.Substance is { } name ? $"pk_{TextWords.Name(name)}" : "pk", sited, regimen, choice);
    })];

    /// <summary>Where concentrations are taken from if nothing is said: the artery, if a model of the doses has one.</summary>
    /// <param name="models">The models.</param>
    /// <param name="regimen">The doses.</param>
    /// <param name="named">The model that is asked for; null for any.</param>
    public static string? UsualSite(ModelLibrary models, Regimen regimen, string? named) => models.Models.Any(model =>
        (named is null || model.Id == named) && model.Samples(SamplingSite.Arterial) && regimen.Sites.All(model.Takes)) ? SamplingSite.Arterial : null;

    /// <summary>What a reader is told of the model and the doses: warnings, assumptions, sources.</summary>
    public ImmutableArray<Note> Notes
    {
        get
        {
            Interaction? with = Request.With;
            return
            [
                .. Choice.Warnings.Concat(with?.Contradictions(Regimen.Sites) ?? []).Select(text => new Note(NoteKind.Warning, text)),
                .. (with?.Assumptions(Regimen.Sites) ?? []).Concat(Regimen.Notes).Concat(Choice.Model.Assumptions)
                    .Select(text => new Note(NoteKind.Assumption, text)),
                .. Choice.Model.Citations.Select(one => $"{one.Text} {one.Url}").Concat(with is null ? [] : [with.Source(Regimen.Sites)])
                    .Select(text => new Note(NoteKind.Source, text)),
            ];
        }
    }

    /// <summary>The instance of the model in the joined text.</summary>
    public TextPart Part => new() { Name = Instance, Model = Choice.Model.Load().Document.Main.Name, Import = Choice.Model.TextPath };

    /// <summary>The numbers that the model has alone, those of its file or a draw of them, by their names in the joined text.</summary>
    public IEnumerable<KeyValuePair<string, double>> Numbers => JoinedNumbers.Of(Instance, Choice.Model.Load());

    /// <summary>What doses and settings make of a request of the joined text.</summary>
    /// <param name="run">The request.</param>
    public RunRequest Into(RunRequest run)
    {
        RunRequest own = DoseSimulation.ToRun(Request, Regimen, Choice.Model, run.Times);
        return run with
        {
            Overrides = run.Overrides.SetItems(own.Overrides.Select(one => KeyValuePair.Create($"{Instance}.{one.Key}", one.Value))),
            Doses = [.. run.Doses.Concat(own.Doses.Select(dose => dose with { Compartment = $"{Instance}.{dose.Compartment}" })).OrderBy(dose => dose.Time)],
        };
    }

    /// <summary>The analytes of the model that are a drug, with their variables in the joined text.</summary>
    /// <param name="cabinet">The drugs.</param>
    public IEnumerable<GivenAnalyte> Analytes(DrugCabinet cabinet)
    {
        foreach (ModelAnalyte analyte in Choice.Model.At(Request.Site).Analytes)
        {
            string name = AnalyteNames.WithoutSite(analyte.Name), plain = AnalyteNames.WithoutTotal(name);
            if (cabinet.TryFind(plain, out DrugFile drug))
            {
                yield return new GivenAnalyte(drug, Port.Of(analyte), $"{Instance}.{analyte.Variable}", plain != name);
            }
        }
    }
}

/// <summary>A concentration that a pharmacokinetic model gives.</summary>
/// <param name="Drug">The drug.</param>
/// <param name="Port">What the concentration is.</param>
/// <param name="Variable">Its variable in the joined text.</param>
/// <param name="IsTotal">Whether it is the sum of a mixture's parts.</param>
internal sealed record GivenAnalyte(DrugFile Drug, Port Port, string Variable, bool IsTotal);
