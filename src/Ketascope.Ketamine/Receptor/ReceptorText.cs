using System.Collections.Immutable;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Language.Expressions;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Receptor;

/// <summary>
/// The text of an experiment with NMDA receptors: a subtype and the drugs, composed as <c>models/receptors/nmda/receptor.json</c> and the targets there
/// say.
/// </summary>
public sealed class ReceptorText
{
    /// <summary>The name of the open probability in the text.</summary>
    public const string OpenProbability = "P_open";

    /// <summary>The name of the current in the text.</summary>
    public const string Current = "I";

    /// <summary>The name of the fraction of receptors with both glutamate sites occupied, nothing in the pore.</summary>
    public const string GlutamateBound = "glutamate_bound";

    /// <summary>The name of the fraction of receptors with both glycine sites occupied, nothing in the pore.</summary>
    public const string GlycineBound = "glycine_bound";

    /// <summary>The name of the fraction of receptors that hold a drug, in the pore or elsewhere.</summary>
    public const string Occupied = "occupied";

    /// <summary>The name of free calcium in the spine in the text, uM.</summary>
    public const string Calcium = "spine.calcium";

    private readonly Composition _base;
    private readonly TargetCabinet _targets;
    private readonly Composer _composer;

    /// <summary>The texts of a folder.</summary>
    /// <param name="folder">The folder of the receptor.</param>
    /// <param name="targets">The targets of drugs.</param>
    /// <exception cref="UserErrorException">The folder holds no <c>receptor.json</c>, or it cannot be read.</exception>
    public ReceptorText(string folder, TargetCabinet targets)
    {
        _base = Composition.Read(Path.Combine(folder, "receptor.json"));
        _targets = targets;
        _composer = new Composer(targets);
        Sites = targets.At(_base);
    }

    /// <summary>The targets of drugs at this receptor.</summary>
    public ImmutableArray<TargetFile> Sites { get; }

    /// <summary>Whether a target is a mechanism that drugs act through only where it is asked for.</summary>
    /// <param name="target">The target.</param>
    public bool IsOptional(TargetFile target) => _targets.Wiring(target).IsOptional;

    /// <summary>The numbers that drugs may give for each subtype, of one kind of action.</summary>
    /// <param name="site">The target.</param>
    /// <param name="action">The action there.</param>
    public IEnumerable<string> NumbersByVariant(TargetFile site, DrugAction action) =>
        _targets.Wiring(site).Actions.TryGetValue(action.Module, out TextGroup? group)
        ? group.Parts.SelectMany(part => part.Numbers.Values).Where(number => number.ByVariant).Select(number => number.Of)
        : [];

    /// <summary>The model of an experiment.</summary>
    /// <param name="subunits">The subtype.</param>
    /// <param name="drugs">The drugs, mixtures taken apart.</param>
    /// <param name="withOptional">Whether drugs also act at optional targets (the site in the membrane).</param>
    /// <exception cref="UserErrorException">A module is missing or has errors, or a drug does nothing at this receptor.</exception>
    public LoadedModel Load(string subunits, ImmutableArray<DrugFile> drugs, bool withOptional = false) =>
        _composer.Load(Assembly(subunits, drugs, withOptional));

    /// <summary>The text of an experiment.</summary>
    /// <param name="subunits">The subtype.</param>
    /// <param name="drugs">The drugs, mixtures taken apart.</param>
    /// <param name="withOptional">Whether drugs also act at optional targets (the site in the membrane).</param>
    /// <exception cref="UserErrorException">A drug does nothing at this receptor.</exception>
    public string Compose(string subunits, ImmutableArray<DrugFile> drugs, bool withOptional = false) =>
        _composer.Compose(Assembly(subunits, drugs, withOptional));

    /// <summary>Whether a variable of the text is the probability of a state of the receptor.</summary>
    /// <param name="variable">The variable's name.</param>
    public static bool IsReceptorState(string variable) => variable != Calcium && variable != "receptor.nmda.glutamate_pulse";

    /// <summary>The parameter that holds the concentration of a drug.</summary>
    /// <param name="drug">The drug.</param>
    public static string Concentration(DrugFile drug) => TextWords.Concentration(drug);

    /// <summary>The states of a text in which the channel conducts: those that the open probability is the sum of.</summary>
    /// <param name="model">The model of the text.</param>
    public static ImmutableHashSet<string> Conducting(LoadedModel model)
    {
        Dictionary<string, Expression> rules = model.System.Assignments.ToDictionary(one => one.Name, one => one.Expression);
        HashSet<string> found = [];
        Queue<string> next = new([OpenProbability]);
        while (next.TryDequeue(out string? name))
        {
            foreach (string used in rules.TryGetValue(name, out Expression? rule) && found.Add(name) ? rule.Names() : [])
            {
                next.Enqueue(used);
            }

            found.Add(name);
        }

        return [.. model.System.States.Select(state => state.Name).Where(found.Contains)];
    }

    private Assembly Assembly(string subunits, ImmutableArray<DrugFile> drugs, bool withOptional) => new()
    {
        File = Path.Combine(Path.GetDirectoryName(_base.Origin)!, "experiment.ant"),
        Base = _base,
        Variant = subunits,
        Drugs = drugs,
        Targets = [.. Sites.Where(target => withOptional || !IsOptional(target))],
    };
}
