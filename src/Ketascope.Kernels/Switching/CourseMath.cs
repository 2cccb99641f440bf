using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Switching;

/// <summary>
/// What each operation makes of courses: bounds that hold, if not the tightest (Moore, Kearfott, Cloud 2009, Introduction to Interval Analysis,
/// doi:10.1137/1.9780898717716).
/// </summary>
internal static class CourseMath
{
    private const double Pi = Math.PI;

    /// <summary>The course of an operation that is no leaf; operands beyond its arity are ignored.</summary>
    public static Course Apply(Operation operation, Course a, Course b, Course c)
    {
        bool isKnown = a.IsConstant && (Operations.Arity(operation) < 2 || b.IsConstant) && (Operations.Arity(operation) < 3 || c.IsConstant);
        return isKnown ? Course.Constant(ScalarMath.Apply(operation, a.Low, b.Low, c.Low))
            : operation switch
            {
                Operation.Select => IsFalse(a) ? c : IsTrue(a) ? b : Course.Jumping(Math.Min(b.Low, c.Low), Math.Max(b.High, c.High)),
                >= Operation.Add => Binary(operation, a, b),
                _ => Unary(operation, a),
            };
    }

    private static Course Unary(Operation operation, Course a) => operation switch
    {
        Operation.Negate => -a,
        Operation.Abs => a.Low >= 0 ? a : a.High <= 0 ? -a : Course.Of((0, Math.Max(-a.Low, a.High)), Course.Hull(a, -a).Slope),
        Operation.Sign => Course.Jumping(Math.Sign(a.Low), Math.Sign(a.High)),
        Operation.Floor => Course.Jumping(Math.Floor(a.Low), Math.Floor(a.High)),
        Operation.Ceiling => Course.Jumping(Math.Ceiling(a.Low), Math.Ceiling(a.High)),
        Operation.Not => Answer(IsFalse(a), IsTrue(a)),
        Operation.Sqrt when a.Low > 0 => a.Growing(Math.Sqrt, (0.5 / Math.Sqrt(a.High), 0.5 / Math.Sqrt(a.Low))),
        Operation.Sqrt when a.High >= 0 => Course.Of((0, Math.Sqrt(a.High)), Course.Anything.Slope),
        Operation.Exp => a.Growing(Math.Exp, (Math.Exp(a.Low), Math.Exp(a.High))),
        Operation.Ln when a.Low > 0 => a.Growing(Math.Log, (1 / a.High, 1 / a.Low)),
        Operation.Log10 when a.Low > 0 => a.Growing(Math.Log10, (0.43429448190325182 / a.High, 0.43429448190325182 / a.Low)),
        Operation.Sin => Course.Of(Wave(a.Value, 0), Course.Multiply(a.Slope, Wave(a.Value, Pi / 2))),
        Operation.Cos => Course.Of(Wave(a.Value, Pi / 2), Course.Multiply(a.Slope, Wave(a.Value, Pi))),
        Operation.Tan when Math.Floor((a.Low / Pi) + 0.5) == Math.Floor((a.High / Pi) + 0.5) => a.Growing(Math.Tan),
        Operation.Arctan => a.Growing(Math.Atan, (0, 1)),
        Operation.Arcsin when a.Low >= -1 && a.High <= 1 => a.Growing(Math.Asin),
        Operation.Arccos when a.Low >= -1 && a.High <= 1 => Course.Of((Math.Acos(a.High), Math.Acos(a.Low)), Course.Anything.Slope),
        Operation.Sinh => a.Growing(Math.Sinh),
        Operation.Tanh => a.Growing(Math.Tanh, (0, 1)),
        Operation.Cosh => a.Low >= 0 ? a.Growing(Math.Cosh) : a.High <= 0 ? (-a).Growing(Math.Cosh)
            : Course.Of((1, Math.Cosh(Math.Max(-a.Low, a.High))), Course.Anything.Slope),
        Operation.Arcsinh => a.Growing(Math.Asinh),
        Operation.Arccosh when a.Low >= 1 => a.Growing(Math.Acosh),
        Operation.Arctanh when a.Low > -1 && a.High < 1 => a.Growing(Math.Atanh),
        _ => Course.Anything,
    };

    private static Course Binary(Operation operation, Course a, Course b) => operation switch
    {
        Operation.Add => a + b,
        Operation.Subtract => a - b,
        Operation.Multiply => a * b,
        Operation.Divide => a / b,
        Operation.Power => Power(a, b),
        Operation.Quotient => (a / b) is var ratio ? Course.Jumping(Math.Truncate(ratio.Low), Math.Truncate(ratio.High)) : default,
        Operation.Remainder => Remainder(a, b),
        Operation.Min => a.High <= b.Low ? a : b.High <= a.Low ? b : Course.Of((Math.Min(a.Low, b.Low), Math.Min(a.High, b.High)), Course.Hull(a, b).Slope),
        Operation.Max => a.Low >= b.High ? a : b.Low >= a.High ? b : Course.Of((Math.Max(a.Low, b.Low), Math.Max(a.High, b.High)), Course.Hull(a, b).Slope),
        Operation.Less => Answer(a.High < b.Low, a.Low >= b.High),
        Operation.LessOrEqual => Answer(a.High <= b.Low, a.Low > b.High),
        Operation.Equal => Answer(false, a.High < b.Low || a.Low > b.High),
        Operation.NotEqual => Answer(a.High < b.Low || a.Low > b.High, false),
        Operation.And => Answer(IsTrue(a) && IsTrue(b), IsFalse(a) || IsFalse(b)),
        Operation.Or => Answer(IsTrue(a) || IsTrue(b), IsFalse(a) && IsFalse(b)),
        Operation.Xor => Answer((IsTrue(a) && IsFalse(b)) || (IsFalse(a) && IsTrue(b)), (IsTrue(a) && IsTrue(b)) || (IsFalse(a) && IsFalse(b))),
        _ => Course.Anything,
    };

    private static Course Power(Course a, Course b)
    {
        if (b.IsConstant && b.Low == Math.Floor(b.Low) && b.Low is >= 0 and <= 64)
        {
            return WholePower(a, (int)b.Low);
        }

        // a^b = exp(b ln a).
        return a.Low > 0 ? Unary(Operation.Exp, b * Unary(Operation.Ln, a))
            : a.Low >= 0 && b.IsConstant && b.Low > 0 ? Course.Of((0, Math.Pow(a.High, b.Low)), Course.Anything.Slope)
            : Course.Anything;
    }

    private static Course WholePower(Course a, int exponent)
    {
        if (exponent == 0)
        {
            return Course.Constant(1);
        }

        (double low, double high) = (Math.Pow(a.Low, exponent), Math.Pow(a.High, exponent));
        (double, double) value = exponent % 2 == 1 ? (low, high) : a.Low >= 0 ? (low, high) : a.High <= 0 ? (high, low) : (0, Math.Max(low, high));
        (double, double) derivative = exponent == 1 ? (1, 1)
            : Course.Multiply((exponent, exponent), WholePower(a with { SlopeLow = 0, SlopeHigh = 0 }, exponent - 1).Value);
        return Course.Of(value, Course.Multiply(a.Slope, derivative));
    }

    private static Course Remainder(Course a, Course b)
    {
        Course ratio = a / b;
        if (Math.Truncate(ratio.Low) == Math.Truncate(ratio.High))
        {
            return a - (b * Course.Constant(Math.Truncate(ratio.Low)));
        }

        double most = Math.Max(Math.Abs(b.Low), Math.Abs(b.High));
        return Course.Jumping(a.Low >= 0 ? 0 : -most, a.High <= 0 ? 0 : most);
    }

    /// <summary>The bounds of sin(x + phase).</summary>
    private static (double Low, double High) Wave((double Low, double High) x, double phase)
    {
        double from = x.Low + phase, to = x.High + phase;
        if (!(to - from < 2 * Pi))
        {
            return (-1, 1);
        }

        bool HasTop(double top) => Math.Ceiling((from - top) / (2 * Pi)) * 2 * Pi <= to - top;
        (double a, double b) = (Math.Sin(from), Math.Sin(to));
        return (HasTop(-Pi / 2) ? -1 : Math.Min(a, b), HasTop(Pi / 2) ? 1 : Math.Max(a, b));
    }

    private static bool IsFalse(Course a) => a.Low == 0 && a.High == 0;

    private static bool IsTrue(Course a) => a.Low > 0 || a.High < 0;

    private static Course Answer(bool isTrue, bool isFalse) => isTrue ? Course.Constant(1) : isFalse ? Course.Constant(0) : Course.Jumping(0, 1);
}
