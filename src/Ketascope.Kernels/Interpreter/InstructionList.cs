using Ketascope.Kernels.Passes;

namespace Ketascope.Kernels.Interpreter;

/// <summary>An entry point as a straight list of instructions, with slots that are used again once their value is not needed any more.</summary>
internal sealed class InstructionList
{
    private readonly Instruction[] _instructions;
    private readonly Store[] _stores;
    private readonly Dictionary<int, int> _slotOf = [];

    /// <summary>Flattens a schedule.</summary>
    public InstructionList(Schedule schedule)
    {
        _instructions = new Instruction[schedule.Order.Length];
        Dictionary<int, int> remaining = CountUses(schedule);
        Stack<int> free = [];
        for (int i = 0; i < _instructions.Length; i++)
        {
            int number = schedule.Order[i];
            Node node = schedule.Graph[number];
            // The target is taken before the operands are released, so that no instruction overwrites what it reads.
            int target = free.TryPop(out int slot) ? slot : SlotCount++;
            _slotOf.Add(number, target);
            _instructions[i] = node.IsLeaf
                ? new Instruction(node.Operation, target, node.A, 0, 0, node.Value)
                : new Instruction(node.Operation, target, _slotOf[node.A], SlotOf(node.B), SlotOf(node.C), 0);
            for (int k = 0; k < Operations.Arity(node.Operation); k++)
            {
                if (--remaining[node.Operand(k)] == 0)
                {
                    free.Push(_slotOf[node.Operand(k)]);
                }
            }
        }

        _stores = [.. schedule.Stores.Select(store => store with { Node = _slotOf[store.Node] })];
    }

    /// <summary>How many values are held at most at a time.</summary>
    public int SlotCount { get; private set; }

    /// <summary>The instructions.</summary>
    public ReadOnlySpan<Instruction> Instructions => _instructions;

    /// <summary>The results; <see cref="Store.Node"/> is the slot here.</summary>
    public ReadOnlySpan<Store> Stores => _stores;

    private int SlotOf(int node) => node < 0 ? 0 : _slotOf[node];

    // A stored value counts one use that is never released: it is stored after all instructions.
    private static Dictionary<int, int> CountUses(Schedule schedule)
    {
        Dictionary<int, int> uses = schedule.Order.ToDictionary(number => number, _ => 0);
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
