namespace Ketascope.Solvers.Contract;

/// <summary>What a solution is asked to be.</summary>
public sealed record SolverSettings
{
    /// <summary>Error allowed in one step relative to the size of a variable. Default 1e-6.</summary>
    public double RelativeTolerance { get; init; } = 1e-6;

    /// <summary>
    /// Error allowed in one step in the unit of each state. Default null: each state's own, a millionth of the relative tolerance of its largest size so far,
    /// and at most that of a concentration (or, where it is none, a value) of 1.
    /// </summary>
    public double? AbsoluteTolerance { get; init; }

    /// <summary>The method. Default: chosen automatically.</summary>
    public SolverMethod Method { get; init; } = SolverMethod.Automatic;

    /// <summary>The most steps (accepted and rejected) that one batch may take in all. Default 10 million.</summary>
    public int MaxSteps { get; init; } = 10_000_000;

    /// <summary>The longest step. Default: no limit.</summary>
    public double MaxStep { get; init; } = double.PositiveInfinity;
}
