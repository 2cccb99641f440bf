using Ketascope.Kernels.Passes;

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

    private readonly HashSet<int> _values = [];
    private readonly Dictionary<int, int> _methodOf = [];
    private readonly Dictionary<int, int> _scratchOf = [];

    /// <summary>Plans the methods of a schedule.</summary>
    /// <param name="schedule">What is computed.</param>
    /// <param name="nodesPerMethod">About how many nodes a method holds at most.</param>
    public EmissionPlan(Schedule schedule, int nodesPerMethod)
    {
        Schedule = schedule;
        FindValues();
        List<List<int>> methods = Split(nodesPerMethod);
        Methods = methods;
        FindScratch();
    }

    /// <summary>What is computed.</summary>
    public Schedule Schedule { get; }

    /// <summary>The values that each method computes, in order.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Methods { get; }

    /// <summary>The number of elements of the scratch area: those through which functions are called, and the values handed on between methods.</summary>
    public int ScratchCount => CallElements + _scratchOf.Count;

    /// <summary>Whether a node is a value of its own.</summary>
    public bool IsValue(int node) => _values.Contains(node);

    /// <summary>The method that computes a value.</summary>
    public int MethodOf(int value) => _methodOf[value];

    /// <summary>The element of the scratch area through which a value is handed on, or null when only its own method needs it.</summary>
    public int? ScratchOf(int value) => _scratchOf.TryGetValue(value, out int element) ? element : null;

    private void FindValues()
    {
        ExpressionGraph graph = Schedule.Graph;
        Dictionary<int, int> uses = [];
        foreach (int number in Schedule.Order)
        {
            for (int i = 0; i < Operations.Arity(graph[number].Operation); i++)
            {
                uses[graph[number].Operand(i)] = uses.GetValueOrDefault(graph[number].Operand(i)) + 1;
            }
        }

        HashSet<int> stored = [.. Schedule.Stores.Select(store => store.Node)];
        Dictionary<int, int> size = [];
        foreach (int number in Schedule.Order)
        {
            Node node = graph[number];
            size[number] = 1;
            for (int i = 0; i < Operations.Arity(node.Operation); i++)
            {
                size[number] += IsValue(node.Operand(i)) ? 1 : size[node.Operand(i)];
            }

            if (!node.IsLeaf && (Operations.IsFunction(node.Operation) || stored.Contains(number) || uses.GetValueOrDefault(number) > 1 || size[number] > LargestExpression))
            {
                _values.Add(number);
            }
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
            _methodOf.Add(number, methods.Count - 1);
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
            else if (_methodOf[operand] != method)
            {
                _scratchOf.TryAdd(operand, CallElements + _scratchOf.Count);
            }
        }
    }
}
