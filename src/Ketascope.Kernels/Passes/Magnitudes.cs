using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Passes;

/// <summary>Which nodes of a graph may be exactly 0, and which may be infinite, where the states are ordinary numbers.</summary>
/// <remarks>
/// What depends on parameters alone counts as neither, and parameters and states count as positive or 0: a sum is 0 only where all its terms may be (a binding
/// constant plus a concentration is not), or where a term may be negative; a difference may always be. Products and whole powers of states count as finite: the
/// eighth power overflows above 1e38.
/// </remarks>
internal sealed class Magnitudes
{
    private readonly bool[] _varies;
    private readonly bool[] _mayBeNegative;
    private readonly bool[] _mayVanish;
    private readonly bool[] _mayBeInfinite;

    /// <summary>Judges all nodes that a graph has by now.</summary>
    public Magnitudes(ExpressionGraph graph)
    {
        _varies = new bool[graph.Count];
        _mayBeNegative = new bool[graph.Count];
        _mayVanish = new bool[graph.Count];
        _mayBeInfinite = new bool[graph.Count];
        for (int number = 0; number < graph.Count; number++)
        {
            Node node = graph[number];
            _varies[number] = DoesVary(node);
            _mayBeNegative[number] = node.Operation == Operation.Constant ? node.Value < 0 : !node.IsLeaf && IsNegative(node);
            _mayVanish[number] = node.Operation == Operation.Constant ? node.Value == 0 : _varies[number] && Vanishes(node);
            _mayBeInfinite[number] = _varies[number] && !node.IsLeaf && IsInfinite(graph, node);
        }
    }

    /// <summary>Whether a node depends on the states or on time.</summary>
    public bool Varies(int node) => node < _varies.Length && _varies[node];

    /// <summary>Whether a node may be exactly 0.</summary>
    public bool MayVanish(int node) => node < _mayVanish.Length && _mayVanish[node];

    /// <summary>Whether a node may be infinite.</summary>
    public bool MayBeInfinite(int node) => node < _mayBeInfinite.Length && _mayBeInfinite[node];

    private bool DoesVary(Node node)
    {
        bool varies = node.Operation is Operation.State or Operation.Time;
        for (int i = 0; i < Operations.Arity(node.Operation); i++)
        {
            varies |= _varies[node.Operand(i)];
        }

        return varies;
    }

    private bool IsNegative(Node node) => node.Operation switch
    {
        Operation.Exp or Operation.Cosh or Operation.Sqrt or Operation.Abs or Operation.Power or (>= Operation.Less and <= Operation.Xor) or Operation.Not => false,
        Operation.Multiply when node.A == node.B => false,
        Operation.Add or Operation.Multiply or Operation.Divide or Operation.Min or Operation.Max => _mayBeNegative[node.A] || _mayBeNegative[node.B],
        Operation.Select => _mayBeNegative[node.B] || _mayBeNegative[node.C],
        Operation.Sinh or Operation.Tanh or Operation.Arctan or Operation.Arcsinh => _mayBeNegative[node.A],
        _ => true,
    };

    private bool Vanishes(Node node) => node.Operation switch
    {
        Operation.Negate or Operation.Abs or Operation.Sqrt => _mayVanish[node.A],
        Operation.Cosh or Operation.Factorial => false,
        Operation.Add => (_mayVanish[node.A] && _mayVanish[node.B]) || _mayBeNegative[node.A] || _mayBeNegative[node.B],
        Operation.Max => (_mayVanish[node.A] || _mayBeNegative[node.A]) && (_mayVanish[node.B] || _mayBeNegative[node.B]),
        Operation.Multiply or Operation.Min => _mayVanish[node.A] || _mayVanish[node.B],
        Operation.Divide => _mayVanish[node.A] || _mayBeInfinite[node.B],
        Operation.Power => _mayVanish[node.A] || _mayBeInfinite[node.A] || _varies[node.B],
        Operation.Select => _mayVanish[node.B] || _mayVanish[node.C],
        _ => true,
    };

    private bool IsInfinite(ExpressionGraph graph, Node node) => node.Operation switch
    {
        Operation.Exp or Operation.Sinh or Operation.Cosh or Operation.Arctanh => true,
        Operation.Ln or Operation.Log10 => _mayVanish[node.A] || _mayBeInfinite[node.A],
        Operation.Divide => _mayVanish[node.B] || _mayBeInfinite[node.A],
        Operation.Power => _mayBeInfinite[node.A] || _varies[node.B] || (_mayVanish[node.A] && !(graph.IsConstant(node.B, out double exponent) && exponent > 0)),
        Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Min or Operation.Max => _mayBeInfinite[node.A] || _mayBeInfinite[node.B],
        Operation.Negate or Operation.Abs or Operation.Sqrt or Operation.Arcsinh or Operation.Arccosh => _mayBeInfinite[node.A],
        Operation.Select => _mayBeInfinite[node.B] || _mayBeInfinite[node.C],
        _ => false,
    };
}
