using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Lanes;
using Ketascope.Solvers.Tableaus;

namespace Ketascope.Solvers.Stepping;

/// <summary>A method that takes steps. Its table is made, and checked, when it is first needed: help names methods without it.</summary>
public sealed class SteppingMethod : SolverMethod
{
    private readonly Func<MethodOrders> _orders;

    private SteppingMethod((string Word, string Name, string Description) words, MethodKind kind, Func<MethodOrders> orders, Func<LaneWorkspace, Stepper> make)
        : base(words.Word, words.Name, words.Description, kind) => (_orders, Make) = (orders, make);

    /// <summary>The orders that it claims; tests measure them.</summary>
    public MethodOrders Orders => _orders();

    /// <summary>Makes a stepper for the buffers of a batch.</summary>
    internal Func<LaneWorkspace, Stepper> Make { get; }

    /// <summary>A method given by its explicit table.</summary>
    /// <param name="words">What a user types, the name in the literature, and what it is and is for.</param>
    /// <param name="tableau">Gives the table.</param>
    internal static SteppingMethod Explicit((string Word, string Name, string Description) words, Func<ExplicitTableau> tableau) =>
        new(words, MethodKind.Explicit, () => tableau().Orders, work => new ExplicitStepper(work, tableau()));

    /// <summary>A method given by its Rosenbrock table.</summary>
    /// <param name="words">What a user types, the name in the literature, and what it is and is for.</param>
    /// <param name="tableau">Gives the table.</param>
    internal static SteppingMethod Rosenbrock((string Word, string Name, string Description) words, Func<RosenbrockTableau> tableau) =>
        new(words, MethodKind.Implicit, () => tableau().Orders, work => new RosenbrockStepper(work, tableau()));
}
