using Ketascope.Solvers.Lanes;

namespace Ketascope.Solvers.Linear;

/// <summary>
/// What takes the states over one time step: y -> E y + c, with E = exp(hA) and c = h phi1(hA) g for a constant input g; and the same for four steps at once.
/// </summary>
/// <remarks>
/// Scaling and squaring with a Taylor polynomial (C. Moler and C. Van Loan, SIAM Review 2003, doi:10.1137/S00361445024180, methods 1 and 3): the norm of hA/2^s
/// is at most 1/4, and the degree leaves a remainder below the rounding. What is squared is exp - 1, so that slow states keep their digits beside fast ones.
/// </remarks>
internal sealed unsafe class Propagator : IDisposable
{
    private const double LargestNorm = 0.25;

    /// <summary>2^-54.</summary>
    private const double Remainder = 5.6e-17;

    private readonly LaneBlock _block = new();
    private readonly int _entries;
    private readonly int _size;
    private readonly double* _input;
    private readonly double* _zeros;
    private readonly double* _vector;
    private readonly double* _squared;
    private double* _difference;
    private double* _spare;
    private double* _inputMatrix;
    private bool _hasInput;
    private bool _hasInputMatrix;

    /// <summary>Makes the buffers.</summary>
    /// <param name="plan">The terms of products.</param>
    /// <param name="width">The number of lanes.</param>
    public Propagator(LinearPlan plan, int width)
    {
        (_entries, _size) = (plan.EntryCount * width, plan.Size * width);
        _input = _block.Take(_size);
        _vector = _block.Take(_size);
        _zeros = _block.Take(_size);
        Addend = _block.Take(_size);
        AddendOfFour = _block.Take(_size);
        _difference = _block.Take(_entries);
        _spare = _block.Take(_entries);
        _squared = _block.Take(_entries);
        Matrix = _block.Take(_entries);
        MatrixOfFour = _block.Take(_entries);
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

    /// <summary>Whether this one stays when room is needed, because others are made of it.</summary>
    public bool Lasts { get; set; }

    /// <summary>Forgets what is known.</summary>
    public void Forget() => (Step, Lasts) = (double.NaN, false);

    /// <summary>Computes everything but the powers.</summary>
    /// <param name="products">The products.</param>
    /// <param name="matrix">A.</param>
    /// <param name="norm">The norm of A.</param>
    /// <param name="input">g.</param>
    /// <param name="step">h.</param>
    public void Compute(LaneProducts products, double* matrix, double norm, double* input, double step)
    {
        (Step, HasFour, _hasInputMatrix) = (step, false, false);
        (int squarings, double part) = Expand(products, matrix, norm);
        Take(input);
        if (_hasInput)
        {
            // phi1 stands in _spare.
            products.Combine(input, part, _zeros, _vector);
            products.Apply(_spare, _vector, _zeros, Addend);
        }
        else
        {
            Clear(Addend);
        }

        for (int i = 0; i < squarings; i++)
        {
            if (_hasInput)
            {
                DoubleAddend(products, _difference, Addend);
            }

            products.Double(_difference, _difference, _spare);
            Swap();
        }

        products.PlusIdentity(_difference, Matrix);
    }

    /// <summary>
    /// Computes everything but the powers from two propagators of the same matrix and input: a product in place of the expansion and its squarings.
    /// </summary>
    /// <param name="products">The products.</param>
    /// <param name="first">One of them.</param>
    /// <param name="second">The other, or the same.</param>
    /// <param name="step">The step, which is the sum of theirs.</param>
    public void Compose(LaneProducts products, Propagator first, Propagator second, double step)
    {
        (Step, HasFour, _hasInputMatrix) = (step, false, false);
        Take(first._input);
        products.Compose(first._difference, second._difference, _difference);
        products.PlusIdentity(_difference, Matrix);
        if (_hasInput)
        {
            products.Apply(first.Matrix, second.Addend, first.Addend, Addend);
        }
        else
        {
            Clear(Addend);
        }
    }

    /// <summary>Whether c is that of an input.</summary>
    /// <param name="input">The input.</param>
    public bool IsOf(double* input) => Bytes(_input, _size).SequenceEqual(Bytes(input, _size));

    /// <summary>Changes c for another input; the exponential stays as it is.</summary>
    /// <param name="products">The products.</param>
    /// <param name="matrix">A, as in the last <see cref="Compute"/>.</param>
    /// <param name="norm">The norm of A.</param>
    /// <param name="input">g.</param>
    public void SetInput(LaneProducts products, double* matrix, double norm, double* input)
    {
        if (IsOf(input))
        {
            return;
        }

        Take(input);
        if (_hasInput)
        {
            if (!_hasInputMatrix)
            {
                ComputeInputMatrix(products, matrix, norm);
            }

            products.Apply(_inputMatrix, _input, _zeros, Addend);
        }
        else
        {
            Clear(Addend);
        }

        ComputeAddendOfFour(products);
    }

    /// <summary>Computes the powers.</summary>
    /// <param name="products">The products.</param>
    public void ComputeFour(LaneProducts products)
    {
        products.Double(_difference, _difference, _squared);
        products.Double(_squared, _squared, _spare);
        products.PlusIdentity(_spare, MatrixOfFour);
        HasFour = true;
        ComputeAddendOfFour(products);
    }

    /// <inheritdoc/>
    public void Dispose() => _block.Dispose();

    private static ReadOnlySpan<byte> Bytes(double* numbers, int count) => new(numbers, count * sizeof(double));

    private void Take(double* input)
    {
        ReadOnlySpan<double> given = new(input, _size);
        given.CopyTo(new Span<double>(_input, _size));
        _hasInput = Bytes(input, _size).ContainsAnyExcept((byte)0);
    }

    private void Clear(double* vector) => new Span<double>(vector, _size).Clear();

    /// <summary>The h phi1(hA) that takes any input to its c, by phi1(2X) = phi1(X) (1 + exp(X))/2.</summary>
    private void ComputeInputMatrix(LaneProducts products, double* matrix, double norm)
    {
        if (_inputMatrix is null)
        {
            _inputMatrix = _block.Take(_entries);
        }

        (int squarings, double part) = Expand(products, matrix, norm);
        for (int i = 0; i < _entries; i++)
        {
            _inputMatrix[i] = _spare[i] * part;
        }

        for (int i = 0; i < squarings; i++)
        {
            products.Double(_difference, _inputMatrix, _spare);
            double* inputMatrix = _spare;
            _spare = _inputMatrix;
            _inputMatrix = inputMatrix;
            products.Double(_difference, _difference, _spare);
            Swap();
        }

        _hasInputMatrix = true;
    }

    /// <summary>phi1(X) into _spare and exp(X) - 1 = X phi1(X) into _difference, with X = hA/2^s.</summary>
    /// <returns>s and h/2^s.</returns>
    private (int Squarings, double Part) Expand(LaneProducts products, double* matrix, double norm)
    {
        int squarings = norm * Step > LargestNorm ? Squarings(norm, Step) : 0;
        double part = Math.ScaleB(Step, -squarings);

        // phi1 = 1 + X/2 (1 + X/3 (...)).
        int degree = Degree(norm * part);
        products.Begin(matrix, part / degree, _spare);
        for (int k = degree - 1; k >= 2; k--)
        {
            products.ByMatrix(matrix, _spare, part / k, 1, _difference);
            Swap();
        }

        products.ByMatrix(matrix, _spare, part, 0, _difference);
        return (squarings, part);
    }

    /// <summary>
    /// How many halvings bring the norm times the step to the largest that is allowed, 2^-2, or one more; neither the product nor its logarithm is taken, which
    /// may overflow.
    /// </summary>
    private static int Squarings(double norm, double step)
    {
        (int n, int s) = (Math.ILogB(norm), Math.ILogB(step));
        return n + s + (Math.ScaleB(norm, -n) * Math.ScaleB(step, -s) > 2 ? 4 : 3);
    }

    /// <summary>The smallest degree of the Taylor polynomial of exp, at least 2, whose first term left out is nothing beside its first term kept.</summary>
    private static int Degree(double norm)
    {
        int degree = 2;
        for (double term = norm * norm / 6; term > Remainder; term *= norm / (degree + 1))
        {
            degree++;
        }

        return degree;
    }

    private void Swap()
    {
        double* spare = _spare;
        _spare = _difference;
        _difference = spare;
    }

    private void ComputeAddendOfFour(LaneProducts products)
    {
        if (HasFour && _hasInput)
        {
            new ReadOnlySpan<double>(Addend, _size).CopyTo(new Span<double>(AddendOfFour, _size));
            DoubleAddend(products, _difference, AddendOfFour);
            DoubleAddend(products, _squared, AddendOfFour);
        }
        else
        {
            Clear(AddendOfFour);
        }
    }

    /// <summary>c of twice the step = E c + c = 2 c + (E - 1) c.</summary>
    private void DoubleAddend(LaneProducts products, double* difference, double* addend)
    {
        products.Combine(addend, 1, addend, _vector);
        products.Apply(difference, addend, _vector, _vector);
        products.Combine(_vector, 1, _zeros, addend);
    }
}
