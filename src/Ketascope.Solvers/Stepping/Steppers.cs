using Ketascope.Solvers.Lanes;

namespace Ketascope.Solvers.Stepping;

/// <summary>The steppers of one batch of lanes, each made when it is first used.</summary>
/// <param name="work">The shared buffers.</param>
internal sealed class Steppers(LaneWorkspace work) : IDisposable
{
    private readonly Dictionary<SteppingMethod, Stepper> _made = [];

    /// <summary>The one that the automatic choice starts with.</summary>
    public ExplicitStepper Explicit => field ??= (ExplicitStepper)Of(SolverCatalogue.Tsit5);

    /// <summary>The one that the automatic choice changes to.</summary>
    public RosenbrockStepper Stiff => field ??= (RosenbrockStepper)Of(SolverCatalogue.Rodas5P);

    /// <summary>Jacobians, factorizations and linear systems solved since <see cref="ResetCounts"/>.</summary>
    public (long Jacobians, long Factorizations, long Solves) Counts
    {
        get
        {
            (long jacobians, long factorizations, long solves) = (0, 0, 0);
            foreach (Stepper stepper in _made.Values)
            {
                if (stepper is RosenbrockStepper stiff)
                {
                    (jacobians, factorizations, solves) = (jacobians + stiff.JacobianCalls, factorizations + stiff.Factorizations, solves + stiff.LinearSolves);
                }
            }

            return (jacobians, factorizations, solves);
        }
    }

    /// <summary>The stepper of a method.</summary>
    /// <param name="method">The method.</param>
    public Stepper Of(SteppingMethod method)
    {
        if (!_made.TryGetValue(method, out Stepper? stepper))
        {
            stepper = method.Make(work);
            _made.Add(method, stepper);
        }

        return stepper;
    }

    /// <summary>Starts counting anew.</summary>
    public void ResetCounts()
    {
        foreach (Stepper stepper in _made.Values)
        {
            (stepper as RosenbrockStepper)?.ResetCounts();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Stepper stepper in _made.Values)
        {
            stepper.Dispose();
        }
    }
}
