using System.Collections.Immutable;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Ketamine.Targets;

namespace Ketascope.Ketamine.Patient;

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
        DoseRequest sited = one with { Site = one.Site ?? Engagement.UsualSite(library, doses, one.Model) };
        (Regimen regimen, ModelChoice choice) = DoseSimulation.Plan(sited, library);
        return new GivenDrug(one.Substance is { } name ? $"pk_{TextWords.Name(name)}" : "pk", sited, regimen, choice);
    })];

    /// <summary>The analytes of the model that are a drug, with their variables in the joined text.</summary>
    /// <param name="cabinet">The drugs.</param>
    public IEnumerable<GivenAnalyte> Analytes(DrugCabinet cabinet)
    {
        foreach (ModelAnalyte analyte in Choice.Model.Analytes)
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
