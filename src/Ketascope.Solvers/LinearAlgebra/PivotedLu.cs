using Ketascope.Solvers.Contract;

namespace Ketascope.Solvers.LinearAlgebra;

/// <summary>
/// Factors M/(h gamma) - J for each lane by itself, as a full matrix with partial pivoting: where algebraic equations leave zeros on the diagonal, no order of
/// pivots serves all lanes.
/// </summary>
internal sealed unsafe class PivotedLu : LaneLu
{
    private readonly SparsityPattern _pattern;
    private readonly MassMatrix _mass;
    private readonly int _size;
    private readonly int _width;
    private readonly double[][] _factors;
    private readonly int[][] _rows;
    private readonly bool[] _isRegular;
    private readonly double[] _permuted;

    /// <summary>Makes room for the factors.</summary>
    /// <param name="pattern">The pattern of the Jacobian.</param>
    /// <param name="mass">The mass matrix.</param>
    /// <param name="width">The number of lanes.</param>
    public PivotedLu(SparsityPattern pattern, MassMatrix mass, int width)
    {
        (_pattern, _mass, _size, _width) = (pattern, mass, pattern.Size, width);
        _factors = [.. Enumerable.Range(0, width).Select(_ => new double[_size * _size])];
        _rows = [.. Enumerable.Range(0, width).Select(_ => new int[_size])];
        _isRegular = new bool[width];
        _permuted = new double[_size];
    }

    /// <inheritdoc/>
    public override void Factor(double diagonal, double* jacobian) => Factor(diagonal, jacobian, []);

    /// <summary>Factors M/(h gamma) - J plus a number on the diagonal of the fast equations.</summary>
    /// <param name="diagonal">1/(h gamma).</param>
    /// <param name="jacobian">The values of the Jacobian in the order of its pattern.</param>
    /// <param name="added">The number for each lane; none for 0.</param>
    public void Factor(double diagonal, double* jacobian, ReadOnlySpan<double> added)
    {
        for (int lane = 0; lane < _width; lane++)
        {
            double[] matrix = _factors[lane];
            Array.Clear(matrix);
            foreach (MassEntry entry in _mass.Entries)
            {
                matrix[(entry.Row * _size) + entry.Column] += diagonal * entry.Weight;
            }

            int place = lane;
            foreach ((int row, int column) in _pattern.Entries)
            {
                matrix[(row * _size) + column] -= jacobian[place];
                place += _width;
            }

            for (int row = 0; row < _size && !added.IsEmpty; row++)
            {
                matrix[(row * _size) + row] += _mass.IsFast[row] ? added[lane] : 0;
            }

            _isRegular[lane] = Eliminate(matrix, _rows[lane]);
        }
    }

    /// <inheritdoc/>
    public override void Solve(double* vector)
    {
        for (int lane = 0; lane < _width; lane++)
        {
            double[] matrix = _factors[lane];
            int[] rows = _rows[lane];
            for (int i = 0; i < _size; i++)
            {
                double sum = vector[(rows[i] * _width) + lane];
                for (int k = 0; k < i; k++)
                {
                    sum -= matrix[(rows[i] * _size) + k] * _permuted[k];
                }

                _permuted[i] = sum;
            }

            for (int i = _size - 1; i >= 0; i--)
            {
                double sum = _permuted[i];
                for (int k = i + 1; k < _size; k++)
                {
                    sum -= matrix[(rows[i] * _size) + k] * _permuted[k];
                }

                _permuted[i] = _isRegular[lane] ? sum / matrix[(rows[i] * _size) + i] : double.NaN;
            }

            for (int i = 0; i < _size; i++)
            {
                vector[(i * _width) + lane] = _permuted[i];
            }
        }
    }

    /// <inheritdoc/>
    public override bool IsRegular(int lane) => _isRegular[lane];

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    /// <summary>Eliminates in place; the order of the rows goes to a list. False when the matrix is singular or not finite.</summary>
    private bool Eliminate(double[] matrix, int[] rows)
    {
        double[] scale = new double[_size];
        for (int row = 0; row < _size; row++)
        {
            rows[row] = row;
            for (int column = 0; column < _size; column++)
            {
                scale[row] = Math.Max(scale[row], Math.Abs(matrix[(row * _size) + column]));
            }

            if (scale[row] == 0)
            {
                // An equation that for the moment says nothing (a rule all of whose factors are 0, a resting state) leaves its variable as it is.
                (matrix[(row * _size) + row], scale[row]) = (1, 1);
            }
        }

        for (int step = 0; step < _size; step++)
        {
            int best = step;
            for (int i = step + 1; i < _size; i++)
            {
                // Rows differ in size by many orders: a pivot is judged relative to its row.
                best = Relative(i) > Relative(best) ? i : best;
            }

            (rows[step], rows[best]) = (rows[best], rows[step]);
            // What rounding leaves of a zero is no pivot.
            if (!(Relative(step) > 1e-14))
            {
                return false;
            }

            ReadOnlySpan<double> pivotRow = matrix.AsSpan(rows[step] * _size, _size);
            for (int i = step + 1; i < _size; i++)
            {
                Span<double> row = matrix.AsSpan(rows[i] * _size, _size);
                if (row[step] != 0)
                {
                    double factor = row[step] / pivotRow[step];
                    row[step] = factor;
                    for (int column = step + 1; column < _size; column++)
                    {
                        row[column] -= factor * pivotRow[column];
                    }
                }
            }

            double Relative(int i) => Math.Abs(matrix[(rows[i] * _size) + step]) / scale[rows[i]];
        }

        return true;
    }
}
