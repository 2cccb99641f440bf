using Ketascope.Solvers.Stepping;

namespace Ketascope.Solvers.Linear;

/// <summary>What takes the states over one time step: y -> E y + c, with E = exp(hA) and c = h phi1(hA) g for a constant input g; and the same for four steps at once.</summary>
/// <remarks>
/// Scaling and squaring with a Taylor polynomial (C. Moler and C. Van Loan, SIAM Review 2003, doi:10.1137/S00361445024180, methods 1 and 3): with the norm of hA/2^s at most
/// 1/4, degree 12 leaves a relative remainder below 1e-16. What is squared is exp - 1, so that slow states keep their digits beside fast ones.
/// </remarks>
internal sealed unsafe class Propagator : IDisposable
{
    private const int Degree = 12;
    private const double LargestNorm = 0.25;
    private readonly LaneBlock _block = new();
    private readonly LinearPlan _plan;
    private readonly LaneProducts _products;
    private readonly int _width;
    private readonly double* _input;
    private readonly double* _other;
    private readonly double* _scaled;
    private readonly double* _vector;
    private double* _difference;
    private double* _spare;

    /// <summary>Makes the buffers.</summary>
    /// <param name="plan">The terms of products.</param>
    /// <param name="products">The products.</param>
    /// <param name="width">The number of lanes.</param>
    public Propagator(LinearPlan plan, LaneProducts products, int width)
    {
        (_plan, _products, _width) = (plan, products, width);
        int matrix = plan.EntryCount * width, vector = plan.Size * width;
        _input = _block.Take(vector);
        _vector = _block.Take(vector);
        Addend = _block.Take(vector);
        AddendOfFour = _block.Take(vector);
        _difference = _block.Take(matrix);
        _spare = _block.Take(matrix);
        _scaled = _block.Take(plan.MatrixEntryCount * width);
        _other = _block.Take(matrix);
        Matrix = _block.Take(matrix);
        MatrixOfFour = _block.Take(matrix);
    }

    /// <summary>The time step; not-a-number when nothing is known yet.</summary>
    public double Step { get; private set; } = double.NaN;

    /// <summary>Whether <see cref="MatrixOfFour"/> and <see cref="AddendOfFour"/> are computed.</summary>
    public bool HasFour { get; private set; }

    /// <summary>E.</summary>
    public double* Matrix { get; }

    /// <summary>c.</summary>
    public double* Addend { get; }

    /// <summary>E to the power of four.</summary>
    public double* MatrixOfFour { get; }

    /// <summary>The c of four steps.</summary>
    public double* AddendOfFour { get; }

    /// <summary>Forgets what is known.</summary>
    public void Forget() => Step = double.NaN;

    /// <summary>Whether the addends belong to an input.</summary>
    /// <param name="input">The input.</param>
    public bool IsFor(double* input) => new ReadOnlySpan<double>(_input, _plan.Size * _width).SequenceEqual(new ReadOnlySpan<double>(input, _plan.Size * _width));

    /// <summary>Computes everything but the powers.</summary>
    /// <param name="matrix">A.</param>
    /// <param name="norm">The norm of A.</param>
    /// <param name="input">g.</param>
    /// <param name="step">h.</param>
    public void Compute(double* matrix, double norm, double* input, double step)
    {
        int squarings = norm * step > LargestNorm ? (int)Math.Ceiling(Math.Log2(norm) + Math.Log2(step) - Math.Log2(LargestNorm)) : 0;
        double part = Math.ScaleB(step, -squarings);
        for (int i = 0; i < _plan.MatrixEntryCount * _width; i++)
        {
            _scaled[i] = matrix[i] * part;
        }

        int size = _plan.Size * _width;
        bool hasInput = new ReadOnlySpan<double>(input, size).ContainsAnyExcept(0.0);
        Expand();
        for (int i = 0; i < size; i++)
        {
            _input[i] = input[i];
            _vector[i] = input[i] * part;
            AddendOfFour[i] = 0;
        }

        if (hasInput)
        {
            // phi1 = 1 + X/2 (1 + X/3 (...)) stands in _spare.
            _products.Apply(_spare, _vector, AddendOfFour, Addend);
        }
        else
        {
            new Span<double>(Addend, size).Clear();
        }

        for (int i = 0; i < squarings; i++)
        {
            if (hasInput)
            {
                DoubleAddend(_difference, Addend);
            }

            Square();
        }

        WithIdentity(_difference, Matrix);
        Step = step;
        HasFour = false;
    }

    /// <summary>Computes the powers.</summary>
    public void ComputeFour()
    {
        int size = _plan.Size * _width;
        Buffer.MemoryCopy(Addend, AddendOfFour, size * sizeof(double), size * sizeof(double));
        DoubleAddend(_difference, AddendOfFour);
        _products.Double(_difference, _spare);
        DoubleAddend(_spare, AddendOfFour);
        _products.Double(_spare, _other);
        WithIdentity(_other, MatrixOfFour);
        HasFour = true;
    }

    /// <inheritdoc/>
    public void Dispose() => _block.Dispose();

    /// <summary>phi1(X) into _spare and exp(X) - 1 = X phi1(X) into _difference.</summary>
    private void Expand()
    {
        new Span<double>(_spare, _plan.EntryCount * _width).Clear();
        AddIdentity(_spare);
        for (int k = Degree; k >= 2; k--)
        {
            _products.ByMatrix(_scaled, _spare, 1.0 / k, _difference);
            AddIdentity(_difference);
            Swap();
        }

        _products.ByMatrix(_scaled, _spare, 1, _difference);
    }

    private void Square()
    {
        _products.Double(_difference, _spare);
        Swap();
    }

    private void Swap()
    {
        double* spare = _spare;
        _spare = _difference;
        _difference = spare;
    }

    /// <summary>c of twice the step = E c + c = 2 c + (E - 1) c.</summary>
    private void DoubleAddend(double* difference, double* addend)
    {
        int size = _plan.Size * _width;
        for (int i = 0; i < size; i++)
        {
            _vector[i] = addend[i];
            addend[i] *= 2;
        }

        _products.Apply(difference, _vector, addend, addend);
    }

    private void WithIdentity(double* difference, double* matrix)
    {
        long bytes = (long)_plan.EntryCount * _width * sizeof(double);
        Buffer.MemoryCopy(difference, matrix, bytes, bytes);
        AddIdentity(matrix);
    }

    private void AddIdentity(double* matrix)
    {
        foreach (int entry in _plan.Diagonal)
        {
            for (int i = entry * _width; i < (entry + 1) * _width; i++)
            {
                matrix[i] += 1;
            }
        }
    }
}
