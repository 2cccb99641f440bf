using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>
/// Finds the variable that each algebraic rule (<c>0 = expression</c>) determines, by a maximum matching of rules and the variables that they name and nothing
/// else determines (SBML Level 3 Version 2 Core, section 4.11.5). A rule that is linear in its variable becomes an assignment; the others, and those that
/// would depend on themselves, are left to the solver.
/// </summary>
internal sealed class AlgebraicRules(EquationTable table, DiagnosticBag diagnostics)
{
    // How willingly a rule determines a variable: by a formula that always exists, by one whose divisor may vanish, by the solver; one that events set, last.
    private const int Tiers = 6;
    private readonly Dictionary<string, int> _ruleOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Rule?> _guesses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changedByReactions = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Rule, string Variable), LinearForm?> _forms = [];
    private List<Rule> _rules = [];
    private List<(string Variable, int Tier)>[] _candidates = [];

    /// <summary>Puts each rule among the table's assignments or algebraic rules.</summary>
    /// <param name="rules">The algebraic rules.</param>
    public void Resolve(List<Rule> rules)
    {
        _rules = rules;
        _changedByReactions.UnionWith(table.Reactions.Values.SelectMany(r => r.Reactants.AddRange(r.Products)).Select(s => s.Species));
        _candidates = [.. rules.Select((_, index) => Candidates(index))];
        Match();
        foreach ((string variable, int index) in _ruleOf.OrderBy(pair => pair.Value))
        {
            LinearForm? form = _forms[(index, variable)];
            if (form is null)
            {
                table.Algebraic.Add(variable, rules[index]);
                continue;
            }

            table.Initial.Remove(variable, out Rule? guess);
            _guesses[variable] = guess;
            table.Assignments.Add(variable, rules[index] with { Variable = variable, Expression = form.Root });
        }

        LeaveCyclesToTheSolver();
    }

    private List<(string Variable, int Tier)> Candidates(int index)
    {
        List<(string, int)> candidates = [];
        foreach (string name in _rules[index].Expression.Names().Distinct())
        {
            if (!table.Symbols.TryGetValue(name, out Symbol? symbol) || !MayVary(symbol))
            {
                continue;
            }

            LinearForm? form = LinearForm.Of(_rules[index].Expression, name);
            if (form is { Coefficient: NumberExpression { Value: 0 } })
            {
                continue;
            }

            _forms[(index, name)] = form;
            int tier = form is null ? 2 : form.IsNumeric ? 0 : 1;
            candidates.Add((name, table.IsChangedByEvents(name) ? tier + 3 : tier));
        }

        // Where rules leave it open, species at the boundary come last: their values are what a text sets from outside.
        return [.. candidates.OrderBy(candidate => table.Symbols[candidate.Item1].IsBoundary)];
    }

    /// <summary>Whether a symbol is a variable that nothing else determines.</summary>
    private bool MayVary(Symbol symbol) =>
        symbol.IsConstant != true && !table.Assignments.ContainsKey(symbol.Name) && !table.Rates.ContainsKey(symbol.Name)
        && (symbol.Kind != SymbolKind.Species || symbol.IsBoundary || !_changedByReactions.Contains(symbol.Name));

    private void Match()
    {
        HashSet<int> open = [.. Enumerable.Range(0, _rules.Count)];
        for (int tier = 0; tier < Tiers; tier++)
        {
            open.RemoveWhere(rule => Augment(rule, tier, new HashSet<string>(StringComparer.Ordinal)));
        }

        foreach (int rule in open)
        {
            string[] names = [.. _rules[rule].Expression.Names().Distinct()];
            string why = names.Length == 0 ? "it names no variable" : $"each of {string.Join(", ", names.Select(name => $"'{name}'"))} is constant or determined by another equation";
            diagnostics.Error("overdetermined", $"the algebraic rule '0 = {ExpressionPrinter.Print(_rules[rule].Expression)}' determines nothing: {why}", _rules[rule].Span);
        }
    }

    /// <summary>
    /// Looks for a chain of exchanges that gives a rule a variable (Kuhn's augmenting path), by width first so that long chains need no recursion.
    /// </summary>
    private bool Augment(int start, int tier, HashSet<string> seen)
    {
        Dictionary<string, int> reachedFrom = new(StringComparer.Ordinal);
        Queue<int> rules = new([start]);
        while (rules.TryDequeue(out int rule))
        {
            foreach ((string variable, _) in _candidates[rule].Where(c => c.Tier <= tier).OrderBy(c => c.Tier))
            {
                if (!seen.Add(variable))
                {
                    continue;
                }

                reachedFrom[variable] = rule;
                if (_ruleOf.TryGetValue(variable, out int owner))
                {
                    rules.Enqueue(owner);
                    continue;
                }

                Exchange(variable, start, reachedFrom);
                return true;
            }
        }

        return false;
    }

    private void Exchange(string free, int start, Dictionary<string, int> reachedFrom)
    {
        string variable = free;
        while (true)
        {
            int rule = reachedFrom[variable];
            string? former = rule == start ? null : _ruleOf.First(pair => pair.Value == rule).Key;
            _ruleOf[variable] = rule;
            if (former is null)
            {
                return;
            }

            variable = former;
        }
    }

    /// <summary>Turns formulas that depend on their own results back into rules for the solver.</summary>
    private void LeaveCyclesToTheSolver()
    {
        while (true)
        {
            DependencyOrder order = new([.. table.Symbols.Keys, .. table.Reactions.Keys], Dependencies);
            string[] solved = [.. order.Cycles.Select(cycle => cycle.FirstOrDefault(IsSolved)).OfType<string>().Distinct()];
            if (solved.Length == 0)
            {
                return;
            }

            foreach (string variable in solved)
            {
                table.Assignments.Remove(variable);
                table.Algebraic.Add(variable, _rules[_ruleOf[variable]]);
                if (_guesses[variable] is { } guess)
                {
                    table.Initial.Add(variable, guess);
                }
            }
        }
    }

    /// <summary>What a name stands on: for a rate of change, the equations that make it.</summary>
    private IEnumerable<string> RateSources(string name)
    {
        if (!table.IsRateName(name) || EquationTable.RateVariable(name) is not { } variable)
        {
            return [name];
        }

        IEnumerable<string> reactions = table.Reactions.Values.Where(r => r.Reactants.AddRange(r.Products).Any(s => s.Species == variable)).Select(r => r.Name);
        return table.Rates.TryGetValue(variable, out Rule? rate) ? [.. rate.Expression.Names(), .. reactions] : reactions;
    }

    private bool IsSolved(string name) => table.Assignments.TryGetValue(name, out Rule? rule) && rule.Kind == RuleKind.Algebraic;

    private IEnumerable<string> Dependencies(string name)
    {
        IEnumerable<string> used = table.Assignments.TryGetValue(name, out Rule? rule) ? rule.Expression.Names()
            : table.Reactions.TryGetValue(name, out Reaction? reaction) ? reaction.Rate?.Names() ?? []
            : table.Symbols[name] is { Kind: SymbolKind.Species, IsSubstanceOnly: false, Compartment: { } compartment } && !table.Algebraic.ContainsKey(name) ? [compartment]
            : [];
        return used.SelectMany(RateSources);
    }
}
