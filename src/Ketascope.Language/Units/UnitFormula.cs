using Ketascope.Language.Expressions;

namespace Ketascope.Language.Units;

/// <summary>Finds what a formula of units means: numbers, names, products, quotients and powers, as in <c>1e-6 gram / litre</c>.</summary>
internal static class UnitFormula
{
    /// <summary>The unit of a formula, or null where it has something else in it, or a name that is not found.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="find">What a name means.</param>
    public static NamedUnit? Evaluate(Expression formula, Func<string, NamedUnit?> find)
    {
        switch (formula)
        {
            case NumberExpression { Value: > 0 and < double.PositiveInfinity } number:
                NamedUnit scale = NamedUnit.Of(ExpressionPrinter.Print(number with { UnitName = null }), number.Value * Unit.One);
                return number.UnitName is null ? scale : Product(scale, find(number.UnitName));
            case NameExpression name:
                return find(name.Name);
            case CallExpression { Function: Function.Times } call:
                return call.Arguments.Aggregate((NamedUnit?)NamedUnit.One, (product, argument) => Product(product, Evaluate(argument, find)));
            case CallExpression { Function: Function.Divide, Arguments: [Expression above, Expression below] }:
                return Product(Evaluate(above, find), Evaluate(below, find)?.Power(-1));
            case CallExpression { Function: Function.Power, Arguments: [Expression root, Expression exponent] }:
                return ConstantValue.Of(exponent, _ => null) is { } power ? Evaluate(root, find)?.Power(power) : null;
            default:
                return null;
        }
    }

    private static NamedUnit? Product(NamedUnit? left, NamedUnit? right) => left is null || right is null ? null : left * right;
}
