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
    /// <summary>Those of the outputs that the system does not hold under their name: <c>time</c>, <c>[S]</c>, <c>amount(S)</c>.</summary>
    public ImmutableArray<Assignment> Derived { get; private init; } = [];

    /// <summary>
    /// Finds the names asked for; no names mean the variables that are integrated, species under their own name, or where nothing is integrated all
    /// that is computed.
    /// </summary>
    /// <exception cref="UserErrorException">A name is not in the model.</exception>
    public static StoredQuantities Select(OdeSystem system, ImmutableArray<string> show)
    {
        ImmutableArray<string> names = show.IsEmpty ? Usual(system) : [.. show.Distinct()];
        Dictionary<string, int> states = system.States.Select((state, index) => (state.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index);
        Dictionary<string, Quantity> quantities = [];
        foreach (Quantity quantity in system.States.Concat<Quantity>(system.Assignments).Concat(system.Parameters).Where(one => one.Name != PreparedRun.Still))
        {
            quantities[quantity.Name] = quantity;
        }

        ImmutableArray<Assignment> derived = [.. names.Where(name => !quantities.ContainsKey(name)).Select(name => (name, Meaning: StartNames.Meaning(system, name)))
            .Where(pair => pair.Meaning is not null).Select(pair => new Assignment { Name = pair.name, Expression = pair.Meaning!, Unit = pair.name == StartNames.TimeName ? system.TimeUnit : null })];
        foreach (Assignment one in derived)
        {
            quantities[one.Name] = one;
        }

        List<string> outputs = [];
        int[] indices = new int[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            string name = names[i];
            if (!quantities.ContainsKey(name))
            {
                string[] known = [.. quantities.Keys, .. system.Species.Select(form => $"[{form.Name}]"), StartNames.TimeName];
                throw new UserErrorException($"the model has nothing named '{name}'{NearestName.Suggest(name, known)}");
            }

            if (!states.TryGetValue(name, out indices[i]))
            {
                indices[i] = states.Count + outputs.Count;
                outputs.Add(name);
            }
        }

        return new StoredQuantities(names, [.. names.Select(name => Info(quantities[name], derived))], [.. outputs], indices) { Derived = derived };
    }

    private static ImmutableArray<string> Usual(OdeSystem system)
    {
        ImmutableArray<string> integrated =
        [
            .. system.States.SkipLast(system.Delays.Length).Where(state => state.Name != PreparedRun.Still).Select(state => state.Species ?? state.Name),
        ];
        return !integrated.IsEmpty ? integrated : system.Assignments.IsEmpty ? [.. system.Parameters.Select(one => one.Name)]
            : [.. system.Assignments.Select(one => one.Name)];
    }

    /// <summary>What is known of a quantity; the model's time measures time, which tells it from a quantity of that name.</summary>
    private static QuantityInfo Info(Quantity quantity, ImmutableArray<Assignment> derived) =>
        new(quantity.Name, quantity.DisplayName, quantity.Unit, quantity.Name == StartNames.TimeName && derived.Contains(quantity)
            ? StartNames.TimeName : null);
}
