using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;

namespace Ketascope.Language.Flattening;

/// <summary>
/// The past values that a model asks for, <c>delay(x, T)</c>: each gets a variable of its own, which the solver sets to the value that x had T ago.
/// Before the start the text's start values hold, found for that earlier time (SBML Level 3 Version 2, section 3.4.6, and the SBML Test Suite, case 938).
/// </summary>
internal sealed class PastValues
{
    private readonly OrderedDictionary<string, (Expression Value, Expression Time, SourceSpan Span)> _asked = new(StringComparer.Ordinal);

    /// <summary>Whether a name is that of a past value.</summary>
    /// <param name="name">A name of the flat system.</param>
    public bool Contains(string name) => _asked.ContainsKey(name);

    /// <summary>What is asked for, and how long ago.</summary>
    public IEnumerable<Expression> Expressions => _asked.Values.SelectMany(asked => new[] { asked.Value, asked.Time });

    /// <summary>The variable that holds a past value.</summary>
    /// <param name="value">What is asked for.</param>
    /// <param name="time">How long ago.</param>
    /// <param name="span">Where.</param>
    public Expression Name(Expression value, Expression time, SourceSpan span)
    {
        if (time is NumberExpression { Value: 0 })
        {
            return value;
        }

        string name = $"delay({ExpressionPrinter.Print(value)}, {ExpressionPrinter.Print(time)})";
        _asked.TryAdd(name, (value, time, span));
        return new NameExpression(name) { Span = span };
    }

    /// <summary>The variables.</summary>
    /// <param name="initial">The start value of a name, or null for what is no name of the system.</param>
    /// <param name="assigned">What a name is assigned, or null for what is no assignment.</param>
    /// <param name="isRate">Whether a name is that of a rate of change.</param>
    public IEnumerable<(StateVariable Variable, DelayedValue Delay)> Build(Func<string, Expression?> initial, Func<string, Expression?> assigned, Func<string, bool> isRate)
    {
        foreach ((string name, (Expression value, Expression time, SourceSpan span)) in _asked)
        {
            Expression early = new Replacement(name => isRate(name) ? Terms.Number(0) : null, assigned).Of(value);
            Expression start = new Replacement(_ => null, initial) { Time = Terms.Sum([new TimeExpression(), Terms.Negate(time)]) }.Of(early);
            yield return (
                new StateVariable { Name = name, Initial = ExpressionSize.IsWithinLimits(start) ? start : value, Derivative = Terms.Number(0), Span = span },
                new DelayedValue { Name = name, Value = value, Early = early, Time = time });
        }
    }

    /// <summary>Puts something else for some names, or for time, in an expression, and in what its names stand for.</summary>
    private sealed class Replacement(Func<string, Expression?> replacement, Func<string, Expression?> meaning)
    {
        private readonly Dictionary<string, Expression?> _known = new(StringComparer.Ordinal);

        /// <summary>What takes the place of time; null to keep it.</summary>
        public Expression? Time { get; init; }

        public Expression Of(Expression expression) => expression.Rewrite(node => node switch
        {
            TimeExpression => Time,
            NameExpression name => OfName(name.Name),
            _ => null,
        });

        /// <summary>What takes the place of a name; null where nothing in it is replaced.</summary>
        private Expression? OfName(string name)
        {
            if (!_known.TryGetValue(name, out Expression? result))
            {
                // Until it is known, so that a cycle, which is reported elsewhere, ends.
                _known[name] = null;
                result = replacement(name);
                if (result is null && meaning(name) is { } expression)
                {
                    Expression replaced = Of(expression);
                    result = ReferenceEquals(replaced, expression) ? null : replaced;
                }

                _known[name] = result;
            }

            return result;
        }
    }
}
