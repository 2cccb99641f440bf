using Ketascope.Solvers.Contract;

namespace Ketascope.Study.Results;

/// <summary>How the equations of a run were solved.</summary>
public sealed record SolverManifest
{
    /// <summary>The method that was asked for.</summary>
    public required string Method { get; init; }

    /// <summary>The relative tolerance.</summary>
    public required double RelativeTolerance { get; init; }

    /// <summary>The absolute tolerance, in the units of the state variables; null where each has its own, from its size.</summary>
    public double? AbsoluteTolerance { get; init; }

    /// <summary>The number of subjects that were solved side by side.</summary>
    public required int LaneWidth { get; init; }

    /// <summary>The number of threads.</summary>
    public required int Threads { get; init; }

    /// <summary>The work that it took.</summary>
    public WorkCounters Work { get; init; }

    /// <summary>The manifest of some settings.</summary>
    /// <param name="settings">What the solution was asked to be.</param>
    /// <param name="laneWidth">The number of subjects that were solved side by side.</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="work">The work that it took.</param>
    public static SolverManifest Of(SolverSettings settings, int laneWidth, int threads, WorkCounters work) => new()
    {
        Method = settings.Method.ToString(),
        RelativeTolerance = settings.RelativeTolerance,
        AbsoluteTolerance = settings.AbsoluteTolerance,
        LaneWidth = laneWidth,
        Threads = threads,
        Work = work,
    };
}
