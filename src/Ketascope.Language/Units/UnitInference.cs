using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;

namespace Ketascope.Language.Units;

/// <summary>What is known of the unit of an expression.</summary>
/// <param name="Unit">The unit, or null where it is not known.</param>
/// <param name="IsNumber">Whether it is made of numbers without units alone, and so takes the unit of what it is added to, compared with or assigned
/// to.</param>
internal readonly record struct Inferred(NamedUnit? Unit, bool IsNumber)
{
    /// <summary>The unit where the expression takes part in a product: that of a bare number is one.</summary>
    public NamedUnit? Factor => IsNumber ? NamedUnit.One : Unit;
}

/// <summary>Follows units through the expressions of one flat system and reports where they do not fit.</summary>
/// <param name="scopes">What the names of units mean.</param>
/// <param name="diagnostics">Takes what does not fit.</param>
internal sealed class UnitInference(UnitScopes scopes, DiagnosticBag diagnostics)
{
    private const int LongestText = 80;

    private static readonly Inferred Unknown = new(null, false);
    private static readonly Inferred Pure = new(NamedUnit.One, false);
    private static readonly Inferred Number = new(null, true);

    private readonly HashSet<(ModelUnits Units, string Name)> _unknown = [];

    /// <summary>What was reported: the body of a function is checked at each call, but a misfit inside is told once.</summary>
    private readonly HashSet<(string Message, SourceSpan Span)> _reported = [];

    /// <summary>The units of names, as far as they are known.</summary>
    public Dictionary<string, NamedUnit?> Units { get; } = new(StringComparer.Ordinal);

    /// <summary>The values of constant parameters, for exponents.</summary>
    public Dictionary<string, double> Constants { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// The names of compartments: a bare number divided by one is an amount in it, as texts made from SBML give start values, and takes the unit of its target
    /// too.
    /// </summary>
    public HashSet<string> Compartments { get; } = new(StringComparer.Ordinal);

    /// <summary>The unit of time, or null.</summary>
    public NamedUnit? Time { get; init; }

    /// <summary>What the names of units behind numbers mean.</summary>
    public ModelUnits Scope { get; set; } = scopes.Main;

    /// <summary>The place of what is checked, for expressions that the program made.</summary>
    public SourceSpan Place { get; set; }

    /// <summary>What a unit's name means in the scope; null, once with an error, where nothing does.</summary>
    public NamedUnit? Resolve(string name, SourceSpan span)
    {
        NamedUnit? unit = scopes.Unit(name, Scope);
        if (unit is null && _unknown.Add((Scope, name)))
        {
            string message = Scope.Defines(name)
                ? $"the formula of unit '{name}' must be made of known units, positive numbers, *, / and ^"
                : $"'{name}' is not a unit that is known or that model '{Scope.Model.Name}' defines{NearestName.Hint(name, Scope.Names)}";
            Error("unknown-unit", message, span);
        }

        return unit;
    }

    /// <summary>Finds the unit of an expression and reports if it is not the expected one.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="expected">The unit it must have; null expects nothing.</param>
    /// <param name="target">What has the expected unit, as it is named in the message.</param>
    public NamedUnit? Expect(Expression expression, NamedUnit? expected, string target)
    {
        NamedUnit? unit = Of(expression).Unit;
        if (unit is not null && expected is not null && !unit.Unit.IsSameAs(expected.Unit))
        {
            Error("unit-mismatch", $"{Quoted(expression)} is {unit.Phrase} but {target} is {expected.Phrase}{Difference(unit.Unit, expected.Unit)}", expression.Span);
        }

        return unit;
    }

    /// <summary>The unit of an expression; what does not fit inside it is reported.</summary>
    public Inferred Of(Expression expression) => expression switch
    {
        NumberExpression number => number.UnitName is null ? Number : new Inferred(Resolve(number.UnitName, number.Span), false),
        NameExpression name => new Inferred(Units.GetValueOrDefault(name.Name), false),
        TimeExpression => new Inferred(Time, false),
        CallExpression call => Of(call),
        UserCallExpression call => After(call.Arguments, Unknown),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Inferred Of(CallExpression call)
    {
        ImmutableArray<Expression> arguments = call.Arguments;
        switch (call.Function)
        {
            case Function.Plus or Function.Minus or Function.Min or Function.Max or Function.Remainder:
                return Alike(arguments);
            case Function.Negate or Function.Abs or Function.Floor or Function.Ceiling:
                return Of(arguments[0]);
            case Function.Times or Function.Divide:
                return Product(arguments, isQuotient: call.Function == Function.Divide);
            case Function.Power:
                return Power(arguments[0], arguments[1]);
            case Function.Sqrt:
                return Power(arguments[0], new NumberExpression(0.5));
            case Function.Root:
                return Power(arguments[^1], arguments.Length == 1 ? new NumberExpression(0.5) : new CallExpression(Function.Divide, [new NumberExpression(1), arguments[0]]));
            case Function.Piecewise:
                return Piecewise(arguments);
            case (>= Function.Equal and <= Function.GreaterOrEqual) or Function.Quotient:
                Alike(arguments);
                return Pure;
            case Function.And or Function.Or or Function.Xor or Function.Not or Function.Implies or Function.Sign:
                return After(arguments, Pure);
            case Function.Delay:
                Expect(arguments[1], Time, "time");
                return Of(arguments[0]);
            case Function.RateOf:
                NamedUnit? unit = Of(arguments[0]).Unit;
                return unit is null || Time is null ? Unknown : new Inferred(unit / Time, false);
            default:
                // Exponential, logarithms, factorial, circular and hyperbolic functions: each argument a plain number.
                ExpectPure(call.Function, arguments);
                return Pure;
        }
    }

    private Inferred After(ImmutableArray<Expression> arguments, Inferred result)
    {
        foreach (Expression argument in arguments)
        {
            Of(argument);
        }

        return result;
    }

    private Inferred Piecewise(ImmutableArray<Expression> arguments)
    {
        // value, condition, value, condition, ..., otherwise
        After([.. arguments.Where((_, index) => index % 2 == 1)], Pure);
        return Alike([.. arguments.Where((_, index) => index % 2 == 0)]);
    }

    private Inferred Product(ImmutableArray<Expression> arguments, bool isQuotient)
    {
        ImmutableArray<Inferred> factors = [.. arguments.Select(Of)];
        bool isConcentration = isQuotient && factors[0].IsNumber && arguments[1] is NameExpression name && Compartments.Contains(name.Name);
        if (isConcentration || factors.All(f => f.IsNumber))
        {
            return Number;
        }

        NamedUnit? product = factors[0].Factor;
        foreach (Inferred factor in factors.AsSpan()[1..])
        {
            product = product is null || factor.Factor is null ? null : isQuotient ? product / factor.Factor : product * factor.Factor;
        }

        return new Inferred(product, false);
    }

    /// <summary>All must have one unit: that of the first whose unit is known.</summary>
    private Inferred Alike(ImmutableArray<Expression> arguments)
    {
        Expression? first = null;
        NamedUnit? unit = null;
        bool areNumbers = true;
        foreach (Expression argument in arguments)
        {
            Inferred next = Of(argument);
            areNumbers &= next.IsNumber;
            if (unit is null)
            {
                (first, unit) = (argument, next.Unit);
            }
            else if (next.Unit is not null && !next.Unit.Unit.IsSameAs(unit.Unit))
            {
                string difference = Difference(unit.Unit, next.Unit.Unit);
                Error("unit-mismatch", $"{Quoted(first!)} is {unit.Phrase} but {Quoted(argument)} is {next.Unit.Phrase}{difference}", argument.Span);
            }
        }

        return new Inferred(unit, areNumbers);
    }

    private Inferred Power(Expression root, Expression exponent)
    {
        Inferred power = ExpectPure(Function.Power, [exponent]);
        Inferred under = Of(root);
        if (under.IsNumber)
        {
            return power.IsNumber ? Number : Pure;
        }

        if (under.Unit is null)
        {
            return Unknown;
        }

        if (under.Unit.Unit.IsSameAs(Unit.One))
        {
            return Pure;
        }

        if (ConstantValue.Of(exponent, name => Constants.TryGetValue(name, out double value) ? value : null) is { } number && double.IsFinite(number))
        {
            return new Inferred(under.Unit.Power(number), false);
        }

        Error("unit-exponent", $"{Quoted(root)} is {under.Unit.Phrase}, so its exponent {Quoted(exponent)} must be a constant number", exponent.Span);
        return Unknown;
    }

    private Inferred ExpectPure(Function function, ImmutableArray<Expression> arguments)
    {
        Inferred last = Pure;
        foreach (Expression argument in arguments)
        {
            last = Of(argument);
            if (last.Unit is { } unit && !unit.Unit.IsSameAs(Unit.One))
            {
                string taker = function == Function.Power ? "an exponent" : $"the argument of '{FunctionCatalogue.RowOf(function).Name}'";
                Error("unit-mismatch", $"{Quoted(argument)} is {unit.Phrase} but {taker} must be dimensionless{Difference(unit.Unit, Unit.One)}", argument.Span);
            }
        }

        return last;
    }

    private static string Difference(Unit left, Unit right)
    {
        if (!left.HasDimensionOf(right))
        {
            return "";
        }

        double factor = left.FactorTo(right);
        return string.Create(CultureInfo.InvariantCulture, $": they differ by a factor of {Math.Max(factor, 1 / factor):G6}");
    }

    private static string Quoted(Expression expression)
    {
        string text = ExpressionPrinter.Print(expression is CallExpression { Function: Function.Negate } negated ? negated.Arguments[0] : expression);
        return text.Length <= LongestText ? $"'{text}'" : $"'{text[..(LongestText / 2)]} ... {text[^(LongestText / 2)..]}'";
    }

    private void Error(string code, string message, SourceSpan span)
    {
        SourceSpan place = span.Source is null ? Place : span;
        if (_reported.Add((message, place)))
        {
            diagnostics.Error(code, message, place);
        }
    }
}
