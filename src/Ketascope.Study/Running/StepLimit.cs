using Ketascope.Language.Flattening;
using Ketascope.Solvers.Contract;

namespace Ketascope.Study.Running;

/// <summary>How many steps a run may take where nobody says how many.</summary>
public static class StepLimit
{
    /// <summary>
    /// The most steps of a model with fast reactions. Where these do not determine what they drive, steps never grow: BIOMD0000000588 with 92 of its 157 reactions marked fast
    /// takes 5 million steps a unit of time, and a run would go on for days. Where they do, it is a hundred steps or so.
    /// </summary>
    public const int WithFastReactions = 50_000;

    /// <summary>The most steps of a model.</summary>
    public static int For(OdeSystem system) => system.States.Any(state => state.Fast is not null) ? WithFastReactions : new SolverSettings().MaxSteps;
}
