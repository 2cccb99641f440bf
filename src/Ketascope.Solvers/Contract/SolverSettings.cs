namespace Ketascope.Solvers.Contract;

/// <summary>Which method integrates.</summary>
public enum SolverMethod
{
    /// <summary>
    /// Solves a linear system with constant coefficients exactly; for any other starts with the explicit method and changes to the stiff one where stability, not accuracy, limits the step.
    /// </summary>
    Automatic,

    /// <summary>The explicit Runge-Kutta method of Tsitouras, order 5(4), for non-stiff systems.</summary>
    Tsit5,

    /// <summary>The Rosenbrock method of Steinebach, order 5(4), for stiff systems.</summary>
    Rodas5P,

    /// <summary>The matrix exponential, for kernels whose <see cref="LaneKernel.IsLinear"/> is true: no error but rounding, whatever the tolerances.</summary>
    Linear,
}

/// <summary>What a solution is asked to be.</summary>
public sealed record SolverSettings
{
    /// <summary>Error allowed in one step relative to the size of a variable. Default 1e-6.</summary>
    public double RelativeTolerance { get; init; } = 1e-6;

    /// <summary>
    /// Error allowed in one step in the unit of each state. Default null: each state's own, a millionth of the relative tolerance of its largest size so far, and at most that of a concentration
    /// (or, where it is none, a value) of 1.
    /// </summary>
    public double? AbsoluteTolerance { get; init; }

    /// <summary>The method. Default: chosen automatically.</summary>
    public SolverMethod Method { get; init; } = SolverMethod.Automatic;

    /// <summary>The most steps (accepted and rejected) that one batch may take in all. Default 10 million.</summary>
    public int MaxSteps { get; init; } = 10_000_000;

    /// <summary>The longest step. Default: no limit.</summary>
    public double MaxStep { get; init; } = double.PositiveInfinity;
}
