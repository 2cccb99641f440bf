using Ketascope.Kernels.Passes;
using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Emission;

/// <summary>
/// How a schedule becomes methods: which nodes are values of their own (a local variable) and which are part of the expression that uses them,
/// where one method ends and the next begins, and which values are handed on between methods through the scratch area.
/// </summary>
/// <remarks>The JIT stops optimizing methods beyond about 2,000 locals or 60,000 bytes of IL, and its time grows faster than the size.</remarks>
internal sealed class EmissionPlan
{
    // Larger expressions are cut, which bounds the recursion of the emitter and the depth of the evaluation stack.
    private const int LargestExpression = 48;

    // The arguments of a function and its result; see LaneMath on why they do not travel by the stack.
    private const int CallElements = 3;

    // By node: whether it is a value, which method computes it, and its element of the scratch area (0 for none).
    private readonly bool[] _isValue;
    private readonly int[] _methodOf;
    private readonly int[] _scratchOf;

    /// <summary>Plans the methods of a schedule.</summary>
    /// <param name="schedule">What is computed.</param>
    /// <param name="nodesPerMethod">About how many nodes a method holds at most.</param>
    public EmissionPlan(Schedule schedule, int nodesPerMethod)
    {
        Schedule = schedule;
        _isValue = new bool[schedule.Graph.Count];
        _methodOf = new int[schedule.Graph.Count];
        _scratchOf = new int[schedule.Graph.Count];
        FindValues();
        Methods = Split(nodesPerMethod);
        FindScratch();
    }

    /// <summary>What is computed.</summary>
    public Schedule Schedule { get; }

    /// <summary>The values that each method computes, in order.</summary>
    public List<List<int>> Methods { get; }

    /// <summary>The number of elements of the scratch area: those through which functions are called, and the values handed on between methods.</summary>
    public int ScratchCount { get; private set; } = CallElements;

    /// <summary>Whether a node is a value of its own.</summary>
    public bool IsValue(int node) => _isValue[node];

    /// <summary>The element of the scratch area through which a value is handed on, or null when only its own method needs it.</summary>
    public int? ScratchOf(int value) => _scratchOf[value] > 0 ? _scratchOf[value] : null;

    private void FindValues()
    {
        ExpressionGraph graph = Schedule.Graph;
        // How often each node is used; a stored one is a value anyhow.
        int[] uses = new int[graph.Count], size = new int[graph.Count];
        foreach (int number in Schedule.Order)
        {
            for (int i = 0; i < Operations.Arity(graph[number].Operation); i++)
            {
                uses[graph[number].Operand(i)]++;
            }
        }

        foreach (Store store in Schedule.Stores)
        {
            uses[store.Node] += 2;
        }

        foreach (int number in Schedule.Order)
        {
            Node node = graph[number];
            size[number] = 1;
            for (int i = 0; i < Operations.Arity(node.Operation); i++)
            {
                size[number] += _isValue[node.Operand(i)] ? 1 : size[node.Operand(i)];
            }

            _isValue[number] = !node.IsLeaf && (Operations.IsFunction(node.Operation) || uses[number] > 1 || size[number] > LargestExpression);
        }
    }

    private List<List<int>> Split(int nodesPerMethod)
    {
        List<List<int>> methods = [[]];
        int nodes = 0;
        foreach (int number in Schedule.Order)
        {
            nodes++;
            if (!IsValue(number))
            {
                continue;
            }

            if (nodes > nodesPerMethod && methods[^1].Count > 0)
            {
                methods.Add([]);
                nodes = 1;
            }

            methods[^1].Add(number);
            _methodOf[number] = methods.Count - 1;
        }

        return methods;
    }

    private void FindScratch()
    {
        for (int method = 0; method < Methods.Count; method++)
        {
            foreach (int value in Methods[method])
            {
                FindScratch(method, Schedule.Graph[value]);
            }
        }
    }

    private void FindScratch(int method, Node node)
    {
        for (int i = 0; i < Operations.Arity(node.Operation); i++)
        {
            int operand = node.Operand(i);
            if (!IsValue(operand))
            {
                FindScratch(method, Schedule.Graph[operand]);
            }
            else if (_methodOf[operand] != method && _scratchOf[operand] == 0)
            {
                _scratchOf[operand] = ScratchCount++;
            }
        }
    }
}
