using System.Globalization;
using System.Text;
using Ketascope.Kernels.Passes;
using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Switching;

/// <summary>A condition in words that a reader of the model knows again.</summary>
internal static class SwitchText
{
    private const int Longest = 80;

    /// <summary>The text of a switch.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="node">The node.</param>
    /// <param name="names">The names of nodes that have one: states, parameters and what follows from them.</param>
    public static string Of(ExpressionGraph graph, int node, IReadOnlyDictionary<int, string> names)
    {
        StringBuilder text = new();
        Write(graph, node, names, text);
        return text.Length <= Longest ? text.ToString() : text.ToString(0, Longest) + " ...";
    }

    private static void Write(ExpressionGraph graph, int number, IReadOnlyDictionary<int, string> names, StringBuilder text)
    {
        if (text.Length > Longest)
        {
            return;
        }

        Node node = graph[number];
        if (names.TryGetValue(number, out string? name) && node.Operation != Operation.Constant)
        {
            text.Append(name);
        }
        else if (node.IsLeaf)
        {
            text.Append(node.Operation == Operation.Constant ? node.Value.ToString("R", CultureInfo.InvariantCulture)
                : node.Operation == Operation.Time ? "time" : "?");
        }
        else if (Sign(node.Operation) is { } sign)
        {
            bool isInner = text.Length > 0;
            text.Append(isInner ? "(" : "");
            Write(graph, node.A, names, text);
            text.Append(' ').Append(sign).Append(' ');
            Write(graph, node.B, names, text);
            text.Append(isInner ? ")" : "");
        }
        else
        {
            text.Append(Word(node.Operation)).Append('(');
            for (int i = 0; i < Operations.Arity(node.Operation); i++)
            {
                text.Append(i > 0 ? ", " : "");
                Write(graph, node.Operand(i), names, text);
            }

            text.Append(')');
        }
    }

    private static string? Sign(Operation operation) => operation switch
    {
        Operation.Add => "+",
        Operation.Subtract => "-",
        Operation.Multiply => "*",
        Operation.Divide => "/",
        Operation.Power => "^",
        Operation.Less => "<",
        Operation.LessOrEqual => "<=",
        Operation.Equal => "==",
        Operation.NotEqual => "!=",
        Operation.And => "&&",
        Operation.Or => "||",
        _ => null,
    };

    private static string Word(Operation operation) => operation switch
    {
        Operation.Negate => "-",
        Operation.Not => "!",
        Operation.Ceiling => "ceil",
        Operation.Remainder => "rem",
        Operation.Select => "select",
        _ => operation.ToString().ToLowerInvariant(),
    };
}
