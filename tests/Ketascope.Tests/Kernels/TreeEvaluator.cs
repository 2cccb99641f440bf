using System.Diagnostics;
using Ketascope.Language.Expressions;

namespace Ketascope.Tests.Kernels;

/// <summary>Evaluates expression trees straight from the definitions of the functions: no graph, no simplification, nothing shared with the kernels.</summary>
internal static class TreeEvaluator
{
    public static double Evaluate(Expression expression, Func<string, double> valueOf, double time = 0) => expression switch
    {
        NumberExpression number => number.Value,
        TimeExpression => time,
        NameExpression name => valueOf(name.Name),
        CallExpression call => Apply(call.Function, [.. call.Arguments.Select(argument => Evaluate(argument, valueOf, time))]),
        _ => throw new UnreachableException(),
    };

    public static double Apply(Function function, double[] x) => function switch
    {
        Function.Plus => x.Aggregate((a, b) => a + b),
        Function.Minus => x[0] - x[1],
        Function.Negate => -x[0],
        Function.Times => x.Aggregate((a, b) => a * b),
        Function.Divide => x[0] / x[1],
        Function.Power => Math.Pow(x[0], x[1]),
        Function.Min => x.Aggregate(Math.Min),
        Function.Max => x.Aggregate(Math.Max),
        Function.Remainder => x[0] - (x[1] * Math.Truncate(x[0] / x[1])),
        Function.Quotient => Math.Truncate(x[0] / x[1]),
        Function.Log => x.Length == 1 ? Math.Log10(x[0]) : Math.Log(x[1]) / Math.Log(x[0]),
        Function.Root => x.Length == 1 ? Math.Sqrt(x[0]) : Math.Pow(x[1], 1 / x[0]),
        Function.Piecewise => Piecewise(x),
        >= Function.Equal and <= Function.Implies => Logic(function, x) ? 1 : 0,
        _ => Elementary(function, x[0]),
    };

    private static double Piecewise(double[] x)
    {
        for (int i = 0; i + 1 < x.Length; i += 2)
        {
            if (x[i + 1] != 0)
            {
                return x[i];
            }
        }

        return x.Length % 2 == 1 ? x[^1] : double.NaN;
    }

    private static bool Logic(Function function, double[] x) => function switch
    {
        Function.Equal => x.Zip(x.Skip(1)).All(pair => pair.First == pair.Second),
        Function.NotEqual => x[0] != x[1],
        Function.Less => x.Zip(x.Skip(1)).All(pair => pair.First < pair.Second),
        Function.LessOrEqual => x.Zip(x.Skip(1)).All(pair => pair.First <= pair.Second),
        Function.Greater => x.Zip(x.Skip(1)).All(pair => pair.First > pair.Second),
        Function.GreaterOrEqual => x.Zip(x.Skip(1)).All(pair => pair.First >= pair.Second),
        Function.And => x.All(value => value != 0),
        Function.Or => x.Any(value => value != 0),
        Function.Xor => x.Count(value => value != 0) % 2 == 1,
        Function.Not => x[0] == 0,
        Function.Implies => x[0] == 0 || x[1] != 0,
        _ => throw new UnreachableException(),
    };

    private static double Elementary(Function function, double x) => function switch
    {
        Function.Abs => Math.Abs(x),
        Function.Floor => Math.Floor(x),
        Function.Ceiling => Math.Ceiling(x),
        Function.Sign => double.IsNaN(x) || x == 0 ? x : Math.Sign(x),
        Function.Factorial => x < 0 || x % 1 != 0 ? double.NaN : Enumerable.Range(1, (int)x).Aggregate(1.0, (a, b) => a * b),
        Function.Exp => Math.Exp(x),
        Function.Ln => Math.Log(x),
        Function.Log10 => Math.Log10(x),
        Function.Sqrt => Math.Sqrt(x),
        Function.Sin => Math.Sin(x),
        Function.Cos => Math.Cos(x),
        Function.Tan => Math.Tan(x),
        Function.Sec => 1 / Math.Cos(x),
        Function.Csc => 1 / Math.Sin(x),
        Function.Cot => 1 / Math.Tan(x),
        Function.Arcsin => Math.Asin(x),
        Function.Arccos => Math.Acos(x),
        Function.Arctan => Math.Atan(x),
        Function.Arcsec => Math.Acos(1 / x),
        Function.Arccsc => Math.Asin(1 / x),
        Function.Arccot => Math.Atan(1 / x),
        Function.Sinh => Math.Sinh(x),
        Function.Cosh => Math.Cosh(x),
        Function.Tanh => Math.Tanh(x),
        Function.Sech => 1 / Math.Cosh(x),
        Function.Csch => 1 / Math.Sinh(x),
        Function.Coth => Math.Cosh(x) / Math.Sinh(x),
        Function.Arcsinh => Math.Asinh(x),
        Function.Arccosh => Math.Acosh(x),
        Function.Arctanh => Math.Atanh(x),
        Function.Arcsech => Math.Acosh(1 / x),
        Function.Arccsch => Math.Asinh(1 / x),
        Function.Arccoth => Math.Atanh(1 / x),
        _ => throw new UnreachableException(),
    };
}
