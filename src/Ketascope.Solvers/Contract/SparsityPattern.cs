using System.Collections.Immutable;

namespace Ketascope.Solvers.Contract;

/// <summary>The places of a square matrix that can differ from zero.</summary>
/// <param name="Size">The number of rows and of columns.</param>
/// <param name="Entries">Row and column of each place, each place once, ordered by row and then column.</param>
public sealed record SparsityPattern(int Size, ImmutableArray<(int Row, int Column)> Entries)
{
    /// <summary>The pattern in which every place can differ from zero.</summary>
    /// <param name="size">The number of rows and of columns.</param>
    public static SparsityPattern Dense(int size) =>
        new(size, [.. from row in Enumerable.Range(0, size) from column in Enumerable.Range(0, size) select (row, column)]);
}
