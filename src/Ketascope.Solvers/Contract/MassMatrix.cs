using System.Collections.Immutable;

namespace Ketascope.Solvers.Contract;

/// <summary>A place of a mass matrix that is not zero.</summary>
/// <param name="Row">The equation.</param>
/// <param name="Column">The state whose rate of change counts in it.</param>
/// <param name="Weight">With which weight.</param>
public sealed record MassEntry(int Row, int Column, double Weight);

/// <summary>
/// The constant matrix M of a differential-algebraic system M y' = f(t, y), where it is not the identity. A row without entries is an algebraic equation 0 = f.
/// The system must be of index 1: at every moment the algebraic equations determine the states as far as the combinations M y do not. A row may also be a fast
/// equation, e y' = f with a tiny e, whose f is what drives the state: its equilibrium is the one that this drive leads to.
/// </summary>
/// <param name="Size">The number of states.</param>
/// <param name="Entries">The places that are not zero.</param>
/// <param name="FastRows">The rows that are fast equations, each with the tiny entry on the diagonal; none by default.</param>
public sealed record MassMatrix(int Size, ImmutableArray<MassEntry> Entries, ImmutableArray<int> FastRows = default)
{
    /// <summary>Whether each row is a fast equation.</summary>
    public ImmutableArray<bool> IsFast { get; } = [.. Enumerable.Range(0, Size).Select(row => !FastRows.IsDefault && FastRows.Contains(row))];

    /// <summary>Whether each row is an algebraic equation.</summary>
    public ImmutableArray<bool> IsAlgebraic { get; } = [.. Enumerable.Range(0, Size).Select(row => Entries.All(entry => entry.Row != row))];

    /// <summary>Whether the state of each row follows from others: its equation is algebraic or fast.</summary>
    public ImmutableArray<bool> Follows => [.. IsAlgebraic.Zip(IsFast, (algebraic, fast) => algebraic || fast)];

    /// <summary>Multiplies: result = M * vector, for all lanes.</summary>
    /// <param name="vector">The vector, structure of arrays.</param>
    /// <param name="result">Where the product goes; another buffer.</param>
    /// <param name="width">The number of lanes.</param>
    internal unsafe void Multiply(double* vector, double* result, int width)
    {
        new Span<double>(result, Size * width).Clear();
        foreach (MassEntry entry in Entries)
        {
            for (int lane = 0; lane < width; lane++)
            {
                result[(entry.Row * width) + lane] += entry.Weight * vector[(entry.Column * width) + lane];
            }
        }
    }
}
