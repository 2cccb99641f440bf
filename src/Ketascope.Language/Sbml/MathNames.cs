using System.Collections.Frozen;
using Ketascope.Language.Expressions;

namespace Ketascope.Language.Sbml;

/// <summary>How functions and constants are called in MathML, and which symbols SBML defines beside it (SBML Level 3 Version 2 Core, section 3.4).</summary>
internal static class MathNames
{
    /// <summary>The namespace of MathML.</summary>
    public const string Space = "http://www.w3.org/1998/Math/MathML";

    /// <summary>What the addresses of SBML's own symbols begin with.</summary>
    public const string SymbolPrefix = "http://www.sbml.org/sbml/symbols/";

    /// <summary>What the symbols of random distributions begin with behind that.</summary>
    public const string RandomPrefix = "distrib/";

    /// <summary>The function of each operator element.</summary>
    public static readonly FrozenDictionary<string, Function> Functions = new Dictionary<string, Function>(StringComparer.Ordinal)
    {
        ["plus"] = Function.Plus,
        ["minus"] = Function.Minus,
        ["times"] = Function.Times,
        ["divide"] = Function.Divide,
        ["power"] = Function.Power,
        ["root"] = Function.Root,
        ["eq"] = Function.Equal,
        ["neq"] = Function.NotEqual,
        ["lt"] = Function.Less,
        ["leq"] = Function.LessOrEqual,
        ["gt"] = Function.Greater,
        ["geq"] = Function.GreaterOrEqual,
        ["and"] = Function.And,
        ["or"] = Function.Or,
        ["xor"] = Function.Xor,
        ["not"] = Function.Not,
        ["implies"] = Function.Implies,
        ["abs"] = Function.Abs,
        ["floor"] = Function.Floor,
        ["ceiling"] = Function.Ceiling,
        ["factorial"] = Function.Factorial,
        ["exp"] = Function.Exp,
        ["ln"] = Function.Ln,
        ["log"] = Function.Log,
        ["min"] = Function.Min,
        ["max"] = Function.Max,
        ["rem"] = Function.Remainder,
        ["quotient"] = Function.Quotient,
        ["sin"] = Function.Sin,
        ["cos"] = Function.Cos,
        ["tan"] = Function.Tan,
        ["sec"] = Function.Sec,
        ["csc"] = Function.Csc,
        ["cot"] = Function.Cot,
        ["arcsin"] = Function.Arcsin,
        ["arccos"] = Function.Arccos,
        ["arctan"] = Function.Arctan,
        ["arcsec"] = Function.Arcsec,
        ["arccsc"] = Function.Arccsc,
        ["arccot"] = Function.Arccot,
        ["sinh"] = Function.Sinh,
        ["cosh"] = Function.Cosh,
        ["tanh"] = Function.Tanh,
        ["sech"] = Function.Sech,
        ["csch"] = Function.Csch,
        ["coth"] = Function.Coth,
        ["arcsinh"] = Function.Arcsinh,
        ["arccosh"] = Function.Arccosh,
        ["arctanh"] = Function.Arctanh,
        ["arcsech"] = Function.Arcsech,
        ["arccsch"] = Function.Arccsch,
        ["arccoth"] = Function.Arccoth,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The value of each constant element.</summary>
    public static readonly FrozenDictionary<string, double> Constants = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["true"] = 1,
        ["false"] = 0,
        ["pi"] = Math.PI,
        ["exponentiale"] = Math.E,
        ["infinity"] = double.PositiveInfinity,
        ["notanumber"] = double.NaN,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
