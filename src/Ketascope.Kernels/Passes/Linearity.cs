using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Passes;

/// <summary>Whether expressions are linear in the states with coefficients that depend neither on the states nor on time.</summary>
/// <remarks>Decided by the form of the expressions, not by their derivatives: a step such as <c>floor(A)</c> or a condition on time has derivative 0 and is not
/// linear.</remarks>
internal static class Linearity
{
    /// <summary>The first expression that is not linear, or -1.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="expressions">The numbers of the expressions.</param>
    public static int FirstNonlinear(ExpressionGraph graph, int[] expressions)
    {
        Degree[] degrees = new Degree[graph.Count];
        for (int i = 0; i < degrees.Length; i++)
        {
            degrees[i] = Of(graph[i], degrees);
        }

        return Array.FindIndex(expressions, expression => degrees[expression] == Degree.Nonlinear);
    }

    private static Degree Of(Node node, Degree[] degrees)
    {
        Degree largest = Degree.Constant;
        for (int i = 0; i < Operations.Arity(node.Operation); i++)
        {
            largest = (Degree)Math.Max((int)largest, (int)degrees[node.Operand(i)]);
        }

        return node.Operation switch
        {
            Operation.Time => Degree.Nonlinear,
            Operation.State => Degree.Linear,
            Operation.Negate or Operation.Add or Operation.Subtract => largest,
            Operation.Multiply when degrees[node.A] == Degree.Constant || degrees[node.B] == Degree.Constant => largest,
            Operation.Divide when degrees[node.B] == Degree.Constant => largest,
            Operation.Select when degrees[node.A] == Degree.Constant => largest,
            _ => largest == Degree.Constant ? Degree.Constant : Degree.Nonlinear,
        };
    }

    private enum Degree
    {
        Constant,
        Linear,
        Nonlinear,
    }
}
