using System.Collections.Immutable;

namespace Ketascope.Language.Expressions;

/// <summary>Walks and rewrites expressions. What is not changed is kept, so unchanged trees are shared.</summary>
public static class ExpressionRewriting
{
    /// <summary>Rewrites an expression from its leaves up.</summary>
    /// <param name="expression">Any expression.</param>
    /// <param name="replace">Gives what takes the place of a node whose arguments are rewritten already, or null to keep it.</param>
    public static Expression Rewrite(this Expression expression, Func<Expression, Expression?> replace)
    {
        Expression rewritten = expression switch
        {
            CallExpression call => WithArguments(call, RewriteAll(call.Arguments, replace)),
            UserCallExpression call => WithArguments(call, RewriteAll(call.Arguments, replace)),
            _ => expression,
        };
        return replace(rewritten) ?? rewritten;
    }

    /// <summary>Replaces names by expressions; names without a replacement stay.</summary>
    /// <param name="expression">Any expression.</param>
    /// <param name="replacement">The expression that takes a name's place, or null.</param>
    public static Expression SubstituteNames(this Expression expression, Func<string, Expression?> replacement) =>
        expression.Rewrite(node => node is NameExpression name ? replacement(name.Name) : null);

    /// <summary>Calls an action for every node, arguments after the call they belong to.</summary>
    /// <param name="expression">Any expression.</param>
    /// <param name="visit">The action.</param>
    public static void Visit(this Expression expression, Action<Expression> visit)
    {
        visit(expression);
        ImmutableArray<Expression> arguments = expression switch
        {
            CallExpression call => call.Arguments,
            UserCallExpression call => call.Arguments,
            _ => [],
        };
        foreach (Expression argument in arguments)
        {
            argument.Visit(visit);
        }
    }

    /// <summary>The names that an expression uses, each once, in order of first use.</summary>
    /// <param name="expression">Any expression.</param>
    public static IReadOnlyList<string> Names(this Expression expression)
    {
        OrderedDictionary<string, bool> names = new(StringComparer.Ordinal);
        expression.Visit(node =>
        {
            if (node is NameExpression name)
            {
                names.TryAdd(name.Name, true);
            }
        });
        return [.. names.Keys];
    }

    /// <summary>Whether an expression depends on the model's time directly.</summary>
    /// <param name="expression">Any expression.</param>
    public static bool UsesTime(this Expression expression)
    {
        bool found = false;
        expression.Visit(node => found |= node is TimeExpression);
        return found;
    }

    private static CallExpression WithArguments(CallExpression call, ImmutableArray<Expression> arguments) =>
        arguments == call.Arguments ? call : call with { Arguments = arguments };

    private static UserCallExpression WithArguments(UserCallExpression call, ImmutableArray<Expression> arguments) =>
        arguments == call.Arguments ? call : call with { Arguments = arguments };

    private static ImmutableArray<Expression> RewriteAll(ImmutableArray<Expression> arguments, Func<Expression, Expression?> replace)
    {
        ImmutableArray<Expression>.Builder? changed = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            Expression argument = arguments[i].Rewrite(replace);
            if (!ReferenceEquals(argument, arguments[i]))
            {
                changed ??= arguments.ToBuilder();
                changed[i] = argument;
            }
        }

        return changed is null ? arguments : changed.ToImmutable();
    }
}
