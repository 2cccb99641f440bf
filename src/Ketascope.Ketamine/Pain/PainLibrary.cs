using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Study.Draws;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Pain;

/// <summary>People in pain: their conditions, and what ketamine does in their cords and brains.</summary>
/// <param name="folder">The folder, <c>models/pain</c>.</param>
/// <param name="cord">The spinal cord.</param>
/// <param name="draw">The draw of uncertain parameters; null for the values in use.</param>
public sealed class PainLibrary(string folder, SpinalCord cord, ParameterDraw? draw = null)
{
    private readonly Lazy<PainFile> _file = new(() => PainFile.Read(folder));

    private readonly Lazy<LoadedModel> _text = new(() =>
    {
        LoadedModel text = ModelLoading.Load(Path.Combine(folder, PainFile.Read(folder).Text));
        return draw is null ? text : UncertainText.Under(text, draw);
    });

    /// <summary>Conditions, and what ketamine does in the brain.</summary>
    public PainFile File => _file.Value;

    /// <summary>People of a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="relief">What ketamine does in the brain.</param>
    /// <param name="baseline">The rating of a typical person before treatment; null for that of the condition.</param>
    public PainGroup Group(PainCondition condition, PainRelief relief, double? baseline = null) =>
        Group(condition, relief, baseline, cord.Circuit(condition.Circuit), [], ImmutableSortedDictionary<string, double>.Empty);

    /// <summary>People of a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="relief">What ketamine does in the brain.</param>
    /// <param name="baseline">The rating of a typical person before treatment; null for that of the condition.</param>
    /// <param name="circuit">The circuit of their cords.</param>
    /// <param name="knockOuts">What is knocked out in all cords.</param>
    /// <param name="values">Values that differ, by the names of a person's text or, where it has none, of the circuit's.</param>
    public PainGroup Group(PainCondition condition, PainRelief relief, double? baseline, CordCircuit circuit, ImmutableArray<ValueChange> knockOuts,
        ImmutableSortedDictionary<string, double> values)
    {
        PersonText person = new(_text.Value, condition.Set.SetItems(relief.Set));
        ImmutableSortedDictionary<string, double> others = values.RemoveRange(values.Keys.Where(person.Has)), own = values.RemoveRange(others.Keys);
        return new PainGroup(others.IsEmpty ? circuit : circuit.With(others), person.With(own), baseline ?? condition.Baseline, knockOuts);
    }
}
