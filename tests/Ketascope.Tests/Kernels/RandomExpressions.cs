using CsCheck;
using Ketascope.Language.Expressions;

namespace Ketascope.Tests.Kernels;

/// <summary>Generators of expressions of x0 and x1, and of the same subexpressions used several times.</summary>
internal static class RandomExpressions
{
    private static readonly Gen<Expression> Names = OneOf<Expression>(new NameExpression("x0"), new NameExpression("x1"));

    /// <summary>Of operations that every backend carries out to the bit, with constants that make divisions by them exact.</summary>
    public static readonly Gen<Expression> Exact = Nested(
        [Function.Plus, Function.Minus, Function.Times, Function.Divide, Function.Min, Function.Max, Function.Less, Function.LessOrEqual, Function.Equal, Function.NotEqual, Function.And, Function.Or, Function.Xor],
        [Function.Negate, Function.Abs, Function.Sqrt, Function.Floor, Function.Ceiling, Function.Sign, Function.Not, Function.Tan, Function.Tanh, Function.Arctan],
        from inner in Names from factor in OneOf(0.25, -2.0, 8.0) select SystemText.Call(Function.Times, inner, new NumberExpression(factor)));

    /// <summary>Of functions that are smooth and finite everywhere, so that no infinity hides in them.</summary>
    public static readonly Gen<Expression> Smooth = Nested(
        [Function.Plus, Function.Minus, Function.Times],
        [Function.Negate, Function.Sin, Function.Cos, Function.Arctan, Function.Tanh, Function.Arcsinh, Function.Sech],
        from inner in Names from factor in Gen.Double[-2, 2] select SystemText.Call(Function.Times, inner, new NumberExpression(factor)));

    private static readonly string[] SaturatingForms =
    [
        "1/(1 + exp(@))", "1/(1 + exp(-@))", "exp(@)/(1 + exp(@))", "tanh(@)", "sech(@)", "arctan(@)", "arctan(exp(@))", "exp(-@^2)", "exp(-exp(@))", "1/(1 + exp(@) + exp(2*@))", "1/(1 + exp(@))^2",
        "@/(1 + exp(@))", "1/cosh(@)^2", "sqrt(1 + exp(@))", "arcsinh(exp(@))", "exp(-1/abs(@))", "1/(1 + 2/abs(@))", "1/(1 + (2/abs(@))^3)", "1/(1 + (2/abs(@))^1.6)",
        "abs(@)^1.6/(3 + abs(@)^1.6)", "abs(@)^1.5/(3 + abs(@)^1.5)", "3/(3 + abs(@)^2.3)", "sqrt(abs(@))/(1 + abs(@))", "1/(1 + 2^@)", "piecewise(exp(@), lt(@, 0), 1)", "min(1, exp(@))",
    ];

    /// <summary>Formulas of x0 from functions that saturate, overflow on the way, or are steep at 0, within one another.</summary>
    public static readonly Gen<string> Saturating = Gen.Recursive<string>((depth, self) =>
    {
        Gen<string> line = Gen.Select(Gen.Int[-30, 30], Gen.Int[-9, 9], (factor, place) => $"({0.37 * factor:R}*(x0 - {1.13 * place:R}))");
        Gen<string> inner = depth >= 2 ? line : Gen.Frequency((3, line), (1, Gen.Select(self, Gen.Int[1, 900], (f, factor) => $"({factor}*({f}))")), (1, self.Select(f => $"(x0*({f}))")));
        Gen<string> form = Gen.Select(OneOf(SaturatingForms), inner, (f, argument) => f.Replace("@", argument, StringComparison.Ordinal));
        return depth >= 2 ? form : Gen.Frequency((3, form), (1, Gen.Select(form, self, (a, b) => $"{a} - 3*({b})")), (1, Gen.Select(form, self, (a, b) => $"({a})*({b})")), (1, Gen.Select(form, self, (a, b) => $"({a})/(1 + abs({b}))")));
    });

    private static Gen<T> OneOf<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    private static Gen<Expression> Nested(Function[] binary, Function[] unary, Gen<Expression> leaf)
    {
        Gen<Function> two = OneOf(binary), one = OneOf(unary);
        return Gen.Recursive<Expression>((depth, self) => depth >= 6
            ? leaf
            : Gen.Frequency(
                (1, leaf),
                (2, Names),
                (6, Gen.Select(two, self, self, (function, a, b) => SystemText.Call(function, a, b))),
                (3, Gen.Select(one, self, (function, a) => SystemText.Call(function, a))),
                // The same subexpression twice: a graph that is no tree.
                (1, Gen.Select(two, one, self, (function, inner, a) => SystemText.Call(function, SystemText.Call(inner, a), a))),
                (1, Gen.Select(self, self, self, (a, b, c) => SystemText.Call(Function.Piecewise, a, SystemText.Call(Function.Less, b, c), c)))));
    }
}
