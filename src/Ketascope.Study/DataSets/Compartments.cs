using System.Collections.Immutable;
using Ketascope.Kernels;
using Ketascope.Language.Flattening;

namespace Ketascope.Study.DataSets;

/// <summary>
/// The compartments of a model: what it integrates, in the order of its text, under the names that the text uses. Past values and what algebraic
/// rules determine take no doses.
/// </summary>
internal static class Compartments
{
    /// <summary>Their names; the first is the compartment 1.</summary>
    /// <param name="system">The model.</param>
    public static ImmutableArray<string> Of(OdeSystem system) => [.. Variables(system).Select(Name)];

    /// <summary>The state of each in a compiled model.</summary>
    /// <param name="system">The model.</param>
    /// <param name="kernel">The same, compiled; it may hold more than the text integrates.</param>
    public static ImmutableDictionary<string, int> States(OdeSystem system, CompiledKernel kernel) =>
        Variables(system).ToImmutableDictionary(Name, state => kernel.StateIndex(state.Name));

    private static IEnumerable<StateVariable> Variables(OdeSystem system) => system.States.SkipLast(system.Delays.Length).Where(state => !state.IsAlgebraic);

    private static string Name(StateVariable state) => state.Species ?? state.Name;
}
