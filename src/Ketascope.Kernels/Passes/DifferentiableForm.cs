using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Passes;

/// <summary>
/// The form of rates of change that is differentiated for the Jacobian. It has the rates' values but for this: where an infinite value would vanish again in a
/// finite one, as in <c>1/(1 + K/x)</c> and <c>exp(-1/x)</c> at x = 0, a divisor or an argument of a logarithm that is closer to 0 than 1e-140 counts as
/// 1e-140, so that the derivative is its limit and not 0 times infinity. The same goes for every base of a power whose exponent is not a constant.
/// </summary>
internal sealed class DifferentiableForm
{
    /// <summary>How close to 0 such a number is let.</summary>
    public const double Closest = 1e-140;

    private readonly ExpressionGraph _graph;
    private readonly Magnitudes _magnitudes;
    private readonly HashSet<int> _absorbed = [];
    private readonly Dictionary<int, int> _rewritten = [];
    private readonly Dictionary<int, KeptNumber> _kept = [];

    /// <summary>Rewrites rates of change.</summary>
    public DifferentiableForm(ExpressionGraph graph, int[] rates)
    {
        _graph = graph;
        _magnitudes = new Magnitudes(graph);
        int[] order = Schedule.PostOrder(graph, rates);
        for (int i = order.Length - 1; i >= 0; i--)
        {
            FindAbsorbed(order[i], graph[order[i]]);
        }

        foreach (int number in order)
        {
            _rewritten[number] = graph[number].IsLeaf ? number : Rewrite(number, graph[number]);
        }

        Rates = Array.ConvertAll(rates, rate => _rewritten[rate]);
    }

    /// <summary>The rates in this form.</summary>
    public int[] Rates { get; }

    /// <summary>What a node keeps from 0, or null when it is no such node.</summary>
    public KeptNumber? KeptBy(int node) => _kept.GetValueOrDefault(node);

    // Absorbed: what may be infinite while the rate of change is finite. Users come before their operands here.
    private void FindAbsorbed(int number, Node node)
    {
        bool isAbsorbed = _absorbed.Contains(number);
        for (int i = 0; i < Operations.Arity(node.Operation); i++)
        {
            int operand = node.Operand(i);
            if (_magnitudes.MayBeInfinite(operand) && (isAbsorbed || Absorbs(node.Operation, i)))
            {
                _absorbed.Add(operand);
            }
        }
    }

    private static bool Absorbs(Operation operation, int position) => operation switch
    {
        Operation.Divide => position == 1,
        Operation.Exp or Operation.Tanh or Operation.Arctan or Operation.Power => true,
        _ => false,
    };

    private int Rewrite(int number, Node node)
    {
        bool isAbsorbed = _absorbed.Contains(number);
        int a = _rewritten[node.A];
        int b = node.B < 0 ? -1 : _rewritten[node.B];
        int c = node.C < 0 ? -1 : _rewritten[node.C];
        switch (node.Operation)
        {
            case Operation.Divide when isAbsorbed && _magnitudes.MayVanish(node.B):
                b = KeepFromZero(b);
                break;
            case Operation.Ln or Operation.Log10 when isAbsorbed && _magnitudes.MayVanish(node.A):
            case Operation.Power when _magnitudes.MayVanish(node.A) && IsOpenExponent(node.B, isAbsorbed):
                a = KeepFromZero(a);
                break;
        }

        return (a, b, c) == (node.A, node.B, node.C) ? number : _graph.Apply(node.Operation, a, b, c);
    }

    private bool IsOpenExponent(int exponent, bool isAbsorbed) => !_graph.IsConstant(exponent, out double value) || (isAbsorbed && value < 0);

    private int KeepFromZero(int number)
    {
        int closest = _graph.Constant(Closest);
        int isClose = _graph.Apply(Operation.Less, _graph.Apply(Operation.Abs, number), closest);
        int kept = _graph.Apply(Operation.Select, isClose, closest, number);
        _kept.TryAdd(kept, new KeptNumber(number, isClose));
        return kept;
    }
}

/// <summary>A number that is kept from 0.</summary>
/// <param name="Number">Its node.</param>
/// <param name="IsClose">The node of the condition that it is too close.</param>
internal sealed record KeptNumber(int Number, int IsClose);
