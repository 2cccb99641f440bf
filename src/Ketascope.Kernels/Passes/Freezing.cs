using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Passes;

/// <summary>
/// Takes the jumps out of expressions: each <see cref="Switch"/> becomes an element of the context (its mode), which the solver sets and keeps until the switch
/// turns. Between two turns an expression is then as smooth as its branches, on both sides of each turn, so that no step and no derivative is spoilt by a jump;
/// and a turn can be found, since each is a node of its own.
/// </summary>
/// <remarks><c>abs</c> and <c>rem</c> become what they are on each side of their kinks and jumps; where <c>min</c> and <c>max</c> bend is a switch
/// too.</remarks>
internal sealed class Freezing
{
    private readonly ExpressionGraph _graph;
    private readonly int _firstMode;
    private Dictionary<int, int> _rewritten = [];
    private bool _isForDerivatives;
    private readonly Dictionary<int, (bool Time, bool States)> _uses = [];
    private readonly Dictionary<int, int> _modeOf = [];
    private readonly List<Switch> _switches = [];

    /// <summary>Starts without switches.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="firstMode">The element of the context where the modes begin.</param>
    public Freezing(ExpressionGraph graph, int firstMode)
    {
        _graph = graph;
        _firstMode = firstMode;
    }

    /// <summary>The switches that were found, in the order of their modes.</summary>
    public IReadOnlyList<Switch> Switches => _switches;

    /// <summary>The nodes to compute instead of some roots.</summary>
    /// <param name="roots">The roots.</param>
    public int[] Rewrite(int[] roots)
    {
        int[] order = Schedule.PostOrder(_graph, roots);
        foreach (int number in order)
        {
            _uses[number] = UsesOf(_graph[number]);
        }

        HashSet<int> kept = Kept(order, roots);
        foreach (int number in order)
        {
            if (kept.Contains(number) && !_rewritten.ContainsKey(number))
            {
                _rewritten[number] = IsFixed(number) ? number : Rewrite(number, _graph[number]);
            }
        }

        return Array.ConvertAll(roots, root => _rewritten[root]);
    }

    /// <summary>The nodes to differentiate instead of some roots. <c>abs</c> stays what it is, so that its form tells that it is not negative.</summary>
    /// <param name="roots">The roots.</param>
    public int[] RewriteForDerivatives(int[] roots)
    {
        Dictionary<int, int> kept = _rewritten;
        (_rewritten, _isForDerivatives) = ([], true);
        int[] nodes = Rewrite(roots);
        (_rewritten, _isForDerivatives) = (kept, false);
        return nodes;
    }

    /// <summary>
    /// The nodes that are still needed when switches are modes: not those that only tell how a switch of time stands. The margin of a switch of states must be
    /// as smooth as the course of the states, or a search for its turns by a few places of a step would miss a kink.
    /// </summary>
    private HashSet<int> Kept(int[] order, int[] roots)
    {
        HashSet<int> kept = [.. roots];
        for (int i = order.Length - 1; i >= 0; i--)
        {
            Node node = _graph[order[i]];
            for (int k = 0; kept.Contains(order[i]) && (!IsSwitch(node.Operation) || _uses[order[i]].States) && k < Operations.Arity(node.Operation); k++)
            {
                kept.Add(node.Operand(k));
            }
        }

        return kept;
    }

    private static bool IsSwitch(Operation operation) =>
        operation is Operation.Floor or Operation.Ceiling or Operation.Sign or Operation.Quotient or (>= Operation.Less and <= Operation.NotEqual);

    private bool IsFixed(int number) => _uses[number] is (false, false);

    private (bool Time, bool States) UsesOf(Node node)
    {
        if (node.IsLeaf)
        {
            return (node.Operation == Operation.Time, node.Operation == Operation.State);
        }

        (bool time, bool states) = (false, false);
        for (int i = 0; i < Operations.Arity(node.Operation); i++)
        {
            (bool alsoTime, bool alsoStates) = _uses[node.Operand(i)];
            (time, states) = (time || alsoTime, states || alsoStates);
        }

        return (time, states);
    }

    private int Rewrite(int number, Node node)
    {
        switch (node.Operation)
        {
            case Operation.Time or Operation.State:
                return number;
            case Operation.Less or Operation.LessOrEqual or Operation.Equal or Operation.NotEqual:
                return Mode(number, _graph.Subtract(node.A, node.B));
            case Operation.Floor or Operation.Ceiling or Operation.Sign:
                return Mode(number, node.A);
            case Operation.Quotient:
                return Mode(number, _graph.Divide(node.A, node.B));
            case Operation.Remainder:
                return _graph.Subtract(_rewritten[node.A], _graph.Multiply(_rewritten[node.B], Known(_graph.Apply(Operation.Quotient, node.A, node.B))));
            case Operation.Abs:
                int isNegative = Known(_graph.Apply(Operation.Less, node.A, _graph.Constant(0)));
                if (_isForDerivatives)
                {
                    goto default;
                }

                // Either branch may give -0 where abs gives 0, and what divides by it would change its sign; the sum with 0 is 0 for both. It is not
                // simplified away, as it would be by Apply.
                int size = Select(isNegative, _graph.Negate(_rewritten[node.A]), _rewritten[node.A]);
                return _graph.Intern(new Node(Operation.Add, size, _graph.Constant(0), -1));
            case Operation.Min or Operation.Max:
                // They bend and do not jump, so they stay as they are; but where they bend is known.
                Known(_graph.Apply(Operation.LessOrEqual, node.A, node.B));
                goto default;
            case Operation.Select:
                return Select(Truth(node.A), _rewritten[node.B], _rewritten[node.C]);
            case Operation.Not:
                return _graph.Apply(Operation.Not, Truth(node.A));
            case Operation.And or Operation.Or or Operation.Xor:
                return _graph.Apply(node.Operation, Truth(node.A), Truth(node.B));
            default:
                return _graph.Apply(node.Operation, _rewritten[node.A], node.B < 0 ? -1 : _rewritten[node.B], node.C < 0 ? -1 : _rewritten[node.C]);
        }
    }

    private int Select(int condition, int a, int b) => _graph.Apply(Operation.Select, condition, a, b);

    /// <summary>A node that was made here, rewritten.</summary>
    private int Known(int number) => Rewrite([number])[0];

    /// <summary>An operand that counts as true or false; a number that is no truth value jumps where it is 0.</summary>
    private int Truth(int number) =>
        IsFixed(number) || IsTruth(_graph[number].Operation) ? _rewritten[number] : Known(_graph.Apply(Operation.NotEqual, number, _graph.Constant(0)));

    private static bool IsTruth(Operation operation) => operation is Operation.Not or (>= Operation.Less and <= Operation.Xor);

    private int Mode(int number, int margin)
    {
        if (!_modeOf.TryGetValue(number, out int mode))
        {
            mode = _firstMode + _switches.Count;
            _modeOf.Add(number, mode);
            (bool time, bool states) = _uses[number];
            _switches.Add(new Switch(number, margin, _graph[number].Operation, time, states));
        }

        return _graph.Context(mode);
    }
}
