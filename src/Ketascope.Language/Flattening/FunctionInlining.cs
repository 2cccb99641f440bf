using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>Replaces calls of a text's functions by the functions' bodies.</summary>
public sealed class FunctionInlining
{
    private readonly Dictionary<string, FunctionDefinition> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Expression> _bodies = new(StringComparer.Ordinal);
    private readonly DiagnosticBag _diagnostics;

    /// <summary>Inlines the functions into each other.</summary>
    /// <param name="functions">The functions; of two with one name the later counts.</param>
    /// <param name="diagnostics">Receives an error <c>function-cycle</c> for functions that call themselves, and the errors of <see cref="Inline"/>.</param>
    public FunctionInlining(IEnumerable<FunctionDefinition> functions, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        foreach (FunctionDefinition function in functions)
        {
            _functions[function.Name] = function;
        }

        DependencyOrder order = new([.. _functions.Keys], name => Calls(_functions[name].Body));
        foreach (IReadOnlyList<string> cycle in order.Cycles)
        {
            string path = string.Join(" -> ", cycle.Append(cycle[0]));
            diagnostics.Error("function-cycle", $"the function '{cycle[0]}' calls itself: {path}", _functions[cycle[0]].Span);
        }

        foreach (string name in order.Cycles.Count == 0 ? order.Order : [])
        {
            _bodies[name] = Inline(_functions[name].Body);
        }
    }

    /// <summary>The expression with every call of a function replaced.</summary>
    /// <param name="expression">Any expression.</param>
    /// <returns>
    /// The expression without calls; a call that cannot be replaced becomes NaN, with an error: <c>unknown-function</c>, <c>argument-count</c>,
    /// or <c>too-large</c> where the result would pass <see cref="ExpressionSize"/>.
    /// </returns>
    public Expression Inline(Expression expression)
    {
        bool hasCalls = false;
        Expression inlined = expression.Rewrite(node =>
        {
            hasCalls |= node is UserCallExpression;
            return node is UserCallExpression call ? InlineCall(call) : null;
        });
        if (hasCalls && !ExpressionSize.IsWithinLimits(inlined))
        {
            _diagnostics.Error("too-large", "the expression becomes too large when functions are replaced by their bodies", expression.Span);
            return new NumberExpression(double.NaN) { Span = expression.Span };
        }

        return inlined;
    }

    private static List<string> Calls(Expression body)
    {
        List<string> calls = [];
        body.Visit(node =>
        {
            if (node is UserCallExpression call)
            {
                calls.Add(call.FunctionName);
            }
        });
        return calls;
    }

    private Expression InlineCall(UserCallExpression call)
    {
        NumberExpression none = new(double.NaN) { Span = call.Span };
        if (!_functions.TryGetValue(call.FunctionName, out FunctionDefinition? function))
        {
            string hint = NearestName.Hint(call.FunctionName, _functions.Keys.Concat(FunctionCatalogue.Rows.Select(r => r.Name)));
            _diagnostics.Error("unknown-function", $"there is no function '{call.FunctionName}'{hint}", call.Span);
            return none;
        }

        if (function.Parameters.Length != call.Arguments.Length)
        {
            _diagnostics.Error("argument-count", $"'{call.FunctionName}' takes {function.Parameters.Length} arguments, found {call.Arguments.Length}", call.Span);
            return none;
        }

        // Without a body the function is part of a cycle, which is reported already.
        return _bodies.TryGetValue(call.FunctionName, out Expression? body)
            ? body.SubstituteNames(name => function.Parameters.IndexOf(name) is var i and >= 0 ? call.Arguments[i] : null)
            : none;
    }
}
