using System.Collections.Immutable;

namespace Ketascope.Language.Expressions;

/// <summary>Bounds the size of expressions that passes make, so that later passes can recurse through them.</summary>
public static class ExpressionSize
{
    /// <summary>The most levels that an expression may have after functions are replaced by their bodies.</summary>
    public const int MaxDepth = 1000;

    /// <summary>The most nodes that an expression may have after functions are replaced by their bodies.</summary>
    public const int MaxNodes = 100_000;

    /// <summary>
    /// Whether an expression has no more than <see cref="MaxDepth"/> levels and <see cref="MaxNodes"/> nodes; shared parts count as often as they occur.
    /// </summary>
    /// <param name="expression">Any expression.</param>
    public static bool IsWithinLimits(Expression expression)
    {
        int nodes = 0;
        return Count(expression, 1, ref nodes);
    }

    private static bool Count(Expression expression, int depth, ref int nodes)
    {
        if (depth > MaxDepth || ++nodes > MaxNodes)
        {
            return false;
        }

        ImmutableArray<Expression> arguments = expression switch
        {
            CallExpression call => call.Arguments,
            UserCallExpression call => call.Arguments,
            _ => [],
        };
        foreach (Expression argument in arguments)
        {
            if (!Count(argument, depth + 1, ref nodes))
            {
                return false;
            }
        }

        return true;
    }
}
