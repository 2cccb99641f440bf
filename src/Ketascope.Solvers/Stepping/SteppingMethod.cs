using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Lanes;
using Ketascope.Solvers.Tableaus;

namespace Ketascope.Solvers.Stepping;

/// <summary>A method that takes steps.</summary>
public sealed class SteppingMethod : SolverMethod
{
    private SteppingMethod(string word, string description, MethodKind kind, (string Name, MethodOrders Orders, Func<LaneWorkspace, Stepper> Make) table)
        : base(word, table.Name, description, kind) => (Orders, Make) = (table.Orders, table.Make);

    /// <summary>The orders that it claims; tests measure them.</summary>
    public MethodOrders Orders { get; }

    /// <summary>Makes a stepper for the buffers of a batch.</summary>
    internal Func<LaneWorkspace, Stepper> Make { get; }

    /// <summary>A method given by its explicit table.</summary>
    /// <param name="word">What a user types.</param>
    /// <param name="description">What it is and is for.</param>
    /// <param name="tableau">The table.</param>
    internal static SteppingMethod Explicit(string word, string description, ExplicitTableau tableau) =>
        new(word, description, MethodKind.Explicit, (tableau.Name, tableau.Orders, work => new ExplicitStepper(work, tableau)));

    /// <summary>A method given by its Rosenbrock table.</summary>
    /// <param name="word">What a user types.</param>
    /// <param name="description">What it is and is for.</param>
    /// <param name="tableau">The table.</param>
    internal static SteppingMethod Rosenbrock(string word, string description, RosenbrockTableau tableau) =>
        new(word, description, MethodKind.Implicit, (tableau.Name, tableau.Orders, work => new RosenbrockStepper(work, tableau)));
}
