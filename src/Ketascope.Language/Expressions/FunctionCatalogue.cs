using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Ketascope.Language.Expressions;

/// <summary>A row of the catalogue: how a function is written and how many arguments it takes.</summary>
/// <param name="Function">The function.</param>
/// <param name="Name">The name it is written by in text.</param>
/// <param name="MinArguments">The fewest arguments.</param>
/// <param name="MaxArguments">The most arguments; <see cref="int.MaxValue"/> for any number.</param>
/// <param name="Symbol">The operator it is written with, or null.</param>
/// <param name="Aliases">Other names that mean the same.</param>
public sealed record FunctionRow(Function Function, string Name, int MinArguments, int MaxArguments, string? Symbol, ImmutableArray<string> Aliases);

/// <summary>All operators and functions of the model languages. Adding a function is adding a row here, and one case in each kernel backend.</summary>
public static class FunctionCatalogue
{
    private const int Any = int.MaxValue;

    /// <summary>The rows, in the order of <see cref="Expressions.Function"/>.</summary>
    public static readonly ImmutableArray<FunctionRow> Rows =
    [
        Row(Function.Plus, "plus", 0, Any, "+"),
        Row(Function.Minus, "minus", 2, 2, "-"),
        Row(Function.Negate, "negate", 1, 1, "-"),
        Row(Function.Times, "times", 0, Any, "*"),
        Row(Function.Divide, "divide", 2, 2, "/"),
        Row(Function.Power, "pow", 2, 2, "^", "power"),
        Row(Function.Equal, "eq", 2, Any, "=="),
        Row(Function.NotEqual, "neq", 2, 2, "!="),
        Row(Function.Less, "lt", 2, Any, "<"),
        Row(Function.LessOrEqual, "leq", 2, Any, "<="),
        Row(Function.Greater, "gt", 2, Any, ">"),
        Row(Function.GreaterOrEqual, "geq", 2, Any, ">="),
        Row(Function.And, "and", 0, Any, "&&"),
        Row(Function.Or, "or", 0, Any, "||"),
        Row(Function.Xor, "xor", 0, Any, null),
        Row(Function.Not, "not", 1, 1, "!"),
        Row(Function.Implies, "implies", 2, 2, null),
        Row(Function.Piecewise, "piecewise", 1, Any, null),
        Row(Function.Abs, "abs", 1, 1, null),
        Row(Function.Floor, "floor", 1, 1, null),
        Row(Function.Ceiling, "ceil", 1, 1, null, "ceiling"),
        Row(Function.Factorial, "factorial", 1, 1, null),
        Row(Function.Sign, "sign", 1, 1, null),
        Row(Function.Exp, "exp", 1, 1, null),
        Row(Function.Ln, "ln", 1, 1, null),
        Row(Function.Log10, "log10", 1, 1, null),
        Row(Function.Log, "log", 1, 2, null),
        Row(Function.Sqrt, "sqrt", 1, 1, null),
        Row(Function.Root, "root", 1, 2, null),
        Row(Function.Min, "min", 1, Any, null),
        Row(Function.Max, "max", 1, Any, null),
        Row(Function.Remainder, "rem", 2, 2, "%"),
        Row(Function.Quotient, "quotient", 2, 2, null),
        Row(Function.Sin, "sin", 1, 1, null),
        Row(Function.Cos, "cos", 1, 1, null),
        Row(Function.Tan, "tan", 1, 1, null),
        Row(Function.Sec, "sec", 1, 1, null),
        Row(Function.Csc, "csc", 1, 1, null),
        Row(Function.Cot, "cot", 1, 1, null),
        Row(Function.Arcsin, "arcsin", 1, 1, null, "asin"),
        Row(Function.Arccos, "arccos", 1, 1, null, "acos"),
        Row(Function.Arctan, "arctan", 1, 1, null, "atan"),
        Row(Function.Arcsec, "arcsec", 1, 1, null, "asec"),
        Row(Function.Arccsc, "arccsc", 1, 1, null, "acsc"),
        Row(Function.Arccot, "arccot", 1, 1, null, "acot"),
        Row(Function.Sinh, "sinh", 1, 1, null),
        Row(Function.Cosh, "cosh", 1, 1, null),
        Row(Function.Tanh, "tanh", 1, 1, null),
        Row(Function.Sech, "sech", 1, 1, null),
        Row(Function.Csch, "csch", 1, 1, null),
        Row(Function.Coth, "coth", 1, 1, null),
        Row(Function.Arcsinh, "arcsinh", 1, 1, null, "asinh"),
        Row(Function.Arccosh, "arccosh", 1, 1, null, "acosh"),
        Row(Function.Arctanh, "arctanh", 1, 1, null, "atanh"),
        Row(Function.Arcsech, "arcsech", 1, 1, null, "asech"),
        Row(Function.Arccsch, "arccsch", 1, 1, null, "acsch"),
        Row(Function.Arccoth, "arccoth", 1, 1, null, "acoth"),
        Row(Function.Delay, "delay", 2, 2, null),
        Row(Function.RateOf, "rateOf", 1, 1, null),
    ];

    private static readonly FrozenDictionary<string, FunctionRow> ByName = Rows
        .SelectMany(row => row.Aliases.Prepend(row.Name).Select(name => (name, row)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.row, StringComparer.OrdinalIgnoreCase);

    /// <summary>The row of a function.</summary>
    public static FunctionRow RowOf(Function function) => Rows[(int)function];

    /// <summary>Finds a function by a name or alias, in any case of letters; null when there is none.</summary>
    public static FunctionRow? Find(string name) => ByName.GetValueOrDefault(name);

    private static FunctionRow Row(Function function, string name, int min, int max, string? symbol, params ImmutableArray<string> aliases) =>
        new(function, name, min, max, symbol, aliases);
}
