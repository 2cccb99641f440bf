using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Passes;

/// <summary>
/// Expressions as a directed acyclic graph in which equal subexpressions are one node (hash-consing), simplified as it is built.
/// Operands are always made before the nodes that use them, so that ascending numbers are an order of evaluation.
/// </summary>
internal sealed class ExpressionGraph
{
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<Node, int> _numbers = [];

    /// <summary>The number of nodes.</summary>
    public int Count => _nodes.Count;

    /// <summary>The node of a number.</summary>
    public Node this[int number] => _nodes[number];

    /// <summary>The node of a constant.</summary>
    public int Constant(double value) => Intern(new Node(Operation.Constant, Bits: BitConverter.DoubleToInt64Bits(value)));

    /// <summary>The node of the time.</summary>
    public int Time() => Intern(new Node(Operation.Time));

    /// <summary>The node of a state variable.</summary>
    public int State(int index) => Intern(new Node(Operation.State, index));

    /// <summary>The node of an element of the context: a parameter, or a hoisted term behind the parameters.</summary>
    public int Context(int index) => Intern(new Node(Operation.Context, index));

    /// <summary>The node of an operation on nodes, simplified.</summary>
    public int Apply(Operation operation, int a, int b = -1, int c = -1) => Simplification.Apply(this, operation, a, b, c);

    /// <summary>The node of a sum.</summary>
    public int Add(int a, int b) => Apply(Operation.Add, a, b);

    /// <summary>The node of a difference.</summary>
    public int Subtract(int a, int b) => Apply(Operation.Subtract, a, b);

    /// <summary>The node of a product.</summary>
    public int Multiply(int a, int b) => Apply(Operation.Multiply, a, b);

    /// <summary>The node of a quotient.</summary>
    public int Divide(int a, int b) => Apply(Operation.Divide, a, b);

    /// <summary>The node of the opposite number.</summary>
    public int Negate(int a) => Apply(Operation.Negate, a);

    /// <summary>Whether a node is a constant, and which.</summary>
    public bool IsConstant(int number, out double value)
    {
        Node node = _nodes[number];
        value = node.Value;
        return node.Operation == Operation.Constant;
    }

    /// <summary>Whether a node is this constant (bit for bit).</summary>
    public bool Is(int number, double value) =>
        _nodes[number].Operation == Operation.Constant && _nodes[number].Bits == BitConverter.DoubleToInt64Bits(value);

    /// <summary>The number of a node exactly as given: the old one if there is an equal node.</summary>
    public int Intern(Node node)
    {
        if (Operations.IsCommutative(node.Operation) && node.A > node.B)
        {
            node = node with { A = node.B, B = node.A };
        }

        if (!_numbers.TryGetValue(node, out int number))
        {
            number = _nodes.Count;
            _nodes.Add(node);
            _numbers.Add(node, number);
        }

        return number;
    }
}
