using System.Collections.Immutable;
using Ketascope.Solvers.Contract;

namespace Ketascope.Kernels.Passes;

/// <summary>The Jacobian of a system's rates of change: where it can differ from zero, and the node of each entry.</summary>
/// <param name="Pattern">The places, ordered by row and then column.</param>
/// <param name="Entries">The nodes of the entries, in that order.</param>
/// <param name="TimeDerivatives">The nodes of the rates' partial derivatives with respect to time, one for each state.</param>
internal sealed record SparseJacobian(SparsityPattern Pattern, int[] Entries, int[] TimeDerivatives)
{
    /// <summary>Differentiates rates of change with respect to all states and to time, through everything that they use.</summary>
    public static SparseJacobian Of(ExpressionGraph graph, int[] rates)
    {
        int count = rates.Length;
        DifferentiableForm form = new(graph, rates);
        rates = form.Rates;
        Dependencies dependencies = new(graph, rates, count);
        List<int>[] rowsOf = RowsOf(rates, dependencies);
        // Columns are visited in ascending order, so each row's lists are in order by themselves.
        List<int>[] columns = EmptyLists(count), nodes = EmptyLists(count);
        int[] timeDerivatives = new int[count];
        Array.Fill(timeDerivatives, graph.Constant(0));
        Differentiation differentiation = new(graph, form);
        for (int variable = 0; variable <= count; variable++)
        {
            if (rowsOf[variable].Count == 0)
            {
                continue;
            }

            differentiation.Differentiate(variable < count ? graph.State(variable) : graph.Time(), dependencies.Dependents[variable]);
            foreach (int row in rowsOf[variable])
            {
                if (differentiation.Of(rates[row]) is not int derivative)
                {
                    continue;
                }

                if (variable < count)
                {
                    columns[row].Add(variable);
                    nodes[row].Add(derivative);
                }
                else
                {
                    timeDerivatives[row] = derivative;
                }
            }
        }

        return new SparseJacobian(PatternOf(columns), [.. nodes.SelectMany(node => node)], timeDerivatives);
    }

    private static SparsityPattern PatternOf(List<int>[] columns)
    {
        ImmutableArray<(int Row, int Column)>.Builder entries = ImmutableArray.CreateBuilder<(int Row, int Column)>();
        for (int row = 0; row < columns.Length; row++)
        {
            foreach (int column in columns[row])
            {
                entries.Add((row, column));
            }
        }

        return new SparsityPattern(columns.Length, entries.ToImmutable());
    }

    private static List<int>[] RowsOf(int[] rates, Dependencies dependencies)
    {
        List<int>[] rows = EmptyLists(rates.Length + 1);
        for (int row = 0; row < rates.Length; row++)
        {
            foreach (int variable in dependencies.Of(rates[row]))
            {
                rows[variable].Add(row);
            }
        }

        return rows;
    }

    private static List<int>[] EmptyLists(int count)
    {
        List<int>[] lists = new List<int>[count];
        for (int i = 0; i < count; i++)
        {
            lists[i] = [];
        }

        return lists;
    }
}
