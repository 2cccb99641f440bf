namespace Ketascope.Solvers.Tableaus;

/// <summary>
/// A rooted tree: each stands for one condition that the coefficients of a one-step method of a given order must meet.
/// Source: Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I (1993), section II.2; for Rosenbrock methods Hairer, Wanner, II (1996), section
/// IV.7.
/// </summary>
/// <param name="Children">The subtrees at the root.</param>
internal sealed record RootedTree(IReadOnlyList<RootedTree> Children)
{
    /// <summary>The number of vertices: the order of the condition.</summary>
    public int Order { get; } = 1 + Children.Sum(child => child.Order);

    /// <summary>The density: the exact solution's weight of this tree is its reciprocal.</summary>
    public double Density { get; } = (1 + Children.Sum(child => child.Order)) * Children.Aggregate(1.0, (product, child) => product * child.Density);

    /// <summary>All trees up to an order.</summary>
    /// <param name="order">The highest number of vertices.</param>
    public static IReadOnlyList<RootedTree> UpTo(int order)
    {
        List<RootedTree> trees = [];
        for (int size = 1; size <= order; size++)
        {
            trees.AddRange(Forests(trees, size - 1, trees.Count - 1).ToList().Select(children => new RootedTree(children)));
        }

        return trees;
    }

    /// <summary>The elementary weights of this tree, one for each stage.</summary>
    /// <param name="single">The matrix that joins a vertex to an only child (for Runge-Kutta methods the coefficients, for Rosenbrock methods with the matrix
    /// of gammas added).</param>
    /// <param name="several">The matrix that joins a vertex to one of several children.</param>
    public double[] Weights(double[,] single, double[,] several)
    {
        int stages = single.GetLength(0);
        double[,] matrix = Children.Count == 1 ? single : several;
        double[] weights = [.. Enumerable.Repeat(1.0, stages)];
        foreach (RootedTree child in Children)
        {
            double[] inner = child.Weights(single, several);
            for (int i = 0; i < stages; i++)
            {
                weights[i] *= Enumerable.Range(0, stages).Sum(j => matrix[i, j] * inner[j]);
            }
        }

        return weights;
    }

    /// <summary>The multisets of known trees with a given total number of vertices, each listed once.</summary>
    private static IEnumerable<List<RootedTree>> Forests(List<RootedTree> trees, int vertices, int last)
    {
        if (vertices == 0)
        {
            yield return [];
            yield break;
        }

        for (int tree = last; tree >= 0; tree--)
        {
            if (trees[tree].Order <= vertices)
            {
                foreach (List<RootedTree> rest in Forests(trees, vertices - trees[tree].Order, tree))
                {
                    yield return [.. rest, trees[tree]];
                }
            }
        }
    }
}
