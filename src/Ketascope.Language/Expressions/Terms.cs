using System.Collections.Immutable;

namespace Ketascope.Language.Expressions;

/// <summary>Builds sums, products and quotients as a person would write them: without zeros and ones that say nothing.</summary>
public static class Terms
{
    /// <summary>A number without a unit.</summary>
    public static NumberExpression Number(double value) => new(value);

    /// <summary>A name.</summary>
    public static NameExpression Name(string name) => new(name);

    /// <summary>The product of two factors; a factor 1 is left out, and of -1 remains the sign.</summary>
    public static Expression Multiply(Expression left, Expression right) =>
        IsNumber(left, 1) ? right
        : IsNumber(right, 1) ? left
        : IsNumber(left, -1) ? Negate(right)
        : new CallExpression(Function.Times, [.. Factors(left), .. Factors(right)]);

    /// <summary>The quotient; a divisor 1 is left out.</summary>
    public static Expression Divide(Expression dividend, Expression divisor) =>
        IsNumber(divisor, 1) ? dividend : new CallExpression(Function.Divide, [dividend, divisor]);

    /// <summary>The product of a value with a name, where a quotient by the same name is undone: (x/c)*c is x; zero stays zero.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The name.</param>
    public static Expression TimesName(Expression value, string name) =>
        IsNumber(value, 0) ? value
        : value is CallExpression { Function: Function.Divide } quotient && quotient.Arguments[1] is NameExpression divisor && divisor.Name == name
            ? quotient.Arguments[0]
        : Multiply(value, Name(name));

    /// <summary>The negative.</summary>
    public static Expression Negate(Expression value) => value switch
    {
        NumberExpression number => number with { Value = -number.Value },
        CallExpression { Function: Function.Negate } negated => negated.Arguments[0],
        _ => new CallExpression(Function.Negate, [value]),
    };

    /// <summary>The sum of any number of terms; zeros are left out, and of none remains 0.</summary>
    public static Expression Sum(IEnumerable<Expression> terms)
    {
        ImmutableArray<Expression> kept = [.. terms.Where(t => !IsNumber(t, 0))];
        return kept switch
        {
            [] => Number(0),
            [var only] => only,
            [var first, CallExpression { Function: Function.Negate } second] => new CallExpression(Function.Minus, [first, second.Arguments[0]]),
            _ => new CallExpression(Function.Plus, kept),
        };
    }

    private static bool IsNumber(Expression expression, double value) => expression is NumberExpression { UnitName: null } number && number.Value == value;

    private static ImmutableArray<Expression> Factors(Expression expression) =>
        expression is CallExpression { Function: Function.Times } product ? product.Arguments : [expression];
}
