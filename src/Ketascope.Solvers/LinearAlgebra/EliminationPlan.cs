using Ketascope.Solvers.Contract;

namespace Ketascope.Solvers.LinearAlgebra;

/// <summary>
/// The symbolic factorization of a pattern, made once for each model: the order of elimination, the places that fill in, and where each is stored.
/// Pivots are taken from the diagonal in the order of least fill (Markowitz, Management Science 3 (1957) 255).
/// </summary>
/// <remarks>Diagonal pivots suffice because the matrix I/(h gamma) - J is dominated by its diagonal once the step is small enough.</remarks>
internal sealed class EliminationPlan
{
    private readonly int[,] _slots;

    /// <summary>Plans the factorization of a pattern with a full diagonal.</summary>
    /// <param name="pattern">The pattern; missing diagonal places are added.</param>
    public EliminationPlan(SparsityPattern pattern)
    {
        int size = pattern.Size;
        bool[,] present = new bool[size, size];
        foreach ((int row, int column) in pattern.Entries)
        {
            present[row, column] = true;
        }

        for (int i = 0; i < size; i++)
        {
            present[i, i] = true;
        }

        Order = Eliminate(present);
        _slots = NumberSlots(present);
    }

    /// <summary>The states in the order in which they are eliminated.</summary>
    public int[] Order { get; }

    /// <summary>The number of stored places, fill-in included.</summary>
    public int SlotCount { get; private set; }

    /// <summary>Where the place of a matrix is stored, or -1.</summary>
    /// <param name="row">The row, a state.</param>
    /// <param name="column">The column, a state.</param>
    public int Slot(int row, int column) => _slots[row, column];

    private static int[] Eliminate(bool[,] present)
    {
        int size = present.GetLength(0);
        bool[] done = new bool[size];
        int[] order = new int[size];
        for (int step = 0; step < size; step++)
        {
            int pivot = CheapestPivot(present, done);
            done[pivot] = true;
            order[step] = pivot;
            Fill(present, done, pivot);
        }

        return order;
    }

    private static int CheapestPivot(bool[,] present, bool[] done)
    {
        long best = long.MaxValue;
        int pivot = -1;
        for (int candidate = 0; candidate < done.Length; candidate++)
        {
            if (!done[candidate])
            {
                long rows = 0, columns = 0;
                for (int i = 0; i < done.Length; i++)
                {
                    rows += !done[i] && present[i, candidate] ? 1 : 0;
                    columns += !done[i] && present[candidate, i] ? 1 : 0;
                }

                long cost = (rows - 1) * (columns - 1);
                (best, pivot) = cost < best ? (cost, candidate) : (best, pivot);
            }
        }

        return pivot;
    }

    private static void Fill(bool[,] present, bool[] done, int pivot)
    {
        for (int row = 0; row < done.Length; row++)
        {
            if (!done[row] && present[row, pivot])
            {
                for (int column = 0; column < done.Length; column++)
                {
                    present[row, column] |= !done[column] && present[pivot, column];
                }
            }
        }
    }

    /// <summary>Numbers the places in the order in which the factorization writes them.</summary>
    private int[,] NumberSlots(bool[,] present)
    {
        int size = Order.Length;
        int[,] slots = new int[size, size];
        foreach (int row in Order)
        {
            foreach (int column in Order)
            {
                slots[row, column] = present[row, column] ? SlotCount++ : -1;
            }
        }

        return slots;
    }
}
