using System.Diagnostics;

namespace Ketascope.Kernels.Passes;

/// <summary>Symbolic derivatives of nodes by the chain rule, in forward mode: one variable at a time through all nodes that depend on it.</summary>
/// <remarks>
/// Piecewise functions, <c>min</c>, <c>max</c> and <c>abs</c> are differentiated branch by branch (at a kink the derivative is that of the branch taken);
/// functions that move in steps have derivative 0; <c>factorial</c> is defined on whole numbers only and has derivative 0 as well.
/// </remarks>
internal sealed class Differentiation(ExpressionGraph graph)
{
    // The derivative of each node with respect to the current variable, -1 where it is an exact 0, for the nodes that were there at the start.
    private readonly int[] _derivatives = Filled(graph.Count);
    private readonly List<int> _found = [];

    /// <summary>Finds the derivatives of nodes with respect to one variable.</summary>
    /// <param name="variable">The leaf: a state or the time.</param>
    /// <param name="dependents">All nodes that depend on it and are needed, each after its operands.</param>
    public void Differentiate(int variable, List<int> dependents)
    {
        foreach (int number in _found)
        {
            _derivatives[number] = -1;
        }

        _found.Clear();
        foreach (int number in dependents)
        {
            int? derivative = number == variable ? graph.Constant(1) : Of(number, graph[number]);
            if (derivative is int found && !graph.Is(found, 0))
            {
                _derivatives[number] = found;
                _found.Add(number);
            }
        }
    }

    /// <summary>The derivative of a node with respect to the variable of the last call, or null when it is an exact 0.</summary>
    public int? Of(int number) => _derivatives[number] < 0 ? null : _derivatives[number];

    private int? Of(int number, Node node) => node.Operation switch
    {
        var operation when operation <= Operation.Context || Operations.IsStepwise(operation) => null,
        Operation.Add => Sum(Of(node.A), Of(node.B)),
        Operation.Subtract => Sum(Of(node.A), Opposite(Of(node.B))),
        Operation.Multiply => Sum(Product(Of(node.A), node.B), Product(Of(node.B), node.A)),
        Operation.Divide => Ratio(Sum(Of(node.A), Opposite(Product(Of(node.B), number))), node.B),
        Operation.Power => OfPower(number, node),
        Operation.Remainder => Sum(Of(node.A), Opposite(Product(Of(node.B), graph.Apply(Operation.Quotient, node.A, node.B)))),
        Operation.Min => Branches(graph.Apply(Operation.LessOrEqual, node.A, node.B), Of(node.A), Of(node.B)),
        Operation.Max => Branches(graph.Apply(Operation.LessOrEqual, node.B, node.A), Of(node.A), Of(node.B)),
        Operation.Select => Branches(node.A, Of(node.B), Of(node.C)),
        _ => OfFunction(number, node),
    };

    private int? OfFunction(int number, Node node)
    {
        if (Of(node.A) is not int inner)
        {
            return null;
        }

        int x = node.A;
        int one = graph.Constant(1);
        return node.Operation switch
        {
            Operation.Negate => graph.Negate(inner),
            Operation.Abs => Branches(graph.Apply(Operation.Less, x, graph.Constant(0)), graph.Negate(inner), inner),
            Operation.Exp => graph.Multiply(inner, number),
            Operation.Ln => graph.Divide(inner, x),
            Operation.Log10 => graph.Divide(inner, graph.Multiply(x, graph.Constant(Math.Log(10)))),
            Operation.Sqrt => graph.Divide(graph.Multiply(inner, graph.Constant(0.5)), number),
            Operation.Sin => graph.Multiply(inner, graph.Apply(Operation.Cos, x)),
            Operation.Cos => graph.Negate(graph.Multiply(inner, graph.Apply(Operation.Sin, x))),
            Operation.Tan => graph.Multiply(inner, graph.Add(one, Square(number))),
            Operation.Arcsin => graph.Divide(inner, Root(graph.Multiply(graph.Subtract(one, x), graph.Add(one, x)))),
            Operation.Arccos => graph.Negate(graph.Divide(inner, Root(graph.Multiply(graph.Subtract(one, x), graph.Add(one, x))))),
            Operation.Arctan => graph.Divide(inner, graph.Add(one, Square(x))),
            Operation.Sinh => graph.Multiply(inner, graph.Apply(Operation.Cosh, x)),
            Operation.Cosh => graph.Multiply(inner, graph.Apply(Operation.Sinh, x)),
            Operation.Tanh => graph.Multiply(inner, graph.Subtract(one, Square(number))),
            Operation.Arcsinh => graph.Divide(inner, Root(graph.Add(Square(x), one))),
            Operation.Arccosh => graph.Divide(inner, graph.Multiply(Root(graph.Subtract(x, one)), Root(graph.Add(x, one)))),
            Operation.Arctanh => graph.Divide(inner, graph.Multiply(graph.Subtract(one, x), graph.Add(one, x))),
            _ => throw new UnreachableException($"{node.Operation} has no rule of differentiation."),
        };
    }

    // d(a^b) = b a^(b-1) da + a^b ln(a) db
    private int? OfPower(int number, Node node)
    {
        int? byBase = Of(node.A) is int inner ? graph.Multiply(graph.Multiply(node.B, PowerLess1(number, node)), inner) : null;
        int? byExponent = Of(node.B) is int exponent ? graph.Multiply(graph.Multiply(number, graph.Apply(Operation.Ln, node.A)), exponent) : null;
        return Sum(byBase, byExponent);
    }

    // a^(b - 1). With a constant exponent the known power is divided by its base (but for 0), since a second power costs ten times as much;
    // at an infinite base the derivative is then NaN.
    private int PowerLess1(int number, Node node)
    {
        if (!graph.IsConstant(node.B, out double exponent))
        {
            return graph.Apply(Operation.Power, node.A, graph.Subtract(node.B, graph.Constant(1)));
        }

        int isZero = graph.Apply(Operation.Equal, node.A, graph.Constant(0));
        return graph.Apply(Operation.Select, isZero, graph.Constant(Math.Pow(0, exponent - 1)), graph.Divide(number, node.A));
    }

    private static int[] Filled(int count)
    {
        int[] derivatives = new int[count];
        Array.Fill(derivatives, -1);
        return derivatives;
    }

    private int Square(int x) => graph.Multiply(x, x);

    private int Root(int x) => graph.Apply(Operation.Sqrt, x);

    // An absent derivative is an exact 0, so 0*x and 0/x are 0 here whatever x is.
    private int? Sum(int? a, int? b) => a is null ? b : b is null ? a : graph.Add(a.Value, b.Value);

    private int? Opposite(int? a) => a is int x ? graph.Negate(x) : null;

    private int? Product(int? a, int factor) => a is int x ? graph.Multiply(x, factor) : null;

    private int? Ratio(int? a, int divisor) => a is int x ? graph.Divide(x, divisor) : null;

    private int? Branches(int condition, int? a, int? b) =>
        a is null && b is null ? null : graph.Apply(Operation.Select, condition, a ?? graph.Constant(0), b ?? graph.Constant(0));
}
