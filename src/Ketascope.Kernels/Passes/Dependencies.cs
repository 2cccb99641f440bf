namespace Ketascope.Kernels.Passes;

/// <summary>On which variables (the states by index, then time) each needed node depends.</summary>
internal sealed class Dependencies
{
    private readonly Dictionary<int, int[]> _variablesOf = [];

    /// <summary>Finds the dependencies of the nodes that some roots need.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="roots">The roots.</param>
    /// <param name="stateCount">The number of states; it is also the number by which time is known.</param>
    public Dependencies(ExpressionGraph graph, IEnumerable<int> roots, int stateCount)
    {
        List<int>[] dependents = new List<int>[stateCount + 1];
        for (int i = 0; i < dependents.Length; i++)
        {
            dependents[i] = [];
        }

        foreach (int number in Schedule.PostOrder(graph, roots))
        {
            int[] variables = VariablesOf(graph[number], stateCount);
            _variablesOf.Add(number, variables);
            foreach (int variable in variables)
            {
                dependents[variable].Add(number);
            }
        }

        Dependents = dependents;
    }

    /// <summary>The needed nodes that depend on each variable, each after its operands.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Dependents { get; }

    /// <summary>The variables that a needed node depends on, ascending.</summary>
    public IReadOnlyList<int> Of(int node) => _variablesOf[node];

    private int[] VariablesOf(Node node, int stateCount)
    {
        if (node.IsLeaf)
        {
            return node.Operation switch { Operation.State => [node.A], Operation.Time => [stateCount], _ => [] };
        }

        int[] union = _variablesOf[node.A];
        for (int i = 1; i < Operations.Arity(node.Operation); i++)
        {
            union = Union(union, _variablesOf[node.Operand(i)]);
        }

        return union;
    }

    // Sets are shared between nodes wherever one contains the other: most nodes add nothing to an operand's set.
    private static int[] Union(int[] a, int[] b)
    {
        if (a.Length == 0 || ReferenceEquals(a, b))
        {
            return b;
        }

        if (b.Length == 0)
        {
            return a;
        }

        SortedSet<int> union = [.. a];
        union.UnionWith(b);
        return union.Count == a.Length ? a : union.Count == b.Length ? b : [.. union];
    }
}
