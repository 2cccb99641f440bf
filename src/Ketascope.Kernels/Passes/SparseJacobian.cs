using System.Collections.Immutable;
using Ketascope.Solvers.Contract;

namespace Ketascope.Kernels.Passes;

/// <summary>The Jacobian of a system's rates of change: where it can differ from zero, and the node of each entry.</summary>
/// <param name="Pattern">The places, ordered by row and then column.</param>
/// <param name="Entries">The nodes of the entries, in that order.</param>
/// <param name="TimeDerivatives">The nodes of the rates' partial derivatives with respect to time, one for each state.</param>
internal sealed record SparseJacobian(SparsityPattern Pattern, ImmutableArray<int> Entries, ImmutableArray<int> TimeDerivatives)
{
    /// <summary>Differentiates rates of change with respect to all states and to time, through everything that they use.</summary>
    public static SparseJacobian Of(ExpressionGraph graph, IReadOnlyList<int> rates)
    {
        int count = rates.Count;
        Dependencies dependencies = new(graph, rates, count);
        SortedDictionary<(int Row, int Column), int> entries = [];
        int[] timeDerivatives = new int[count];
        Array.Fill(timeDerivatives, graph.Constant(0));
        ILookup<int, int> rowsOf = Enumerable.Range(0, count)
            .SelectMany(row => dependencies.Of(rates[row]).Select(variable => (row, variable)))
            .ToLookup(pair => pair.variable, pair => pair.row);
        Differentiation differentiation = new(graph);
        for (int variable = 0; variable <= count; variable++)
        {
            if (!rowsOf.Contains(variable))
            {
                continue;
            }

            int leaf = variable < count ? graph.State(variable) : graph.Time();
            IReadOnlyDictionary<int, int> derivatives = differentiation.Differentiate(leaf, dependencies.Dependents[variable]);
            foreach (int row in rowsOf[variable])
            {
                if (!derivatives.TryGetValue(rates[row], out int derivative))
                {
                    continue;
                }

                if (variable < count)
                {
                    entries.Add((row, variable), derivative);
                }
                else
                {
                    timeDerivatives[row] = derivative;
                }
            }
        }

        return new SparseJacobian(new SparsityPattern(count, [.. entries.Keys]), [.. entries.Values], [.. timeDerivatives]);
    }
}
