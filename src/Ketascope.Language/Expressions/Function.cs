namespace Ketascope.Language.Expressions;

/// <summary>
/// The operators and functions of SBML's MathML subset; the rows of <see cref="FunctionCatalogue"/> say how each is written and what it takes.
/// </summary>
public enum Function
{
#pragma warning disable CS1591 // Each name is the mathematical term itself; FunctionCatalogue describes the rows.
    Plus, Minus, Negate, Times, Divide, Power,
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
    And, Or, Xor, Not, Implies,
    Piecewise,
    Abs, Floor, Ceiling, Factorial, Sign,
    Exp, Ln, Log10, Log, Sqrt, Root,
    Min, Max, Remainder, Quotient,
    Sin, Cos, Tan, Sec, Csc, Cot,
    Arcsin, Arccos, Arctan, Arcsec, Arccsc, Arccot,
    Sinh, Cosh, Tanh, Sech, Csch, Coth,
    Arcsinh, Arccosh, Arctanh, Arcsech, Arccsch, Arccoth,
    Delay, RateOf,
#pragma warning restore CS1591
}
