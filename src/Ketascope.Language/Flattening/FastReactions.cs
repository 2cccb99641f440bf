using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>
/// Fast reactions (SBML Level 3 Version 1 Core, section 4.11.7), a million million times as fast as their rate says: what they drive the species to is reached
/// at once, and nothing happens where their rate is zero altogether. The rows of their stoichiometry matrix that are independent keep that as a fast equation.
/// Every other row is a sum of those, so that the amount of its species less the same sum of theirs is conserved by the fast reactions and changed by the slow
/// ones alone.
/// </summary>
/// <remarks>Where a stoichiometry varies, what is conserved varies with it: then all rows are fast equations, of reactions only ten million times as fast, so
/// that the rounding of the large numbers stays out of the slow ones.</remarks>
internal sealed class FastReactions(EquationTable table, SpeciesEquations species)
{
    private const double Negligible = 1e-12;

    /// <summary>Far below any tolerance, and far enough above the rounding.</summary>
    private const double FastTime = 1e-12;
    private const double VaryingFastTime = 1e-7;
    private readonly Reaction[] _fast = [.. table.Reactions.Values.Where(r => r.IsFast)];
    private readonly List<Row> _independent = [];

    /// <summary>Replaces the equations of the species that fast reactions change.</summary>
    /// <param name="states">The states by name.</param>
    public void Apply(OrderedDictionary<string, StateVariable> states)
    {
        List<(StateVariable State, Symbol Symbol, double[] Row)> rows = [];
        foreach (Symbol symbol in table.Symbols.Values.Where(s => s.Kind == SymbolKind.Species && species.IsState(s) && !table.Rates.ContainsKey(s.Name)))
        {
            string held = species.IsHeldAsAmount(symbol) ? SpeciesEquations.AmountName(symbol.Name) : symbol.Name;
            if (states.TryGetValue(held, out StateVariable? state) && !state.IsAlgebraic && Stoichiometry(symbol) is var row && row.Any(n => n != 0))
            {
                rows.Add((state, symbol, row));
            }
        }

        bool varies = rows.Any(row => row.Row.Any(n => !double.IsFinite(n)));
        foreach ((StateVariable state, Symbol symbol, double[] row) in rows)
        {
            states[state.Name] = varies ? Fast(state, symbol, VaryingFastTime) : Replaced(state, symbol, row);
        }
    }

    private StateVariable Replaced(StateVariable state, Symbol symbol, double[] row)
    {
        Expression slow = Slow(symbol);
        (double[] left, Dictionary<Row, double> sum) = Reduce(row);
        if (left.Any(n => n != 0))
        {
            _independent.Add(new Row(state.Name, slow, left, sum));
            return Fast(state, symbol, FastTime);
        }

        (Row Row, double Weight)[] others = [.. Originals(sum).Where(pair => pair.Value != 0).Select(pair => (pair.Key, -pair.Value))];
        return state with
        {
            Combined = [.. others.Select(other => new StateWeight(other.Row.State, other.Weight))],
            Derivative = Terms.Sum([slow, .. others.Select(other => Weighted(other.Weight, other.Row.Slow))]),
        };
    }

    private StateVariable Fast(StateVariable state, Symbol symbol, double time)
    {
        Expression rate = species.Changes(symbol.Name, reaction => table.Reactions[reaction].IsFast);
        return state with { Fast = new FastDrive(rate, time), Derivative = Terms.Sum([rate, Weighted(time, Slow(symbol))]) };
    }

    private Expression Slow(Symbol symbol) => species.Changes(symbol.Name, reaction => !table.Reactions[reaction].IsFast);

    /// <summary>What is left of a row after the independent rows are taken out, and how much of each reduced row that was.</summary>
    private (double[] Left, Dictionary<Row, double> Sum) Reduce(double[] row)
    {
        double[] rest = [.. row];
        Dictionary<Row, double> sum = [];
        double scale = row.Max(Math.Abs);
        foreach (Row other in _independent)
        {
            int pivot = other.Pivot;
            double factor = rest[pivot] / other.Reduced[pivot];
            sum[other] = factor;
            for (int i = 0; i < rest.Length && factor != 0; i++)
            {
                rest[i] = i == pivot ? 0 : rest[i] - (factor * other.Reduced[i]);
                rest[i] = Math.Abs(rest[i]) <= Negligible * scale ? 0 : rest[i];
            }
        }

        return (rest, sum);
    }

    /// <summary>A sum of reduced rows as a sum of the rows as they were.</summary>
    private Dictionary<Row, double> Originals(Dictionary<Row, double> reduced)
    {
        Dictionary<Row, double> result = [];
        for (int i = _independent.Count - 1; i >= 0; i--)
        {
            // Later rows were reduced by earlier ones.
            Row row = _independent[i];
            double weight = reduced.GetValueOrDefault(row) - _independent.Skip(i + 1).Sum(later => result.GetValueOrDefault(later) * later.Taken.GetValueOrDefault(row));
            result[row] = weight;
        }

        return result;
    }

    /// <summary>What each fast reaction does to what a species is held as; not-a-number where that varies.</summary>
    private double[] Stoichiometry(Symbol symbol)
    {
        double factor = symbol.ConversionFactor is { } name ? Constant(Terms.Name(name)) : 1;
        return [.. _fast.Select(reaction => factor * (Side(reaction.Products, symbol.Name) - Side(reaction.Reactants, symbol.Name)))];
    }

    private double Side(IEnumerable<SpeciesReference> side, string name) => side.Where(s => s.Species == name).Sum(s => Constant(s.Stoichiometry));

    private double Constant(Expression expression) => expression switch
    {
        NumberExpression number => number.Value,
        CallExpression { Function: Function.Negate, Arguments: [var only] } => -Constant(only),
        CallExpression { Function: Function.Plus } sum => sum.Arguments.Sum(Constant),
        NameExpression name when table.Assignments.TryGetValue(name.Name, out Rule? always) => always.Expression is NumberExpression fixedNumber ? fixedNumber.Value : double.NaN,
        NameExpression name when !table.Rates.ContainsKey(name.Name) && !table.Algebraic.ContainsKey(name.Name)
            && !table.IsChangedByEvents(name.Name) && table.Initial.TryGetValue(name.Name, out Rule? rule) && !rule.Expression.UsesTime() => Constant(rule.Expression),
        _ => double.NaN,
    };

    private static Expression Weighted(double weight, Expression value) =>
        value is NumberExpression { Value: 0 } ? value
        : weight < 0 ? Terms.Negate(Terms.Multiply(Terms.Number(-weight), value))
        : Terms.Multiply(Terms.Number(weight), value);

    /// <summary>An independent row.</summary>
    /// <param name="State">The state whose equation it is.</param>
    /// <param name="Slow">What the slow reactions do to that state.</param>
    /// <param name="Reduced">The row without those before it.</param>
    /// <param name="Taken">How much of each reduced row before it was taken out.</param>
    private sealed record Row(string State, Expression Slow, double[] Reduced, Dictionary<Row, double> Taken)
    {
        /// <summary>The place of the largest element.</summary>
        public int Pivot { get; } = Array.IndexOf(Reduced, Reduced.MaxBy(Math.Abs));

        /// <inheritdoc/>
        public bool Equals(Row? other) => ReferenceEquals(this, other);

        /// <inheritdoc/>
        public override int GetHashCode() => State.GetHashCode(StringComparison.Ordinal);
    }
}
