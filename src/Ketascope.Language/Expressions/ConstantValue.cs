namespace Ketascope.Language.Expressions;

/// <summary>The value of an expression that does not change: what an exponent must be for the unit of the power to be known.</summary>
internal static class ConstantValue
{
    /// <summary>The value of numbers and constant names joined by <c>+ - * /</c>, or null where there is anything else.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="find">The value of a constant, or null.</param>
    public static double? Of(Expression expression, Func<string, double?> find) => expression switch
    {
        NumberExpression number => double.IsFinite(number.Value) ? number.Value : null,
        NameExpression name => find(name.Name),
        CallExpression { Function: Function.Negate, Arguments: [Expression inner] } => -Of(inner, find),
        CallExpression { Function: Function.Minus, Arguments: [Expression left, Expression right] } => Of(left, find) - Of(right, find),
        CallExpression { Function: Function.Divide, Arguments: [Expression above, Expression below] } => Of(above, find) / Of(below, find),
        CallExpression { Function: Function.Plus } sum => sum.Arguments.Aggregate((double?)0, (total, term) => total + Of(term, find)),
        CallExpression { Function: Function.Times } product => product.Arguments.Aggregate((double?)1, (total, factor) => total * Of(factor, find)),
        _ => null,
    };
}
