using System.Collections.Immutable;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Composing;

/// <summary>How much of a target some free concentrations occupy at equilibrium, by the target's own text: a new target needs no code.</summary>
/// <param name="targets">The targets.</param>
public sealed class TargetOccupancy(TargetCabinet targets)
{
    /// <summary>The targets of which drugs occupy a share that follows from their concentrations.</summary>
    /// <param name="drugs">The drugs.</param>
    public ImmutableArray<TargetFile> Reached(IEnumerable<DrugFile> drugs) =>
        [.. targets.Targets.Where(target => targets.Equilibrium(target) is not null && drugs.Any(drug => drug.At(target.Id) is not null))];

    /// <summary>The variable of the composed text with the share of a target that is occupied.</summary>
    /// <param name="target">The target, one of <see cref="Reached"/>.</param>
    public string Variable(TargetFile target)
    {
        TargetWiring wiring = targets.Equilibrium(target)!;
        return new TextWords(wiring.Origin, null) { Target = target }.Fill(wiring.Occupancy!);
    }

    /// <summary>The target for people, with the conditions under which the share is what is occupied.</summary>
    /// <param name="target">The target, one of <see cref="Reached"/>.</param>
    public string Title(TargetFile target) => targets.Equilibrium(target)!.Condition is { } condition ? $"{target.Title} ({condition})" : target.Title;

    /// <summary>The share of each target that a bath of one drug occupies; of a mixture its parts act too.</summary>
    /// <param name="drugs">The drugs.</param>
    /// <param name="drug">The drug in the bath.</param>
    /// <param name="concentration">Its free concentration, uM.</param>
    /// <param name="actsAsMixture">Whether a drug acts as the mixtures do that it is a part of, where only these were measured.</param>
    /// <exception cref="UserErrorException">A module is missing or has errors.</exception>
    public ImmutableArray<(TargetFile Target, double Share)> InBath(DrugCabinet drugs, DrugFile drug, double concentration, bool actsAsMixture = false) => Of(
    [
        (drug, concentration), .. drug.Mixture.Select(part => (drugs.Find(part.Drug), part.Fraction * concentration)),
        .. drugs.Drugs.Where(one => actsAsMixture && one.Mixture.Any(part => part.Drug == drug.Id)).Select(one => (one, concentration)),
    ]);

    /// <summary>The share of each target that is occupied; targets at which nothing acts, or which have no equilibrium, are left out.</summary>
    /// <param name="ligands">The free concentration of each drug, uM.</param>
    /// <exception cref="UserErrorException">A module is missing or has errors.</exception>
    public ImmutableArray<(TargetFile Target, double Share)> Of(IReadOnlyList<(DrugFile Drug, double Concentration)> ligands)
    {
        ImmutableArray<TargetFile> reached = Reached(ligands.Select(one => one.Drug));
        (DrugFile Drug, double Concentration)[] acting = [.. ligands.Where(one => reached.Any(target => one.Drug.At(target.Id) is not null))];
        if (reached.Length == 0)
        {
            return [];
        }

        LoadedModel model = new Composer(targets).Load(new Assembly
        {
            File = Path.Combine(targets.Folder, "occupancies.ant"),
            Drugs = [.. acting.Select(one => one.Drug)],
            Targets = reached,
            IsAtEquilibrium = true,
        });
        RunOutcome outcome = ModelRun.Run(
            new RunRequest
            {
                Model = model,
                Times = [0],
                Show = [.. reached.Select(Variable)],
                Overrides = acting.ToImmutableSortedDictionary(one => TextWords.Concentration(one.Drug), one => one.Concentration),
            },
            progress: null,
            CancellationToken.None);
        return [.. reached.Select((target, i) => (target, outcome.Trajectories[0, i, 0]))];
    }
}
