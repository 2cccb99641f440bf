using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Passes;

/// <summary>Simplifies one operation as a graph is built: constants are folded, neutral elements dropped, small powers turned into products.</summary>
/// <remarks>
/// <para>Results stay the same to the bit, with these exceptions: the sign of a zero may differ (<c>x + 0</c> and <c>0 - x</c>);
/// integer powers up to 8 and half-integer powers up to 4.5 are products, quotients and square roots (within 4 ulp of the true value,
/// and <c>pow(-inf, 0.5)</c> is NaN instead of infinity); a negative power is the reciprocal of the positive one, so that it is 0 where the latter
/// overflows.</para>
/// <para><c>0*x</c> and <c>x - x</c> are kept, since x may be infinite or NaN.</para>
/// </remarks>
internal static class Simplification
{
    /// <summary>The largest whole exponent whose power is a product.</summary>
    public const int LargestIntegerPower = 8;

    private const double LargestHalfPower = 4.5;

    /// <summary>The simplest known node for an operation on nodes.</summary>
    public static int Apply(ExpressionGraph graph, Operation operation, int a, int b, int c)
    {
        if (Fold(graph, operation, a, b, c) is int folded)
        {
            return folded;
        }

        int? simpler = operation switch
        {
            Operation.Add => Add(graph, a, b),
            Operation.Subtract => Subtract(graph, a, b),
            Operation.Multiply => Multiply(graph, a, b),
            Operation.Divide => Divide(graph, a, b),
            Operation.Negate => Negate(graph, a),
            Operation.Power => Power(graph, a, b),
            Operation.Select => Select(graph, a, b, c),
            _ => null,
        };
        return simpler ?? graph.Intern(new Node(operation, a, b, c));
    }

    private static int? Fold(ExpressionGraph graph, Operation operation, int a, int b, int c)
    {
        double x = 0, y = 0, z = 0;
        bool isConstant = graph.IsConstant(a, out x) && (b < 0 || graph.IsConstant(b, out y)) && (c < 0 || graph.IsConstant(c, out z));
        return isConstant ? graph.Constant(ScalarMath.Apply(operation, x, y, z)) : null;
    }

    private static bool IsZero(ExpressionGraph graph, int a) => graph.IsConstant(a, out double value) && value == 0;

    private static bool IsNegation(ExpressionGraph graph, int a, out int inner)
    {
        inner = graph[a].A;
        return graph[a].Operation == Operation.Negate;
    }

    private static int? Add(ExpressionGraph graph, int a, int b) =>
        IsZero(graph, a) ? b
        : IsZero(graph, b) ? a
        : IsNegation(graph, b, out int inner) ? graph.Subtract(a, inner)
        : IsNegation(graph, a, out inner) ? graph.Subtract(b, inner)
        : null;

    private static int? Subtract(ExpressionGraph graph, int a, int b) =>
        IsZero(graph, b) ? a
        : IsZero(graph, a) ? graph.Negate(b)
        : IsNegation(graph, b, out int inner) ? graph.Add(a, inner)
        : null;

    private static int? Multiply(ExpressionGraph graph, int a, int b) =>
        graph.Is(a, 1) ? b
        : graph.Is(b, 1) ? a
        : graph.Is(a, -1) ? graph.Negate(b)
        : graph.Is(b, -1) ? graph.Negate(a)
        : IsNegation(graph, a, out int inner) ? graph.Negate(graph.Multiply(inner, b))
        : IsNegation(graph, b, out inner) ? graph.Negate(graph.Multiply(a, inner))
        : null;

    private static int? Divide(ExpressionGraph graph, int a, int b) =>
        graph.Is(b, 1) ? a
        : graph.Is(b, -1) ? graph.Negate(a)
        : IsNegation(graph, a, out int inner) ? graph.Negate(graph.Divide(inner, b))
        : null;

    private static int? Negate(ExpressionGraph graph, int a) => IsNegation(graph, a, out int inner) ? inner : null;

    private static int? Select(ExpressionGraph graph, int condition, int a, int b) =>
        a == b ? a : graph.IsConstant(condition, out double value) ? (value != 0 ? a : b) : null;

    private static int? Power(ExpressionGraph graph, int a, int b)
    {
        if (graph.Is(a, 1))
        {
            return a;
        }

        if (!graph.IsConstant(b, out double exponent))
        {
            return null;
        }

        double size = Math.Abs(exponent);
        bool isInteger = size == Math.Floor(size) && size <= LargestIntegerPower;
        bool isHalf = size * 2 == Math.Floor(size * 2) && size <= LargestHalfPower;
        if (!isInteger && !isHalf)
        {
            return null;
        }

        int product = IntegerPower(graph, a, (int)size);
        if (!isInteger)
        {
            product = graph.Multiply(product, graph.Apply(Operation.Sqrt, a));
        }

        return exponent < 0 ? graph.Divide(graph.Constant(1), product) : product;
    }

    private static int IntegerPower(ExpressionGraph graph, int a, int exponent)
    {
        if (exponent == 0)
        {
            return graph.Constant(1);
        }

        int half = IntegerPower(graph, a, exponent / 2);
        int square = exponent == 1 ? graph.Constant(1) : graph.Multiply(half, half);
        return exponent % 2 == 0 ? square : graph.Multiply(square, a);
    }
}
