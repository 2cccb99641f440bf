using System.Collections.Immutable;
using Ketascope.Language.Expressions;

namespace Ketascope.Language.Flattening;

/// <summary>An expression as coefficient * variable + rest, neither of which uses the variable by its name.</summary>
/// <param name="Coefficient">The coefficient; a number where it is one.</param>
/// <param name="Rest">What is left without the variable.</param>
internal sealed record LinearForm(Expression Coefficient, Expression Rest)
{
    /// <summary>Whether the coefficient is a number: 0, or one that never becomes 0.</summary>
    public bool IsNumeric => Coefficient is NumberExpression;

    /// <summary>The variable's value that makes the expression 0.</summary>
    public Expression Root => Coefficient switch
    {
        _ when IsZero(Rest) => Terms.Number(0),
        NumberExpression { Value: 1 } => Terms.Negate(Rest),
        NumberExpression { Value: -1 } => Rest,
        CallExpression { Function: Function.Negate } negative => Terms.Divide(Rest, negative.Arguments[0]),
        NumberExpression { Value: < 0 } number => Terms.Divide(Rest, Terms.Number(-number.Value)),
        _ => Terms.Divide(Terms.Negate(Rest), Coefficient),
    };

    /// <summary>The form of an expression; null where it is not linear in the variable as it is written.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="variable">The variable's name.</param>
    public static LinearForm? Of(Expression expression, string variable)
    {
        if (!expression.Names().Contains(variable))
        {
            return new LinearForm(Terms.Number(0), expression);
        }

        return expression switch
        {
            NameExpression => new LinearForm(Terms.Number(1), Terms.Number(0)),
            CallExpression { Function: Function.Plus } sum => Add(sum.Arguments, variable),
            CallExpression { Function: Function.Minus, Arguments: [var first, var second] } => Add([first, Terms.Negate(second)], variable),
            CallExpression { Function: Function.Negate or Function.Minus, Arguments: [var only] } => Of(only, variable)?.Times(Terms.Number(-1)),
            CallExpression { Function: Function.Times } product => Product(product, variable),
            CallExpression { Function: Function.Divide, Arguments: [var dividend, var divisor] } when !divisor.Names().Contains(variable) => Of(dividend, variable)?.Over(divisor),
            _ => null,
        };
    }

    private static LinearForm? Add(ImmutableArray<Expression> terms, string variable)
    {
        double number = 0;
        List<Expression> coefficients = [], rests = [];
        foreach (Expression term in terms)
        {
            if (Of(term, variable) is not { } form)
            {
                return null;
            }

            rests.Add(form.Rest);
            if (form.Coefficient is NumberExpression { UnitName: null } constant)
            {
                number += constant.Value;
            }
            else
            {
                coefficients.Add(form.Coefficient);
            }
        }

        return new LinearForm(Terms.Sum([.. coefficients, Terms.Number(number)]), Terms.Sum(rests));
    }

    private static LinearForm? Product(CallExpression product, string variable)
    {
        Expression[] dependent = [.. product.Arguments.Where(factor => factor.Names().Contains(variable))];
        if (dependent.Length != 1)
        {
            return null;
        }

        LinearForm? form = Of(dependent[0], variable);
        foreach (Expression factor in product.Arguments.Where(factor => !ReferenceEquals(factor, dependent[0])))
        {
            form = form?.Times(factor);
        }

        return form;
    }

    private static bool IsZero(Expression value) => value is NumberExpression { Value: 0 };

    private LinearForm Times(Expression factor) => new(Scaled(factor, Coefficient), Scaled(factor, Rest));

    private LinearForm Over(Expression divisor) =>
        new(Terms.Divide(Coefficient, divisor), IsZero(Rest) ? Rest : Terms.Divide(Rest, divisor));

    private static Expression Scaled(Expression factor, Expression value) =>
        IsZero(factor) || IsZero(value) ? Terms.Number(0)
        : factor is NumberExpression { UnitName: null } left && value is NumberExpression { UnitName: null } right ? Terms.Number(left.Value * right.Value)
        : Terms.Multiply(factor, value);
}
