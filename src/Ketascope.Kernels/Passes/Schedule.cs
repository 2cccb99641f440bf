using System.Diagnostics;
using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Passes;

/// <summary>
/// The nodes that an entry point needs (and no others: dead code falls away here), in an order of evaluation that works through one result after
/// the other and each operand right before its use, so that few values are alive at a time.
/// </summary>
internal sealed class Schedule
{
    private Schedule(ExpressionGraph graph, Store[] stores, int[] order)
    {
        Graph = graph;
        Stores = stores;
        Order = order;
    }

    /// <summary>The graph that holds the nodes.</summary>
    public ExpressionGraph Graph { get; }

    /// <summary>The results.</summary>
    public Store[] Stores { get; }

    /// <summary>The needed nodes, leaves too, each after its operands.</summary>
    public int[] Order { get; }

    /// <summary>The schedule of some results.</summary>
    public static Schedule Of(ExpressionGraph graph, IEnumerable<Store> stores)
    {
        Store[] results = [.. stores];
        return new Schedule(graph, results, PostOrder(graph, Array.ConvertAll(results, store => store.Node)));
    }

    /// <summary>The nodes that some roots need, each after its operands.</summary>
    public static int[] PostOrder(ExpressionGraph graph, IEnumerable<int> roots)
    {
        bool[] isDone = new bool[graph.Count];
        int[] needs = Needs(graph);
        List<int> order = [];
        // A path from a root down to the current node, and for each node on it which operand comes next.
        List<int> path = [], next = [];
        foreach (int root in roots)
        {
            path.Add(root);
            next.Add(0);
            while (path.Count > 0)
            {
                int number = path[^1], position = next[^1]++;
                Node node = graph[number];
                if (isDone[number] || position == Operations.Arity(node.Operation))
                {
                    path.RemoveAt(path.Count - 1);
                    next.RemoveAt(next.Count - 1);
                    if (!isDone[number])
                    {
                        isDone[number] = true;
                        order.Add(number);
                    }
                }
                else
                {
                    path.Add(HungriestOperand(node, needs, position));
                    next.Add(0);
                }
            }
        }

        return [.. order];
    }

    // How many values are alive at most while a node is computed, if it were a tree (R. Sethi and J. D. Ullman, J. ACM 17, 1970, doi:10.1145/321607.321620).
    private static int[] Needs(ExpressionGraph graph)
    {
        int[] needs = new int[graph.Count];
        for (int number = 0; number < needs.Length; number++)
        {
            Node node = graph[number];
            needs[number] = 1;
            for (int i = 0; i < Operations.Arity(node.Operation); i++)
            {
                needs[number] = Math.Max(needs[number], needs[HungriestOperand(node, needs, i)] + i);
            }
        }

        return needs;
    }

    // The operand that is computed first, second or third: those that need more values come first, so that fewer wait meanwhile.
    private static int HungriestOperand(Node node, int[] needs, int rank)
    {
        for (int candidate = 0; candidate < Operations.Arity(node.Operation); candidate++)
        {
            int before = 0;
            for (int other = 0; other < Operations.Arity(node.Operation); other++)
            {
                int difference = needs[node.Operand(other)] - needs[node.Operand(candidate)];
                before += difference > 0 || (difference == 0 && other < candidate) ? 1 : 0;
            }

            if (before == rank)
            {
                return node.Operand(candidate);
            }
        }

        throw new UnreachableException();
    }
}
