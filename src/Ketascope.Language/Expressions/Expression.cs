using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Language.Expressions;

/// <summary>A mathematical expression as a tree. The family is closed: number, name, time, call of a catalogued function, call of a user's function.</summary>
/// <remarks>Booleans are numbers, as in SBML Level 3 Version 2: 0 is false, anything else true; comparisons give 0 or 1.</remarks>
public abstract record Expression
{
    private protected Expression()
    {
    }

    /// <summary>Where the expression was read; the default value for an expression made by the program.</summary>
    public SourceSpan Span { get; init; }
}

/// <summary>A number, with the unit written behind it (<c>3.3 mL</c>) if there was one.</summary>
/// <param name="Value">The value in the unit as written; may be infinite or NaN.</param>
public sealed record NumberExpression(double Value) : Expression
{
    /// <summary>The name of the unit written behind the number, or null.</summary>
    public string? UnitName { get; init; }
}

/// <summary>A reference to a species, compartment, parameter, reaction or other symbol by its name; a dotted path (<c>A.S1</c>) before flattening.</summary>
/// <param name="Name">The name, spelled as declared.</param>
public sealed record NameExpression(string Name) : Expression;

/// <summary>The model's time (SBML's csymbol <c>time</c>).</summary>
public sealed record TimeExpression : Expression;

/// <summary>An operator or a function of the catalogue applied to arguments. Sums and products are n-ary.</summary>
/// <param name="Function">Which operator or function.</param>
/// <param name="Arguments">The arguments, as many as <see cref="FunctionCatalogue"/> allows.</param>
public sealed record CallExpression(Function Function, ImmutableArray<Expression> Arguments) : Expression;

/// <summary>A call of a function that the model defines; flattening replaces it by the function's body.</summary>
/// <param name="FunctionName">The name of the function.</param>
/// <param name="Arguments">The arguments, one for each of its parameters.</param>
public sealed record UserCallExpression(string FunctionName, ImmutableArray<Expression> Arguments) : Expression;
