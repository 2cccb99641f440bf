using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Passes;

/// <summary>
/// Finds denominators that can pass 0 while states, parameters and time keep their signs: a step over such a pole would land on the wrong side of it, with a
/// small error by its own estimate.
/// </summary>
internal static class Poles
{
    /// <summary>The nodes of such denominators that depend on states.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="roots">The expressions.</param>
    public static IReadOnlyList<int> Of(ExpressionGraph graph, int[] roots)
    {
        Dictionary<int, (Sign Sign, bool UsesStates)> facts = [];
        List<int> found = [];
        foreach (int number in Schedule.PostOrder(graph, roots))
        {
            Node node = graph[number];
            bool usesStates = node.Operation == Operation.State;
            for (int i = 0; i < Operations.Arity(node.Operation); i++)
            {
                usesStates |= facts[node.Operand(i)].UsesStates;
            }

            facts[number] = (SignOf(graph, node, operand => facts[operand].Sign), usesStates);
            if (node.Operation == Operation.Divide && facts[node.B] is (Sign.Any, true) && !found.Contains(node.B))
            {
                found.Add(node.B);
            }
        }

        return found;
    }

    private static Sign SignOf(ExpressionGraph graph, Node node, Func<int, Sign> of)
    {
        switch (node.Operation)
        {
            case Operation.Constant:
                return node.Value >= 0 ? Sign.Positive : node.Value < 0 ? Sign.Negative : Sign.Any;
            case Operation.Time or Operation.State or Operation.Context or Operation.Exp or Operation.Sqrt or Operation.Abs or Operation.Cosh:
                return Sign.Positive;
            case Operation.Negate:
                return Opposite(of(node.A));
            case Operation.Add or Operation.Min or Operation.Max:
                return Both(of(node.A), of(node.B));
            case Operation.Subtract:
                return Both(of(node.A), Opposite(of(node.B)));
            case Operation.Multiply or Operation.Divide:
                return of(node.A) == Sign.Any || of(node.B) == Sign.Any ? IsSquare(node) ? Sign.Positive : Sign.Any : of(node.A) == of(node.B)
                    ? Sign.Positive : Sign.Negative;
            case Operation.Power:
                return of(node.A) == Sign.Positive || (graph.IsConstant(node.B, out double exponent) && exponent % 2 == 0) ? Sign.Positive : Sign.Any;
            case Operation.Select:
                return Both(of(node.B), of(node.C));
            default:
                return Sign.Any;
        }
    }

    private static bool IsSquare(Node node) => node.Operation == Operation.Multiply && node.A == node.B;

    private static Sign Both(Sign a, Sign b) => a == b ? a : Sign.Any;

    private static Sign Opposite(Sign sign) => sign switch { Sign.Positive => Sign.Negative, Sign.Negative => Sign.Positive, _ => Sign.Any };

    private enum Sign
    {
        Any,
        Positive,
        Negative,
    }
}
