using System.Collections.Immutable;
using Ketascope.Kernels;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Running;

/// <summary>Where the changes of a request go in a compiled model.</summary>
internal static class ChangePlan
{
    /// <summary>The parameters that change, which the kernel must keep as parameters.</summary>
    /// <exception cref="UserErrorException">A change names nothing that can change.</exception>
    public static ImmutableArray<string> Parameters(OdeSystem system, ImmutableArray<ImmutableArray<ValueChange>> changes)
    {
        HashSet<string> parameters = [.. system.Parameters.Select(parameter => parameter.Name)];
        HashSet<string> states = [.. system.States.Select(state => state.Name)];
        HashSet<string> changed = [];
        foreach (ValueChange change in changes.SelectMany(list => list))
        {
            if (parameters.Contains(change.Name) && !change.Adds)
            {
                changed.Add(change.Name);
            }
            else if (!states.Contains(change.Name))
            {
                throw new UserErrorException($"'{change.Name}' cannot change during a run: it is no {(change.Adds ? "" : "parameter and no ")}integrated variable{NearestName.Hint(change.Name, parameters.Concat(states))}");
            }
        }

        return [.. changed.Order(StringComparer.Ordinal)];
    }

    /// <summary>What happens to one subject, and when.</summary>
    public static IReadOnlyList<Discontinuity> Schedule(CompiledKernel kernel, ImmutableArray<ValueChange> changes) =>
        [.. changes.Select(change => Place(kernel, change)).OrderBy(one => one.Time)];

    private static Discontinuity Place(CompiledKernel kernel, ValueChange change)
    {
        int parameter = kernel.ParameterIndex(change.Name);
        if (parameter >= 0 && !change.Adds)
        {
            return new Discontinuity(change.Time, DiscontinuityKind.SetParameter, parameter, change.Value);
        }

        int state = Enumerable.Range(0, kernel.StateCount).First(index => kernel.StateName(index) == change.Name);
        return new Discontinuity(change.Time, change.Adds ? DiscontinuityKind.AddAmount : DiscontinuityKind.SetState, state, change.Value);
    }
}
