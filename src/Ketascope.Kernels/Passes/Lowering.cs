using System.Diagnostics;
using System.Runtime.CompilerServices;
using Ketascope.Kernels.VectorMath;
using Ketascope.Language.Expressions;

namespace Ketascope.Kernels.Passes;

/// <summary>Turns expression trees into graph nodes: names by an environment, functions of the catalogue by the few operations of the graph.</summary>
/// <param name="graph">Where the nodes go.</param>
/// <param name="environment">The node of each name that may occur.</param>
internal sealed class Lowering(ExpressionGraph graph, IReadOnlyDictionary<string, int> environment)
{
    /// <summary>The node of an expression.</summary>
    /// <exception cref="ArgumentException">A name is not in the environment, or a function cannot be computed from the present moment alone.</exception>
    public int Lower(Expression expression)
    {
        // A tree too deep for the stack ends in an exception that can be reported, not in the death of the process.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return expression switch
        {
            NumberExpression number => graph.Constant(number.Value),
            TimeExpression => graph.Time(),
            NameExpression name => environment.TryGetValue(name.Name, out int node) ? node : throw new ArgumentException($"'{name.Name}' is not known here."),
            CallExpression call => Call(call.Function, LowerAll(call)),
            UserCallExpression call => throw new ArgumentException($"The call of '{call.FunctionName}' was not replaced by the function's body."),
            _ => throw new UnreachableException(),
        };
    }

    private int[] LowerAll(CallExpression call)
    {
        int[] nodes = new int[call.Arguments.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i] = Lower(call.Arguments[i]);
        }

        return nodes;
    }

    private int Call(Function function, int[] x) => function switch
    {
        Function.Plus => Fold(Operation.Add, x, 0),
        Function.Minus => graph.Subtract(x[0], x[1]),
        Function.Negate => graph.Negate(x[0]),
        Function.Times => Fold(Operation.Multiply, x, 1),
        Function.Divide => graph.Divide(x[0], x[1]),
        Function.Power => graph.Apply(Operation.Power, x[0], x[1]),
        Function.Min => Fold(Operation.Min, x, double.PositiveInfinity),
        Function.Max => Fold(Operation.Max, x, double.NegativeInfinity),
        Function.Remainder => graph.Apply(Operation.Remainder, x[0], x[1]),
        Function.Quotient => graph.Apply(Operation.Quotient, x[0], x[1]),
        Function.Log => x.Length == 1 ? graph.Apply(Operation.Log10, x[0]) : Logarithm(x[0], x[1]),
        Function.Root => x.Length == 1 ? graph.Apply(Operation.Sqrt, x[0]) : graph.Apply(Operation.Power, x[1], Inverse(x[0])),
        Function.Piecewise => Piecewise(x),
        >= Function.Equal and <= Function.Implies => Logic(function, x),
        Function.Delay or Function.RateOf => throw new ArgumentException($"'{FunctionCatalogue.RowOf(function).Name}' cannot be computed from the present moment alone."),
        _ => Elementary(function, x[0]),
    };

    private int Logic(Function function, int[] x) => function switch
    {
        Function.Equal => Chain(Operation.Equal, x),
        Function.NotEqual => graph.Apply(Operation.NotEqual, x[0], x[1]),
        Function.Less => Chain(Operation.Less, x),
        Function.LessOrEqual => Chain(Operation.LessOrEqual, x),
        Function.Greater => Chain(Operation.Less, Reversed(x)),
        Function.GreaterOrEqual => Chain(Operation.LessOrEqual, Reversed(x)),
        Function.And => Truth(Operation.And, x, 1),
        Function.Or => Truth(Operation.Or, x, 0),
        Function.Xor => Truth(Operation.Xor, x, 0),
        Function.Not => graph.Apply(Operation.Not, x[0]),
        Function.Implies => graph.Apply(Operation.Or, graph.Apply(Operation.Not, x[0]), x[1]),
        _ => throw new UnreachableException(),
    };

    // The reciprocal functions and their inverses have the definitions of Abramowitz and Stegun (1964), 4.3, 4.4.6-4.4.8, 4.5 and 4.6.4-4.6.6, as SBML asks.
    private int Elementary(Function function, int x) => function switch
    {
        Function.Sec => Inverse(graph.Apply(Operation.Cos, x)),
        Function.Csc => Inverse(graph.Apply(Operation.Sin, x)),
        Function.Cot => Inverse(graph.Apply(Operation.Tan, x)),
        Function.Sech => Inverse(graph.Apply(Operation.Cosh, x)),
        Function.Csch => Inverse(graph.Apply(Operation.Sinh, x)),
        Function.Coth => Inverse(graph.Apply(Operation.Tanh, x)),
        Function.Arcsec => graph.Apply(Operation.Arccos, Inverse(x)),
        Function.Arccsc => graph.Apply(Operation.Arcsin, Inverse(x)),
        Function.Arccot => graph.Apply(Operation.Arctan, Inverse(x)),
        Function.Arcsech => graph.Apply(Operation.Arccosh, Inverse(x)),
        Function.Arccsch => graph.Apply(Operation.Arcsinh, Inverse(x)),
        Function.Arccoth => graph.Apply(Operation.Arctanh, Inverse(x)),
        _ => graph.Apply(SameName(function), x),
    };

    private static Operation SameName(Function function) => function switch
    {
        Function.Abs => Operation.Abs,
        Function.Floor => Operation.Floor,
        Function.Ceiling => Operation.Ceiling,
        Function.Factorial => Operation.Factorial,
        Function.Sign => Operation.Sign,
        Function.Exp => Operation.Exp,
        Function.Ln => Operation.Ln,
        Function.Log10 => Operation.Log10,
        Function.Sqrt => Operation.Sqrt,
        Function.Sin => Operation.Sin,
        Function.Cos => Operation.Cos,
        Function.Tan => Operation.Tan,
        Function.Arcsin => Operation.Arcsin,
        Function.Arccos => Operation.Arccos,
        Function.Arctan => Operation.Arctan,
        Function.Sinh => Operation.Sinh,
        Function.Cosh => Operation.Cosh,
        Function.Tanh => Operation.Tanh,
        Function.Arcsinh => Operation.Arcsinh,
        Function.Arccosh => Operation.Arccosh,
        Function.Arctanh => Operation.Arctanh,
        _ => throw new UnreachableException($"{function} has no operation."),
    };

    private int Inverse(int x) => graph.Divide(graph.Constant(1), x);

    private static int[] Reversed(int[] x) => [.. Enumerable.Reverse(x)];

    private int Logarithm(int @base, int x) => graph.Is(@base, 10)
        ? graph.Apply(Operation.Log10, x)
        : graph.Divide(graph.Apply(Operation.Ln, x), graph.Apply(Operation.Ln, @base));

    private int Fold(Operation operation, int[] x, double empty)
    {
        int result = x.Length == 0 ? graph.Constant(empty) : x[0];
        for (int i = 1; i < x.Length; i++)
        {
            result = graph.Apply(operation, result, x[i]);
        }

        return result;
    }

    // A single operand still has to become 0 or 1, so the fold starts from the neutral element.
    private int Truth(Operation operation, int[] x, double neutral) => Fold(operation, [graph.Constant(neutral), .. x], neutral);

    // a < b < c means a < b and b < c.
    private int Chain(Operation comparison, int[] x)
    {
        int result = graph.Apply(comparison, x[0], x[1]);
        for (int i = 2; i < x.Length; i++)
        {
            result = graph.Apply(Operation.And, result, graph.Apply(comparison, x[i - 1], x[i]));
        }

        return result;
    }

    // piecewise(value, condition, value, condition, ..., otherwise); without an otherwise the value is undefined: NaN.
    private int Piecewise(int[] x)
    {
        int result = x.Length % 2 == 1 ? x[^1] : graph.Constant(double.NaN);
        for (int i = (x.Length / 2 * 2) - 2; i >= 0; i -= 2)
        {
            result = graph.Apply(Operation.Select, x[i + 1], x[i], result);
        }

        return result;
    }
}
