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
        return new Schedule(graph, results, [.. PostOrder(graph, results.Select(store => store.Node))]);
    }

    /// <summary>The nodes that some roots need, each after its operands.</summary>
    public static IEnumerable<int> PostOrder(ExpressionGraph graph, IEnumerable<int> roots)
    {
        bool[] isDone = new bool[graph.Count];
        Stack<(int Node, int Next)> path = [];
        foreach (int root in roots)
        {
            path.Push((root, 0));
            while (path.TryPop(out (int Node, int Next) top))
            {
                if (isDone[top.Node])
                {
                    continue;
                }

                Node node = graph[top.Node];
                if (top.Next < Operations.Arity(node.Operation))
                {
                    path.Push((top.Node, top.Next + 1));
                    path.Push((node.Operand(top.Next), 0));
                    continue;
                }

                isDone[top.Node] = true;
                yield return top.Node;
            }
        }
    }
}
