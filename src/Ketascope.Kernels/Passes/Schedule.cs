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
                    path.Add(node.Operand(position));
                    next.Add(0);
                }
            }
        }

        return [.. order];
    }
}
