using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Passes;

/// <summary>On which variables (the states by index, then time) each needed node depends.</summary>
internal sealed class Dependencies
{
    private readonly int[]?[] _variablesOf;

    /// <summary>Finds the dependencies of the nodes that some roots need.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="roots">The roots.</param>
    /// <param name="stateCount">The number of states; it is also the number by which time is known.</param>
    public Dependencies(ExpressionGraph graph, IEnumerable<int> roots, int stateCount)
    {
        _variablesOf = new int[graph.Count][];
        Dependents = new List<int>[stateCount + 1];
        for (int i = 0; i < Dependents.Length; i++)
        {
            Dependents[i] = [];
        }

        foreach (int number in Schedule.PostOrder(graph, roots))
        {
            int[] variables = Find(graph[number], stateCount);
            _variablesOf[number] = variables;
            foreach (int variable in variables)
            {
                Dependents[variable].Add(number);
            }
        }
    }

    /// <summary>The needed nodes that depend on each variable, each after its operands.</summary>
    public List<int>[] Dependents { get; }

    /// <summary>The variables that a needed node depends on, ascending.</summary>
    public ReadOnlySpan<int> Of(int node) => _variablesOf[node];

    private int[] Find(Node node, int stateCount)
    {
        if (node.IsLeaf)
        {
            return node.Operation switch { Operation.State => [node.A], Operation.Time => [stateCount], _ => [] };
        }

        int[] union = _variablesOf[node.A]!;
        for (int i = 1; i < Operations.Arity(node.Operation); i++)
        {
            union = Union(union, _variablesOf[node.Operand(i)]!);
        }

        return union;
    }

    // The union of two ascending lists. One that contains the other is handed on as it is: most nodes add nothing to an operand's variables.
    private static int[] Union(int[] a, int[] b)
    {
        if (ReferenceEquals(a, b))
        {
            return a;
        }

        List<int> union = [];
        int i = 0, j = 0;
        while (i < a.Length || j < b.Length)
        {
            int next = j == b.Length || (i < a.Length && a[i] <= b[j]) ? a[i] : b[j];
            i += i < a.Length && a[i] == next ? 1 : 0;
            j += j < b.Length && b[j] == next ? 1 : 0;
            union.Add(next);
        }

        return union.Count == a.Length ? a : union.Count == b.Length ? b : [.. union];
    }
}
