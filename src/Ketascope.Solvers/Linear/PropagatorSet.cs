namespace Ketascope.Solvers.Linear;

/// <summary>The propagators of one matrix: one for each step that was asked for, up to a number.</summary>
/// <param name="plan">The terms of products.</param>
/// <param name="width">The number of lanes.</param>
internal sealed unsafe class PropagatorSet(LinearPlan plan, int width) : IDisposable
{
    private const int Most = 16, MostLasting = 4;
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

        (Propagator First, Propagator Second)? parts = Parts(step, allowed, input);
        Propagator free = Free(parts);
        if (parts is { } two)
        {
            free.Compose(_products!, two.First, two.Second, step);
            Keep(two.First.Step < two.Second.Step ? two.First : two.Second);
            return free;
        }

        Exponentials++;
        free.Compute(_products!, _matrix, _norm, input, step);
        return free;
    }

    /// <summary>
    /// Two propagators whose steps together are a step, the one a whole number of times the other: times that grow apart, as those of a population do, are
    /// whole numbers of minutes apart.
    /// </summary>
    private (Propagator First, Propagator Second)? Parts(double step, double allowed, double* input)
    {
        for (int i = 0; i < _kept.Count; i++)
        {
            for (int j = 0; j <= i && _kept[i].Step < step; j++)
            {
                (double first, double second) = (_kept[i].Step, _kept[j].Step);
                if (Math.Abs(first + second - step) <= allowed && Math.Abs(Math.IEEERemainder(Math.Max(first, second), Math.Min(first, second))) <= allowed
                    && _kept[i].IsOf(input) && _kept[j].IsOf(input))
                {
                    return (_kept[i], _kept[j]);
                }
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _kept.ForEach(propagator => propagator.Dispose());

    /// <summary>Keeps one that others are made of: the shortest step, of which there is one or a few.</summary>
    private void Keep(Propagator part)
    {
        if (_kept.Count(one => one.Lasts) < MostLasting)
        {
            part.Lasts = true;
        }
    }

    private Propagator Free((Propagator First, Propagator Second)? needed)
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

        Propagator old;
        do
        {
            old = _kept[_replaced++ % Most];
        }
        while (old.Lasts || old == needed?.First || old == needed?.Second);
        return old;
    }
}
