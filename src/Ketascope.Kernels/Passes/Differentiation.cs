using System.Diagnostics;
using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Passes;

/// <summary>Symbolic derivatives of nodes by the chain rule, in forward mode: one variable at a time through all nodes that depend on it.</summary>
/// <remarks>
/// <para>Piecewise functions, <c>min</c>, <c>max</c> and <c>abs</c> are differentiated branch by branch (at a kink the derivative is that of the branch taken);
/// functions that move in steps have derivative 0; <c>factorial</c> is defined on whole numbers only and has derivative 0 as well.</para>
/// <para>A derivative is finite where the value is, for states of ordinary size. Where the true one is infinite at a finite value (<c>sqrt(x)</c>, <c>x^0.7</c>
/// at 0), or steeper than 1e30 next to it, it is 0: the step is then explicit in that direction, and its error estimate sees what the slope does. A huge number
/// in its place would hold the state where it is, with no error to be seen (x' = 1 - sqrt(x) would never leave 0), or throw it below 0 at any step. A
/// Rosenbrock method loses its order in such a step.</para>
/// </remarks>
internal sealed partial class Differentiation
{
    // Beyond what any units make of a rate: the square root of 2.5e-61 is as steep, and that of 6e23 x (molecules from mol) at x = 1.5e-37.
    private const double SteepestSlope = 1e30;

    // Of the products that Simplification makes of whole powers.
    private const int DeepestPower = 6;

    private readonly ExpressionGraph _graph;
    private readonly DifferentiableForm _form;
    private readonly Magnitudes _magnitudes;

    // The derivative of each node with respect to the current variable, -1 where it is an exact 0, for the nodes that were there at the start.
    private readonly int[] _derivatives;
    private readonly List<int> _found = [];

    /// <summary>Prepares to differentiate the nodes that a graph has by now.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="form">The form of the rates that is differentiated.</param>
    public Differentiation(ExpressionGraph graph, DifferentiableForm form)
    {
        _graph = graph;
        _form = form;
        _magnitudes = new Magnitudes(graph);
        _derivatives = new int[graph.Count];
        Array.Fill(_derivatives, -1);
    }

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
        _scaled.Clear();
        foreach (int number in dependents)
        {
            int? derivative = number == variable ? _graph.Constant(1) : Of(number, _graph[number]);
            if (derivative is int found && !_graph.Is(found, 0))
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
        Operation.Multiply => OfHalfPower(node) ?? Sum(Product(Of(node.A), node.B), Product(Of(node.B), node.A)),
        Operation.Divide => OfQuotient(number, node),
        Operation.Power => OfPower(node, number),
        Operation.Remainder => Sum(Of(node.A), Opposite(Product(Of(node.B), _graph.Apply(Operation.Quotient, node.A, node.B)))),
        Operation.Min => Branches(_graph.Apply(Operation.LessOrEqual, node.A, node.B), Of(node.A), Of(node.B)),
        Operation.Max => Branches(_graph.Apply(Operation.LessOrEqual, node.B, node.A), Of(node.A), Of(node.B)),
        Operation.Select when _form.KeptBy(number) is { } kept => Of(kept.Number),
        Operation.Select => Branches(node.A, Of(node.B), Of(node.C)),
        _ => Of(node.A) is int inner ? OfFunction(number, node, inner) : null,
    };

    private int? OfFunction(int number, Node node, int inner)
    {
        int x = node.A;
        int one = _graph.Constant(1);
        return node.Operation switch
        {
            Operation.Negate => _graph.Negate(inner),
            Operation.Abs => Branches(_graph.Apply(Operation.Less, x, _graph.Constant(0)), _graph.Negate(inner), inner),
            Operation.Exp => Times(number, inner, x),
            Operation.Ln => Over(x, x),
            Operation.Log10 => Product(Over(x, x), _graph.Constant(1 / Math.Log(10))),
            Operation.Sqrt => OfRoot(number, x, inner),
            Operation.Sin => _graph.Multiply(inner, _graph.Apply(Operation.Cos, x)),
            Operation.Cos => _graph.Negate(_graph.Multiply(inner, _graph.Apply(Operation.Sin, x))),
            Operation.Tan => _graph.Multiply(inner, _graph.Add(one, Square(number))),
            Operation.Arcsin => Over(x, InfiniteForZero(Root(_graph.Multiply(_graph.Subtract(one, x), _graph.Add(one, x))))),
            Operation.Arccos => Opposite(Over(x, InfiniteForZero(Root(_graph.Multiply(_graph.Subtract(one, x), _graph.Add(one, x)))))),
            Operation.Arctan => Over(x, _graph.Add(one, Square(x))),
            Operation.Sinh => Times(_graph.Apply(Operation.Cosh, x), inner, x),
            Operation.Cosh => Times(_graph.Apply(Operation.Sinh, x), inner, x),
            Operation.Tanh => Times(_graph.Subtract(one, Square(number)), inner, x),
            Operation.Arcsinh => Over(x, RootOfSquarePlus1(x)),
            Operation.Arccosh => Over(x, InfiniteForZero(_graph.Multiply(Root(_graph.Subtract(x, one)), Root(_graph.Add(x, one))))),
            Operation.Arctanh => Over(x, _graph.Multiply(_graph.Subtract(one, x), _graph.Add(one, x))),
            _ => throw new UnreachableException($"{node.Operation} has no rule of differentiation."),
        };
    }

    private int? OfRoot(int number, int x, int inner)
    {
        bool maySteepen = _magnitudes.MayVanish(x);
        int half = _graph.Constant(0.5);
        if (_magnitudes.MayBeInfinite(x))
        {
            return Product(Over(x, maySteepen ? InfiniteForZero(number) : number), half);
        }

        int slope = _graph.Divide(_graph.Multiply(inner, half), number);
        return maySteepen ? Bounded(slope) : slope;
    }

    // x^k sqrt(x), as powers are simplified to, has the derivative (k + 1/2) x^(k - 1) sqrt(x), without a division.
    private int? OfHalfPower(Node node)
    {
        (int root, int other) = _graph[node.A].Operation == Operation.Sqrt ? (node.A, node.B) : (node.B, node.A);
        int x = _graph[root].A;
        if (_graph[root].Operation != Operation.Sqrt || Of(x) is not int inner || WholePower(other, x, DeepestPower) is not (> 0 and <= Simplification.LargestIntegerPower and int whole))
        {
            return null;
        }

        int power = _graph.Multiply(_graph.Apply(Operation.Power, x, _graph.Constant(whole - 1)), root);
        return _graph.Multiply(inner, _graph.Multiply(_graph.Constant(whole + 0.5), power));
    }

    // k where a node is x^k as a product of products, or 0.
    private int WholePower(int number, int x, int depth)
    {
        Node node = _graph[number];
        if (number == x || node.Operation != Operation.Multiply || depth == 0)
        {
            return number == x ? 1 : 0;
        }

        (int a, int b) = (WholePower(node.A, x, depth - 1), WholePower(node.B, x, depth - 1));
        return a > 0 && b > 0 ? a + b : 0;
    }

    // d(a/b) = (da - (a/b) db)/b, and where b may be infinite da/b - (a/b) (db/b).
    private int? OfQuotient(int number, Node node)
    {
        bool isScaled = _magnitudes.MayBeInfinite(node.B) && Of(node.B) is not null;
        return isScaled
            ? Sum(Over(node.A, node.B), Opposite(Product(Over(node.B, node.B), number)))
            : Ratio(Sum(Of(node.A), Opposite(Product(Of(node.B), number))), node.B);
    }

    // d(a^b) = b (a^b/a) da + a^b ln(a) db: the known power is divided by its base, since a second power costs ten times as much. The value that stands for a^b
    // may be a part of it.
    private int? OfPower(Node node, int value)
    {
        int? byExponent = Of(node.B) is int exponent ? Times(_graph.Multiply(value, LnOfBase(node.A)), exponent, node.B) : null;
        if (Of(node.A) is not int inner)
        {
            return byExponent;
        }

        int byBase = _magnitudes.MayBeInfinite(node.A)
            ? Times(_graph.Multiply(node.B, value), Over(node.A, DivisorOfPower(node))!.Value, node.A)
            : IsSteepAtZero(node) ? Bounded(_graph.Multiply(inner, _graph.Multiply(node.B, _graph.Divide(value, node.A))))
            : _graph.Multiply(inner, _graph.Multiply(node.B, _graph.Divide(value, DivisorOfPower(node))));
        return Sum(byBase, byExponent);
    }

    private bool IsSteepAtZero(Node power) => _graph.IsConstant(power.B, out double exponent) && exponent is > 0 and < 1;

    // The base, but at a base of 0 a number that makes the quotient the limit: the power is 0 there for positive exponents, and its slope is infinite below an
    // exponent of 1, for which 0 is taken.
    private int DivisorOfPower(Node node)
    {
        if (_graph.IsConstant(node.B, out double exponent))
        {
            return exponent > 0 ? InfiniteForZero(node.A) : node.A;
        }

        if (_form.KeptBy(node.A) is not { } kept)
        {
            return node.A;
        }

        int isSteep = _graph.Apply(Operation.And, _graph.Apply(Operation.Less, _graph.Constant(0), node.B), _graph.Apply(Operation.Less, node.B, _graph.Constant(1)));
        int atZero = _graph.Apply(Operation.Select, isSteep, _graph.Constant(double.PositiveInfinity), _graph.Constant(DifferentiableForm.Closest));
        return _graph.Apply(Operation.Select, kept.IsClose, atZero, kept.Number);
    }

    // 0^b is 0 and stays so. A base that varies has been kept from 0.
    private int LnOfBase(int x)
    {
        int isZero = _graph.Apply(Operation.Equal, x, _graph.Constant(0));
        return _graph.Apply(Operation.Ln, _magnitudes.Varies(x) ? x : _graph.Apply(Operation.Select, isZero, _graph.Constant(1), x));
    }

    // A divisor for which a slope that is infinite becomes 0.
    private int InfiniteForZero(int x) => _graph.Apply(Operation.Select, _graph.Apply(Operation.Equal, x, _graph.Constant(0)), _graph.Constant(double.PositiveInfinity), x);

    // A slope, or 0 where it is too steep or not a number.
    private int Bounded(int slope)
    {
        int isUsable = _graph.Apply(Operation.Less, _graph.Apply(Operation.Abs, slope), _graph.Constant(SteepestSlope));
        return _graph.Apply(Operation.Select, isUsable, slope, _graph.Constant(0));
    }

    // The square overflows long before the root does, which is then x itself as far as it can be seen.
    private int RootOfSquarePlus1(int x)
    {
        int one = _graph.Constant(1);
        int root = Root(_graph.Add(Square(x), one));
        return _magnitudes.MayBeInfinite(x) ? _graph.Apply(Operation.Min, root, _graph.Add(_graph.Apply(Operation.Abs, x), one)) : root;
    }

    private int Square(int x) => _graph.Multiply(x, x);

    private int Root(int x) => _graph.Apply(Operation.Sqrt, x);

    // An absent derivative is an exact 0, so 0*x and 0/x are 0 here whatever x is.
    private int? Sum(int? a, int? b) => a is null ? b : b is null ? a : _graph.Add(a.Value, b.Value);

    private int? Opposite(int? a) => a is int x ? _graph.Negate(x) : null;

    private int? Product(int? a, int factor) => a is int x ? _graph.Multiply(x, factor) : null;

    private int? Ratio(int? a, int divisor) => a is int x ? _graph.Divide(x, divisor) : null;

    private int? Branches(int condition, int? a, int? b) =>
        a is null && b is null ? null : _graph.Apply(Operation.Select, condition, a ?? _graph.Constant(0), b ?? _graph.Constant(0));
}
