using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Ketascope.Language.Expressions;

/// <summary>Writes expressions in Antimony's notation, with no more brackets than reading back needs.</summary>
public static class ExpressionPrinter
{
    private const int Logical = 1, Comparison = 2, Sum = 3, Product = 4, Unary = 5, Power = 6, Primary = 7;

    /// <summary>The text of an expression; numbers are written so that reading gives the same number.</summary>
    /// <param name="expression">Any expression.</param>
    public static string Print(Expression expression)
    {
        StringBuilder text = new();
        Write(text, expression, Logical);
        return text.ToString();
    }

    /// <summary>Writes an expression, in brackets if it binds weaker than its place requires.</summary>
    private static void Write(StringBuilder text, Expression expression, int required)
    {
        bool inBrackets = Strength(expression) < required;
        if (inBrackets)
        {
            text.Append('(');
        }

        switch (expression)
        {
            case NumberExpression number:
                WriteNumber(text, number);
                break;
            case NameExpression name:
                text.Append(name.Name);
                break;
            case TimeExpression:
                text.Append("time");
                break;
            case UserCallExpression call:
                WriteCall(text, call.FunctionName, call.Arguments);
                break;
            case CallExpression call:
                WriteCatalogued(text, call);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        if (inBrackets)
        {
            text.Append(')');
        }
    }

    private static void WriteNumber(StringBuilder text, NumberExpression number)
    {
        text.Append(number.Value switch
        {
            double.PositiveInfinity => "inf",
            double.NegativeInfinity => "-inf",
            double.NaN => "nan",
            _ => number.Value.ToString("R", CultureInfo.InvariantCulture),
        });
        if (number.UnitName is not null)
        {
            text.Append(' ').Append(number.UnitName);
        }
    }

    private static int Strength(Expression expression) => expression switch
    {
        NumberExpression number => double.IsNegative(number.Value) && !double.IsNaN(number.Value) ? Unary : Primary,
        CallExpression call => Strength(call),
        _ => Primary,
    };

    private static int Strength(CallExpression call) => call.Function switch
    {
        Function.Negate or Function.Not => Unary,
        Function.Minus => Sum,
        Function.Divide or Function.Remainder => Product,
        Function.Power => Power,
        _ when call.Arguments.Length < 2 => Primary,
        Function.And or Function.Or => Logical,
        Function.Equal or Function.NotEqual or Function.Less or Function.LessOrEqual or Function.Greater or Function.GreaterOrEqual => Comparison,
        Function.Plus => Sum,
        Function.Times => Product,
        _ => Primary,
    };

    private static void WriteCatalogued(StringBuilder text, CallExpression call)
    {
        ImmutableArray<Expression> arguments = call.Arguments;
        FunctionRow row = FunctionCatalogue.RowOf(call.Function);
        int strength = Strength(call);
        switch (strength)
        {
            case Unary:
                WriteUnary(text, call.Function == Function.Not ? '!' : '-', arguments[0]);
                break;
            case Power:
                Write(text, arguments[0], Primary);
                text.Append('^');
                Write(text, arguments[1], Unary);
                break;
            case Sum when call.Function == Function.Plus:
                WriteSum(text, arguments);
                break;
            case Primary:
                WriteCall(text, row.Name, arguments);
                break;
            default:
                string sign = strength == Product ? row.Symbol! : $" {row.Symbol} ";
                // a/b*c is read as (a/b)*c, but a*b*c as one product and a - b - c as one sum.
                bool canNestLeft = strength == Product && !(call.Function == Function.Times && arguments[0] is CallExpression { Function: Function.Times });
                WriteChain(text, arguments, sign, canNestLeft ? strength : strength + 1, strength + 1);
                break;
        }
    }

    private static void WriteUnary(StringBuilder text, char sign, Expression argument)
    {
        text.Append(sign);
        // Two minus signs together begin a DNA strand; a sign before a number is part of the number.
        bool isAmbiguous = sign == '-' && (argument is NumberExpression || Strength(argument) == Unary);
        Write(text, argument, isAmbiguous ? Primary + 1 : Unary);
    }

    private static void WriteSum(StringBuilder text, ImmutableArray<Expression> arguments)
    {
        bool onlyPair = arguments.Length == 2;
        // The reader makes one sum of a + b - c; only a pair with a minus is a difference.
        Write(text, arguments[0], Product);
        foreach (Expression argument in arguments.AsSpan()[1..])
        {
            if (!onlyPair && argument is CallExpression { Function: Function.Negate } negated)
            {
                text.Append(" - ");
                Write(text, negated.Arguments[0], Product);
            }
            else
            {
                text.Append(" + ");
                Write(text, argument, Product);
            }
        }
    }

    private static void WriteChain(StringBuilder text, ImmutableArray<Expression> arguments, string sign, int requiredLeft, int requiredRight)
    {
        Write(text, arguments[0], requiredLeft);
        foreach (Expression argument in arguments.AsSpan()[1..])
        {
            text.Append(sign);
            Write(text, argument, requiredRight);
        }
    }

    private static void WriteCall(StringBuilder text, string name, ImmutableArray<Expression> arguments)
    {
        text.Append(name).Append('(');
        for (int i = 0; i < arguments.Length; i++)
        {
            if (i > 0)
            {
                text.Append(", ");
            }

            Write(text, arguments[i], Logical);
        }

        text.Append(')');
    }
}
