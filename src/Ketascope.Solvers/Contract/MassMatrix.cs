using System.Collections.Immutable;

namespace Ketascope.Solvers.Contract;

/// <summary>A place of a mass matrix that is not zero.</summary>
/// <param name="Row">The equation.</param>
/// <param name="Column">The state whose rate of change counts in it.</param>
/// <param name="Weight">With which weight.</param>
public sealed record MassEntry(int Row, int Column, double Weight);

/// <summary>
/// The constant matrix M of a differential-algebraic system M y' = f(t, y), where it is not the identity. A row without entries is an algebraic equation 0 = f. The system must be
/// of index 1: at every moment the algebraic equations determine the states as far as the combinations M y do not.
/// </summary>
/// <param name="Size">The number of states.</param>
/// <param name="Entries">The places that are not zero.</param>
public sealed record MassMatrix(int Size, ImmutableArray<MassEntry> Entries)
{
    /// <summary>Whether each row is an algebraic equation.</summary>
    public ImmutableArray<bool> IsAlgebraic { get; } = [.. Enumerable.Range(0, Size).Select(row => Entries.All(entry => entry.Row != row))];

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
