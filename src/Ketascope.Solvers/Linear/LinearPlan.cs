using Ketascope.Solvers.Contract;

namespace Ketascope.Solvers.Linear;

/// <summary>
/// Which products of entries make up the products of sparse matrices that an exponential takes. A power of a matrix can differ from zero only where a path
/// leads through the matrix: all results have the pattern of the reflexive, transitive closure.
/// </summary>
internal sealed class LinearPlan
{
    /// <summary>Makes the plan for a matrix.</summary>
    /// <param name="pattern">Its pattern.</param>
    public LinearPlan(SparsityPattern pattern)
    {
        Size = pattern.Size;
        MatrixEntryCount = pattern.Entries.Length;
        bool[,] reaches = Closure(pattern);
        int[,] place = new int[Size, Size];
        List<int> starts = [0], columns = [];
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                place[row, column] = reaches[row, column] ? columns.Count : -1;
                if (reaches[row, column])
                {
                    columns.Add(column);
                }
            }

            starts.Add(columns.Count);
        }

        EntryCount = columns.Count;
        RowStarts = Pinned(starts);
        Columns = Pinned(columns);
        IsDiagonal = GC.AllocateArray<bool>(Math.Max(1, EntryCount), pinned: true);
        for (int i = 0; i < Size; i++)
        {
            IsDiagonal[place[i, i]] = true;
        }

        List<int> entries = [.. Enumerable.Repeat(-1, EntryCount)];
        for (int i = 0; i < MatrixEntryCount; i++)
        {
            entries[place[pattern.Entries[i].Row, pattern.Entries[i].Column]] = i;
        }

        MatrixEntries = Pinned(entries);
        MatrixRows = [.. pattern.Entries.Select(entry => entry.Row)];
        ILookup<int, (int Column, int Entry)> sparse = pattern.Entries.Select((entry, index) => (entry.Row, entry.Column, Index: index)).ToLookup(e => e.Row, e => (e.Column, e.Index));
        ILookup<int, (int Column, int Entry)> closed = Enumerable.Range(0, Size)
            .SelectMany(row => Enumerable.Range(starts[row], starts[row + 1] - starts[row]).Select(entry => (Row: row, Column: columns[entry], Entry: entry))).ToLookup(e => e.Row, e => (e.Column, e.Entry));
        (ByMatrixStarts, ByMatrixTerms) = Terms(sparse, place);
        (SquareStarts, SquareTerms) = Terms(closed, place);
    }

    /// <summary>The number of rows.</summary>
    public int Size { get; }

    /// <summary>The number of places that the matrix can differ from zero in.</summary>
    public int MatrixEntryCount { get; }

    /// <summary>The number of places that a result can differ from zero in.</summary>
    public int EntryCount { get; }

    /// <summary>The first entry of each row of a result, and the end.</summary>
    public int[] RowStarts { get; }

    /// <summary>The column of each entry of a result.</summary>
    public int[] Columns { get; }

    /// <summary>Whether each entry of a result stands on the diagonal.</summary>
    public bool[] IsDiagonal { get; }

    /// <summary>The entry of the matrix at the place of each entry of a result; -1 where there is none.</summary>
    public int[] MatrixEntries { get; }

    /// <summary>The row of each entry of the matrix.</summary>
    public int[] MatrixRows { get; }

    /// <summary>For the matrix times a result: the first term of each entry, and the end.</summary>
    public int[] ByMatrixStarts { get; }

    /// <summary>For the matrix times a result: the entries of both factors of each term.</summary>
    public int[] ByMatrixTerms { get; }

    /// <summary>For a result squared: the first term of each entry, and the end.</summary>
    public int[] SquareStarts { get; }

    /// <summary>For a result squared: the entries of both factors of each term.</summary>
    public int[] SquareTerms { get; }

    private static bool[,] Closure(SparsityPattern pattern)
    {
        bool[,] reaches = new bool[pattern.Size, pattern.Size];
        foreach ((int row, int column) in pattern.Entries)
        {
            reaches[row, column] = true;
        }

        for (int k = 0; k < pattern.Size; k++)
        {
            reaches[k, k] = true;
            for (int i = 0; i < pattern.Size; i++)
            {
                for (int j = 0; reaches[i, k] && j < pattern.Size; j++)
                {
                    reaches[i, j] |= reaches[k, j];
                }
            }
        }

        return reaches;
    }

    private (int[] Starts, int[] Terms) Terms(ILookup<int, (int Column, int Entry)> left, int[,] right)
    {
        List<int> starts = [0], terms = [];
        for (int row = 0; row < Size; row++)
        {
            for (int entry = RowStarts[row]; entry < RowStarts[row + 1]; entry++)
            {
                foreach ((int middle, int factor) in left[row])
                {
                    if (right[middle, Columns[entry]] >= 0)
                    {
                        terms.Add(factor);
                        terms.Add(right[middle, Columns[entry]]);
                    }
                }

                starts.Add(terms.Count);
            }
        }

        return (Pinned(starts), Pinned(terms));
    }

    private static int[] Pinned(List<int> list)
    {
        int[] array = GC.AllocateArray<int>(Math.Max(1, list.Count), pinned: true);
        list.CopyTo(array);
        return array;
    }
}
