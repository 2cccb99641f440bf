using Ketascope.Kernels.Passes;
using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Interpreter;

/// <summary>An entry point as a straight list of instructions, with slots that are used again once their value is not needed any more.</summary>
internal sealed class InstructionList
{
    private readonly Instruction[] _instructions;
    private readonly Store[] _stores;

    /// <summary>Flattens a schedule.</summary>
    public InstructionList(Schedule schedule)
    {
        _instructions = new Instruction[schedule.Order.Length];
        int[] remaining = CountUses(schedule), slotOf = new int[schedule.Graph.Count];
        List<int> free = [];
        for (int i = 0; i < _instructions.Length; i++)
        {
            int number = schedule.Order[i];
            Node node = schedule.Graph[number];
            // The target is taken before the operands are released, so that no instruction overwrites what it reads.
            slotOf[number] = Take(free);
            _instructions[i] = node.IsLeaf
                ? new Instruction(node.Operation, slotOf[number], node.A, 0, 0, node.Value)
                : new Instruction(node.Operation, slotOf[number], slotOf[node.A], node.B < 0 ? 0 : slotOf[node.B], node.C < 0 ? 0 : slotOf[node.C], 0);
            for (int k = 0; k < Operations.Arity(node.Operation); k++)
            {
                if (--remaining[node.Operand(k)] == 0)
                {
                    free.Add(slotOf[node.Operand(k)]);
                }
            }
        }

        _stores = Array.ConvertAll(schedule.Stores, store => store with { Node = slotOf[store.Node] });
    }

    /// <summary>How many values are held at most at a time.</summary>
    public int SlotCount { get; private set; }

    /// <summary>The instructions.</summary>
    public ReadOnlySpan<Instruction> Instructions => _instructions;

    /// <summary>The results; <see cref="Store.Node"/> is the slot here.</summary>
    public ReadOnlySpan<Store> Stores => _stores;

    private int Take(List<int> free)
    {
        if (free.Count == 0)
        {
            return SlotCount++;
        }

        int slot = free[^1];
        free.RemoveAt(free.Count - 1);
        return slot;
    }

    // A stored value counts one use that is never released: it is stored after all instructions.
    private static int[] CountUses(Schedule schedule)
    {
        int[] uses = new int[schedule.Graph.Count];
        foreach (int number in schedule.Order)
        {
            Node node = schedule.Graph[number];
            for (int k = 0; k < Operations.Arity(node.Operation); k++)
            {
                uses[node.Operand(k)]++;
            }
        }

        foreach (Store store in schedule.Stores)
        {
            uses[store.Node]++;
        }

        return uses;
    }
}
