using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Antimony;

/// <summary>Checks what functions use and how they are called, once all of them are known.</summary>
internal sealed class FunctionChecks(IReadOnlyDictionary<string, FunctionDefinition> functions, ReadErrors errors)
{
    /// <summary>Reports names in a function's body that are not its parameters.</summary>
    public static void CheckBody(Expression body, List<string> parameters, ReadErrors errors) => body.Visit(node =>
    {
        if (node is NameExpression name && !parameters.Contains(name.Name))
        {
            errors.Error("unknown-name", $"'{name.Name}' is not a parameter of the function{NearestName.Hint(name.Name, parameters)}", name.Span);
        }
    });

    /// <summary>Reports calls of functions that are not defined, or with the wrong number of arguments.</summary>
    public void CheckCalls(Expression? expression) => expression?.Visit(node =>
    {
        if (node is UserCallExpression call)
        {
            CheckCall(call);
        }
    });

    private void CheckCall(UserCallExpression call)
    {
        if (functions.TryGetValue(call.FunctionName, out FunctionDefinition? function))
        {
            CheckCount(call, [function.Parameters.Length]);
        }
        else if (RandomFunctions.Contains(call.FunctionName))
        {
            CheckCount(call, RandomFunctions.ArgumentCounts(call.FunctionName));
        }
        else
        {
            IEnumerable<string> known = functions.Keys.Concat(FunctionCatalogue.Rows.Select(row => row.Name)).Concat(RandomFunctions.Names);
            errors.Error("unknown-function", $"there is no function '{call.FunctionName}'{NearestName.Hint(call.FunctionName, known)}", call.Span);
        }
    }

    private void CheckCount(UserCallExpression call, IReadOnlyList<int> allowed)
    {
        if (!allowed.Contains(call.Arguments.Length))
        {
            errors.Error("argument-count", $"'{call.FunctionName}' takes {string.Join(" or ", allowed)} argument{(allowed is [1] ? "" : "s")}, found {call.Arguments.Length}", call.Span);
        }
    }
}
