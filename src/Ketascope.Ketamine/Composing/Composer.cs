using System.Collections.Immutable;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Composing;

/// <summary>What is composed.</summary>
public sealed record Assembly
{
    /// <summary>The file that the text would be in: what it imports is named from there, and messages name it.</summary>
    public required string File { get; init; }

    /// <summary>What is there without any drug; null where targets stand alone.</summary>
    public Composition? Base { get; init; }

    /// <summary>The variant of the base; null where it has none.</summary>
    public string? Variant { get; init; }

    /// <summary>The drugs, in the order in which they stand in the text; mixtures taken apart.</summary>
    public required ImmutableArray<DrugFile> Drugs { get; init; }

    /// <summary>Whether targets are wired for what is occupied at equilibrium, in place of their receptor's own text.</summary>
    public bool IsAtEquilibrium { get; init; }

    /// <summary>The free concentrations that follow from other names of the text, by drug; a drug without one has a parameter that is 0.</summary>
    public ImmutableSortedDictionary<string, string> Concentrations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The targets at which they may act; what a drug does elsewhere is left out.</summary>
    public required ImmutableArray<TargetFile> Targets { get; init; }
}

/// <summary>
/// Composes the text of a model from a base, the actions of drugs and the wiring of their targets, all of which are files: a new kind of action needs no
/// code. Each drug brings the instances of its actions, each site what it needs once, and all add to the sums (what conducts, what competes, what is
/// occupied).
/// </summary>
/// <param name="targets">The targets and how they are wired.</param>
public sealed class Composer(TargetCabinet targets)
{

    /// <summary>The model of a composed text.</summary>
    /// <param name="assembly">What is composed.</param>
    /// <exception cref="UserErrorException">As from <see cref="Compose"/>, or the text has errors.</exception>
    public LoadedModel Load(Assembly assembly) => ModelLoading.LoadText(assembly.File, Compose(assembly));

    /// <summary>The composed text.</summary>
    /// <param name="assembly">What is composed.</param>
    /// <exception cref="UserErrorException">
    /// A file is missing or wires what is not there, or a drug lacks a number or does nothing at these targets.
    /// </exception>
    public string Compose(Assembly assembly)
    {
        ComposedText text = new(assembly, targets.Heads);
        if (assembly.Base is { } basis)
        {
            text.AddUnits(basis.Units, basis.Origin);
            text.Add(new TextGroup { Parts = basis.Parts, Sums = basis.Sums }, text.Words(basis.Origin), []);
        }

        AddDrugs(text, assembly);
        foreach (TargetFile target in assembly.Targets.Where(target => assembly.Drugs.Any(drug => drug.At(target.Id) is not null)))
        {
            TargetWiring wiring = Wiring(target, assembly);
            text.Add(wiring.Site, text.Words(wiring.Origin) with { Target = target }, assembly.Drugs);
        }

        if (assembly.Base is { } last)
        {
            text.Add(new TextGroup { Parts = last.Readouts }, text.Words(last.Origin), []);
        }

        return text.ToString();
    }

    private TargetWiring Wiring(TargetFile target, Assembly assembly) => !assembly.IsAtEquilibrium ? targets.Wiring(target)
        : targets.Equilibrium(target) ?? throw new UserErrorException($"what is occupied of {target.Title} does not follow from concentrations alone");

    private void AddDrugs(ComposedText text, Assembly assembly)
    {
        foreach (DrugFile drug in assembly.Drugs)
        {
            (TargetFile Target, DrugAction Action)[] actions =
            [
                .. drug.InEffect.Select(action => (Target: assembly.Targets.FirstOrDefault(one => one.Id == action.Target)!, action))
                    .Where(one => one.Target is not null),
            ];
            if (actions.Length == 0)
            {
                throw new UserErrorException($"the file of '{drug.Names[0]}' gives no action at {assembly.Base?.Title ?? "these targets"}");
            }

            for (int i = 0; i < actions.Length; i++)
            {
                (TargetFile target, DrugAction action) = actions[i];
                TargetWiring wiring = Wiring(target, assembly);
                text.AddUnits(wiring.Units, wiring.Origin);
                if (i == 0)
                {
                    text.AddConcentration(drug);
                }

                TextGroup group = wiring.Actions.TryGetValue(action.Module, out TextGroup? found) ? found
                    : throw new UserErrorException(
                        $"the file of '{drug.Names[0]}' has the action '{action.Module}' at {target.Id}; '{wiring.Origin}' wires "
                        + string.Join(", ", wiring.Actions.Keys) + Language.Diagnostics.NearestName.Hint(action.Module, wiring.Actions.Keys));
                text.Add(group, text.Words(wiring.Origin) with { Target = target, Drug = drug }, []);
            }
        }
    }
}
