namespace Ketascope.Solvers.Contract;

/// <summary>What a method does with the equations.</summary>
public enum MethodKind
{
    /// <summary>Chooses among the others.</summary>
    Automatic,

    /// <summary>Steps without derivatives of the rates: cheap, for systems that are not stiff.</summary>
    Explicit,

    /// <summary>Steps that solve a linear system: for stiff systems, and the only ones that solve algebraic equations.</summary>
    Implicit,

    /// <summary>No steps: the matrix exponential of a linear system.</summary>
    Exact,
}

/// <summary>A method that can be asked for. <c>SolverCatalogue</c> lists all of them.</summary>
public class SolverMethod
{
    /// <summary>Describes a method.</summary>
    /// <param name="word">What a user types.</param>
    /// <param name="name">Its name in the literature.</param>
    /// <param name="description">What it is and is for, in a few words.</param>
    /// <param name="kind">What it does with the equations.</param>
    private protected SolverMethod(string word, string name, string description, MethodKind kind) =>
        (Word, Name, Description, Kind) = (word, name, description, kind);

    /// <summary>
    /// Solves a linear system with constant coefficients exactly; for any other starts with an explicit method and changes to an implicit one where stability,
    /// not accuracy, limits the step.
    /// </summary>
    public static SolverMethod Automatic { get; } = new("auto", nameof(Automatic), "chooses for each system", MethodKind.Automatic);

    /// <summary>The matrix exponential, for kernels whose <see cref="LaneKernel.IsLinear"/> is true: no error but rounding, whatever the tolerances.</summary>
    public static SolverMethod Linear { get; } =
        new("linear", nameof(Linear), "matrix exponentials, exact, for linear systems with constant coefficients", MethodKind.Exact);

    /// <summary>What a user types.</summary>
    public string Word { get; }

    /// <summary>The name in the literature.</summary>
    public string Name { get; }

    /// <summary>What it is and is for, in a few words.</summary>
    public string Description { get; }

    /// <summary>What it does with the equations.</summary>
    public MethodKind Kind { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
