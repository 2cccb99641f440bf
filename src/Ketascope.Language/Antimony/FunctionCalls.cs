using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;

namespace Ketascope.Language.Antimony;

/// <summary>Makes a call from a function's written name and its arguments.</summary>
internal static class FunctionCalls
{
    /// <summary>A call of a catalogued function, or of a user's function that must be defined somewhere.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="nameSpan">The place of the name.</param>
    /// <param name="span">The place of the call.</param>
    /// <exception cref="SyntaxException">A catalogued function has too few or too many arguments.</exception>
    public static Expression Build(string name, List<Expression> arguments, SourceSpan nameSpan, SourceSpan span)
    {
        if (name == "sqr")
        {
            Require(name, arguments.Count, (1, 1), nameSpan);
            return new CallExpression(Function.Power, [arguments[0], new NumberExpression(2)]) { Span = span };
        }

        if (FunctionCatalogue.Find(name) is not { } row)
        {
            return new UserCallExpression(name, [.. arguments]) { Span = span };
        }

        Function function = row.Function;
        int fewest = row.MinArguments;
        if (function == Function.Log && arguments.Count == 1)
        {
            function = Function.Log10;
        }
        else if (function == Function.Minus && arguments.Count == 1)
        {
            (function, fewest) = (Function.Negate, 1);
        }

        Require(name, arguments.Count, (fewest, row.MaxArguments), nameSpan);
        return new CallExpression(function, [.. arguments]) { Span = span };
    }

    /// <summary>How many arguments a function takes, in words.</summary>
    public static string Count(int fewest, int most) => (fewest, most) switch
    {
        (_, int.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"at least {fewest}"),
        _ when fewest == most => fewest.ToString(CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{fewest} to {most}"),
    };

    private static void Require(string name, int count, (int Fewest, int Most) allowed, SourceSpan span)
    {
        if (count < allowed.Fewest || count > allowed.Most)
        {
            string expected = Count(allowed.Fewest, allowed.Most);
            throw new SyntaxException("argument-count", $"'{name}' takes {expected} argument{(expected == "1" ? "" : "s")}, found {count}", span);
        }
    }
}
