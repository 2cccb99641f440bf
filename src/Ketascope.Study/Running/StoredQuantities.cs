using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Running;

/// <summary>Which values of a flat system a run reports, and where the solver finds them.</summary>
/// <param name="Names">The names, in the order asked.</param>
/// <param name="Quantities">What is known of each.</param>
/// <param name="Outputs">The assignments among them, in the order of the kernel's outputs.</param>
/// <param name="Indices">For each name its place: a state, or the number of states plus the place in <paramref name="Outputs"/>.</param>
internal sealed record StoredQuantities(ImmutableArray<string> Names, ImmutableArray<QuantityInfo> Quantities, ImmutableArray<string> Outputs, int[] Indices)
{
    /// <summary>Finds the names asked for; no names mean the variables that are integrated, species under their own name.</summary>
    /// <exception cref="UserErrorException">A name is not in the model.</exception>
    public static StoredQuantities Select(OdeSystem system, ImmutableArray<string> show)
    {
        ImmutableArray<string> names = show.IsEmpty ? [.. system.States.SkipLast(system.Delays.Length).Select(state => state.Species ?? state.Name)] : [.. show.Distinct()];
        Dictionary<string, int> states = system.States.Select((state, index) => (state.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index);
        Dictionary<string, Quantity> quantities = [];
        foreach (Quantity quantity in system.States.Concat<Quantity>(system.Assignments).Concat(system.Parameters))
        {
            quantities[quantity.Name] = quantity;
        }

        List<string> outputs = [];
        int[] indices = new int[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            string name = names[i];
            if (!quantities.ContainsKey(name))
            {
                throw new UserErrorException($"the model has nothing named '{name}'{NearestName.Suggest(name, quantities.Keys)}");
            }

            if (!states.TryGetValue(name, out indices[i]))
            {
                indices[i] = states.Count + outputs.Count;
                outputs.Add(name);
            }
        }

        return new StoredQuantities(names, [.. names.Select(name => new QuantityInfo(name, quantities[name].DisplayName, quantities[name].Unit))], [.. outputs], indices);
    }
}
