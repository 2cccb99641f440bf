using System.Runtime.CompilerServices;
using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Passes;

/// <summary>Derivatives of what may be infinite, as parts of a divisor that is infinite with it.</summary>
internal sealed partial class Differentiation
{
    private readonly Dictionary<(int Number, int Scale), int?> _scaled = [];

    /// <summary>
    /// The derivative of a node divided by another, without a number on the way that is infinite while the quotient is not: e^x and 1 + e^x beyond x = 709.
    /// </summary>
    private int? Over(int number, int scale)
    {
        if (Of(number) is not int derivative)
        {
            return null;
        }

        // A sum of many thousand terms is too deep for the stack.
        if (!_magnitudes.MayBeInfinite(number) || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return _graph.Divide(derivative, scale);
        }

        if (!_scaled.TryGetValue((number, scale), out int? quotient))
        {
            quotient = (number == scale ? Relative(_graph[number]) : null) ?? FindOver(number, _graph[number], scale) ?? _graph.Divide(derivative, scale);
            _scaled.Add((number, scale), quotient);
        }

        return quotient;
    }

    // The derivative of a product divided by the product itself, which is not 0 where that quotient counts.
    private int? Relative(Node node) => node.Operation switch
    {
        Operation.Negate => Over(node.A, node.A),
        Operation.Multiply => Sum(Over(node.A, node.A), Over(node.B, node.B)),
        Operation.Divide => Sum(Over(node.A, node.A), Opposite(Over(node.B, node.B))),
        Operation.Power => OfPower(node, _graph.Constant(1)),
        Operation.Exp when !_magnitudes.MayBeInfinite(node.A) => Of(node.A),
        Operation.Cosh when !_magnitudes.MayBeInfinite(node.A) => Product(Of(node.A), _graph.Apply(Operation.Tanh, node.A)),
        Operation.Sinh when !_magnitudes.MayBeInfinite(node.A) => Ratio(Of(node.A), _graph.Apply(Operation.Tanh, node.A)),
        _ => null,
    };

    private int? FindOver(int number, Node node, int scale) => node.Operation switch
    {
        Operation.Negate => Opposite(Over(node.A, scale)),
        Operation.Abs => Branches(_graph.Apply(Operation.Less, node.A, _graph.Constant(0)), Opposite(Over(node.A, scale)), Over(node.A, scale)),
        Operation.Min => Branches(_graph.Apply(Operation.LessOrEqual, node.A, node.B), Over(node.A, scale), Over(node.B, scale)),
        Operation.Max => Branches(_graph.Apply(Operation.LessOrEqual, node.B, node.A), Over(node.A, scale), Over(node.B, scale)),
        Operation.Add => Sum(Over(node.A, scale), Over(node.B, scale)),
        Operation.Subtract => Sum(Over(node.A, scale), Opposite(Over(node.B, scale))),
        Operation.Multiply => Sum(Product(Over(node.A, scale), Limited(node.B)), Product(Over(node.B, scale), Limited(node.A))),
        Operation.Divide => Sum(NumeratorOver(node, scale), Opposite(Product(Over(node.B, node.B), _graph.Divide(Limited(number), scale)))),
        Operation.Power => OfPower(node, _graph.Divide(Limited(number), scale)),
        Operation.Exp => Times(_graph.Divide(Limited(number), scale), Of(node.A)!.Value, node.A),
        Operation.Sinh => Times(_graph.Divide(AtMost(_graph.Apply(Operation.Cosh, node.A)), scale), Of(node.A)!.Value, node.A),
        Operation.Cosh => Times(_graph.Divide(AtLeast(AtMost(_graph.Apply(Operation.Sinh, node.A))), scale), Of(node.A)!.Value, node.A),
        Operation.Select => _form.KeptBy(number) is { } kept ? Over(kept.Number, scale) : Branches(node.A, Over(node.B, scale), Over(node.C, scale)),
        _ => null,
    };

    /// <summary>
    /// The derivative of a numerator divided by its denominator and by a scale: by the scale first, which may be infinite with the numerator; but where that
    /// is infinite, because the scale is small beside a numerator that is only large, by the denominator first.
    /// </summary>
    private int? NumeratorOver(Node quotient, int scale)
    {
        int? byScale = Ratio(Over(quotient.A, scale), quotient.B);
        if (byScale is not { } usual || !_magnitudes.MayBeInfinite(quotient.B) || Ratio(Over(quotient.A, quotient.B), scale) is not { } other)
        {
            return byScale;
        }

        int isFinite = _graph.Apply(Operation.LessOrEqual, _graph.Apply(Operation.Abs, usual), _graph.Constant(double.MaxValue));
        return _graph.Apply(Operation.Select, isFinite, usual, other);
    }

    /// <summary>The product of an outer and an inner derivative; where the inner one may be infinite, an outer one of exactly 0 makes it 0.</summary>
    private int Times(int outer, int inner, int argument)
    {
        int product = _graph.Multiply(inner, outer);
        return _magnitudes.MayBeInfinite(argument)
            ? _graph.Apply(Operation.Select, _graph.Apply(Operation.Equal, outer, _graph.Constant(0)), _graph.Constant(0), product)
            : product;
    }

    /// <summary>A node, with the largest numbers in the place of infinite ones.</summary>
    private int Limited(int number) =>
        !_magnitudes.MayBeInfinite(number) ? number
        : _graph[number].Operation is Operation.Exp or Operation.Cosh or Operation.Power ? AtMost(number)
        : AtLeast(AtMost(number));

    private int AtMost(int number) => _graph.Apply(Operation.Min, number, _graph.Constant(double.MaxValue));

    private int AtLeast(int number) => _graph.Apply(Operation.Max, number, _graph.Constant(-double.MaxValue));
}
