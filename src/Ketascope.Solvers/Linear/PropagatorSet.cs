namespace Ketascope.Solvers.Linear;

/// <summary>The propagators of one matrix: one for each step that was asked for, up to a number.</summary>
/// <param name="plan">The terms of products.</param>
/// <param name="width">The number of lanes.</param>
internal sealed unsafe class PropagatorSet(LinearPlan plan, int width) : IDisposable
{
    private const int Most = 16;
    private const double Epsilon = 2.220446049250313e-16;
    private readonly List<Propagator> _kept = [];
    private LaneProducts? _products;
    private double* _matrix;
    private double _norm;
    private int _replaced;

    /// <summary>How many exponentials were computed.</summary>
    public long Exponentials { get; set; }

    /// <summary>Starts with another matrix.</summary>
    /// <param name="products">The products.</param>
    /// <param name="matrix">The matrix, which must stay as it is until the next call.</param>
    /// <param name="norm">Its norm.</param>
    public void Begin(LaneProducts products, double* matrix, double norm)
    {
        (_products, _norm) = (products, norm);
        _matrix = matrix;

        // Which propagators serve later steps must not depend on the batches that this thread solved before.
        _replaced = 0;
        foreach (Propagator propagator in _kept)
        {
            propagator.Forget();
        }
    }

    /// <summary>
    /// The propagator of a step, from those kept if their step differs so little that even all steps together stay within the rounding of the times.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="count">How many steps it is for.</param>
    /// <param name="end">The time to which they lead.</param>
    /// <param name="input">The constant input.</param>
    public Propagator For(double step, int count, double end, double* input)
    {
        double allowed = 4 * Epsilon * Math.Abs(end) / count;
        foreach (Propagator kept in _kept)
        {
            if (Math.Abs(kept.Step - step) <= allowed)
            {
                kept.SetInput(_products!, _matrix, _norm, input);
                return kept;
            }
        }

        Propagator free = Free();
        Exponentials++;
        free.Compute(_products!, _matrix, _norm, input, step);
        return free;
    }

    /// <inheritdoc/>
    public void Dispose() => _kept.ForEach(propagator => propagator.Dispose());

    private Propagator Free()
    {
        foreach (Propagator propagator in _kept)
        {
            if (double.IsNaN(propagator.Step))
            {
                return propagator;
            }
        }

        if (_kept.Count < Most)
        {
            _kept.Add(new Propagator(plan, width));
            return _kept[^1];
        }

        return _kept[_replaced++ % Most];
    }
}
