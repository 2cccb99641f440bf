namespace Ketascope.Solvers.Lanes;

/// <summary>
/// Evaluates rates of change slightly outside the domain of a function as if at its edge: a variable that cannot be negative, and starts at 0 or goes to it, is
/// a little below 0 in the stages of a step whatever its size, where a root, a power or a logarithm has no value.
/// </summary>
/// <param name="work">The shared buffers.</param>
/// <remarks>Only variables that are below 0 by no more than some times their tolerance are moved, and only in lanes whose rates are not finite
/// otherwise.</remarks>
internal sealed unsafe class DomainEdge(LaneWorkspace work)
{
    private const double Slightly = 10;
    private readonly double[] _inside = new double[work.Padded];
    private readonly double[] _rates = new double[work.Padded];

    /// <summary>Computes rates of change again where they are not finite, from states moved to the edge.</summary>
    /// <param name="state">The states.</param>
    /// <param name="derivative">The rates of change, without inputs.</param>
    public void Mend(double* state, double* derivative)
    {
        if (work.IsFinite(derivative) || !Move(state))
        {
            return;
        }

        fixed (double* inside = _inside, rates = _rates)
        {
            work.Kernel.Derivatives(work.Time, inside, work.Context, rates);
            for (int lane = 0; lane < work.Width; lane++)
            {
                bool isFinite = true;
                for (int element = lane; element < work.Size; element += work.Width)
                {
                    isFinite &= double.IsFinite(derivative[element]);
                }

                for (int element = lane; element < work.Size && !isFinite; element += work.Width)
                {
                    derivative[element] = rates[element];
                }
            }
        }
    }

    /// <summary>Computes the Jacobian from states moved to the edge.</summary>
    /// <param name="state">The states.</param>
    /// <param name="values">Where its entries go.</param>
    /// <param name="timeDerivative">Where the derivatives with respect to time go.</param>
    public void Jacobian(double* state, double* values, double* timeDerivative)
    {
        Move(state);
        fixed (double* inside = _inside)
        {
            work.Kernel.Jacobian(work.Time, inside, work.Context, values, timeDerivative);
        }
    }

    /// <summary>Moves states that are slightly below 0 to 0.</summary>
    /// <returns>Whether there were any.</returns>
    private bool Move(double* state)
    {
        bool any = false;
        for (int element = 0; element < work.Padded; element++)
        {
            bool isOutside = element < work.Size && state[element] < 0 && -state[element] <= Slightly * work.Scale.Edge(element, work.State[element]);
            _inside[element] = isOutside ? 0 : state[element];
            any |= isOutside;
        }

        return any;
    }
}
