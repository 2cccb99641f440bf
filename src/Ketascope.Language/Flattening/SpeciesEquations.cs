using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>
/// What species mean as equations (SBML Level 3 Version 2 Core, sections 4.6, 4.9 and 4.11). A species in a compartment is held as its amount, because that is
/// what reactions change and what stays when the compartment grows. A species without a compartment lies in one of size 1, where amount and concentration are
/// the same number, and a substance-only species is an amount already: both are held under their own name. So is a boundary species that nothing changes, in a
/// compartment that nothing changes.
/// </summary>
internal sealed class SpeciesEquations
{
    private readonly EquationTable _table;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, OrderedDictionary<string, Contribution>> _contributions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _needed = new(StringComparer.Ordinal);

    /// <summary>Collects what reactions do to species.</summary>
    public SpeciesEquations(EquationTable table, DiagnosticBag diagnostics)
    {
        _table = table;
        _diagnostics = diagnostics;
        foreach (Reaction reaction in table.Reactions.Values)
        {
            AddSide(reaction, reaction.Reactants, -1);
            AddSide(reaction, reaction.Products, 1);
        }

        foreach (Symbol symbol in table.Symbols.Values)
        {
            if (symbol is { Kind: SymbolKind.Species, Compartment: { } compartment })
            {
                CheckCompartment(symbol, compartment);
                if (IsHeldAsAmount(symbol) || (StartsAsConcentration(symbol) && table.Initial[symbol.Name].Expression is NumberExpression { Value: not 0 }))
                {
                    _needed.Add(compartment);
                }
            }
        }
    }

    /// <summary>The name under which the amount of a species is held.</summary>
    public static string AmountName(string species) => $"amount({species})";

    /// <summary>Whether a name of the system stands for the amount of a species.</summary>
    public static bool IsAmountName(string name) => name.StartsWith("amount(", StringComparison.Ordinal);

    /// <summary>The names of the text along a cycle of names of the system, where a species and its amount are one.</summary>
    public static IReadOnlyList<string> TextNames(IReadOnlyList<string> cycle)
    {
        List<string> names = [];
        foreach (string name in cycle)
        {
            string text = IsAmountName(name) ? name[7..^1] : name;
            if (names.Count == 0 || names[^1] != text)
            {
                names.Add(text);
            }
        }

        if (names.Count > 1 && names[0] == names[^1])
        {
            names.RemoveAt(names.Count - 1);
        }

        return names;
    }

    /// <summary>Whether what species in the compartment are held as depends on its size.</summary>
    public bool IsNeeded(string compartment) => _needed.Contains(compartment);

    /// <summary>
    /// Whether the start value in the text is a concentration although the name means an amount: Antimony takes a number given to any species in a compartment
    /// for a concentration, and a number divided by the compartment for an amount; any other start value of a substance-only species is an amount.
    /// </summary>
    public bool StartsAsConcentration(Symbol species) =>
        species is { IsSubstanceOnly: true, Compartment: { } compartment } && _table.Initial.TryGetValue(species.Name, out Rule? rule)
        && rule.Expression is NumberExpression or CallExpression { Function: Function.Divide, Arguments: [NumberExpression, NameExpression] }
        && (rule.Expression is NumberExpression || rule.Expression.Names()[0] == compartment);

    /// <summary>Whether a symbol is a compartment that nothing gives a size.</summary>
    public bool IsWithoutSize(Symbol symbol) =>
        symbol.Kind == SymbolKind.Compartment && !IsSized(symbol.Name) && !_table.Assignments.ContainsKey(symbol.Name) && !_table.Algebraic.ContainsKey(symbol.Name);

    /// <summary>Whether any reaction consumes or makes the species.</summary>
    public bool IsInReaction(string species) => _contributions.ContainsKey(species);

    /// <summary>Whether the species is integrated: reactions or a rate change it, or a dose may.</summary>
    public bool IsState(Symbol species) =>
        _table.Rates.ContainsKey(species.Name) || (!species.IsBoundary && species.IsConstant != true);

    /// <summary>Whether the species is held under <see cref="AmountName"/>.</summary>
    public bool IsHeldAsAmount(Symbol species) =>
        species is { Kind: SymbolKind.Species, IsSubstanceOnly: false, Compartment: { } compartment }
        && !_table.Assignments.ContainsKey(species.Name) && !_table.Algebraic.ContainsKey(species.Name)
        // A concentration with a rate of change needs no amount; in a compartment that follows from ':=' that spares the compartment's own rate of change, in
        // one without a size its size.
        && !(_table.Rates.ContainsKey(species.Name) && (_table.Assignments.ContainsKey(compartment) || (!IsSized(compartment) && !Varies(compartment))))
        && (IsState(species) || Varies(compartment));

    /// <summary>How the species is held.</summary>
    public SpeciesForm Form(Symbol species) => new(species.Name, IsHeldAsAmount(species) ? AmountName(species.Name) : species.Name)
    {
        Compartment = species.Compartment,
        IsHeldAsAmount = species.IsSubstanceOnly || IsHeldAsAmount(species),
        MeansAmount = species.IsSubstanceOnly,
        StartsAsConcentration = !species.IsSubstanceOnly || species.Compartment is not null,
    };

    /// <summary>The rate of change of what the species is held as.</summary>
    public Expression Derivative(Symbol species)
    {
        if (!_table.Rates.TryGetValue(species.Name, out Rule? rate))
        {
            return Changes(species.Name, _ => true);
        }

        if (!species.IsBoundary && IsInReaction(species.Name))
        {
            _diagnostics.Error("defined-twice", $"the species '{species.Name}' has a rate of change and is also changed by reactions; declare it '${species.Name}'", rate.Span);
        }

        return IsHeldAsAmount(species) ? AmountRate(species, rate) : rate.Expression;
    }

    /// <summary>What some reactions together do to what the species is held as.</summary>
    /// <param name="species">The species' name.</param>
    /// <param name="counts">Whether a reaction counts.</param>
    public Expression Changes(string species, Func<string, bool> counts) =>
        Terms.Sum(_contributions.TryGetValue(species, out OrderedDictionary<string, Contribution>? all) ? all.Where(c => counts(c.Key)).Select(c => c.Value.Term()) : []);

    /// <summary>d(amount)/dt = V dS/dt + S dV/dt for a concentration S in a compartment V.</summary>
    private Expression AmountRate(Symbol species, Rule rate)
    {
        string compartment = species.Compartment!;
        Expression ofConcentration = Terms.TimesName(rate.Expression, compartment);
        return _table.Rates.TryGetValue(compartment, out Rule? growth)
            ? Terms.Sum([ofConcentration, Terms.Multiply(Terms.Name(species.Name), growth.Expression)])
            : ofConcentration;
    }

    /// <summary>
    /// The rate of change of what a name means: of a concentration, not of the amount. Null, with an error, for what is given by ':=' or cannot be told.
    /// </summary>
    /// <param name="symbol">A compartment, species or parameter.</param>
    /// <param name="span">The place that asks for it.</param>
    public Expression? RateOfChange(Symbol symbol, SourceSpan span)
    {
        if (_table.Assignments.ContainsKey(symbol.Name) || _table.Algebraic.ContainsKey(symbol.Name))
        {
            _diagnostics.Error("not-read", $"'rateOf' of '{symbol.Name}', which is given by ':=' or an algebraic rule, is not read", span);
            return null;
        }

        if (symbol.Kind != SymbolKind.Species || _table.Rates.ContainsKey(symbol.Name))
        {
            return _table.Rates.TryGetValue(symbol.Name, out Rule? rate) ? rate.Expression : Terms.Number(0);
        }

        if (_contributions.TryGetValue(symbol.Name, out OrderedDictionary<string, Contribution>? all) && all.Keys.Any(name => _table.Reactions[name].IsFast))
        {
            _diagnostics.Error("not-read", $"'rateOf' of '{symbol.Name}', which a fast reaction changes, is not read", span);
            return null;
        }

        Expression ofHeld = IsState(symbol) ? Derivative(symbol) : Terms.Number(0);
        if (!IsHeldAsAmount(symbol))
        {
            return ofHeld;
        }

        if (_table.Assignments.ContainsKey(symbol.Compartment!))
        {
            _diagnostics.Error("not-read", $"'rateOf' of '{symbol.Name}' in the compartment '{symbol.Compartment}', whose size follows from ':=', is not read", span);
            return null;
        }

        // dS/dt = (d(amount)/dt - S dV/dt) / V.
        Expression ofAmount = _table.Rates.TryGetValue(symbol.Compartment!, out Rule? growth)
            ? Terms.Sum([ofHeld, Terms.Negate(Terms.Multiply(Terms.Name(symbol.Name), growth.Expression))])
            : ofHeld;
        return ofAmount is NumberExpression ? ofAmount : Terms.Divide(ofAmount, Terms.Name(symbol.Compartment!));
    }

    /// <summary>Whether a compartment has a start value; NaN is what SBML leaves open.</summary>
    private bool IsSized(string compartment) => _table.Initial.TryGetValue(compartment, out Rule? size) && size.Expression is not NumberExpression { Value: double.NaN };

    private bool Varies(string compartment) =>
        _table.Rates.ContainsKey(compartment) || _table.Assignments.ContainsKey(compartment) || _table.Algebraic.ContainsKey(compartment) || _table.IsChangedByEvents(compartment);

    private void AddSide(Reaction reaction, IEnumerable<SpeciesReference> side, int sign)
    {
        foreach (SpeciesReference reference in side)
        {
            if (!_table.Symbols.TryGetValue(reference.Species, out Symbol? species) || species.Kind != SymbolKind.Species)
            {
                string hint = NearestName.Hint(reference.Species, _table.Symbols.Values.Where(s => s.Kind == SymbolKind.Species).Select(s => s.Name));
                _diagnostics.Error("unknown-name", $"'{reference.Species}' in the reaction '{reaction.Name}' is no species{hint}", reaction.Span);
                continue;
            }

            if (!_contributions.TryGetValue(species.Name, out OrderedDictionary<string, Contribution>? all))
            {
                _contributions[species.Name] = all = new(StringComparer.Ordinal);
            }

            if (!all.TryGetValue(reaction.Name, out Contribution? contribution))
            {
                all[reaction.Name] = contribution = new Contribution(Extent(reaction.Name, species));
            }

            contribution.Add(reference.Stoichiometry, sign);
        }
    }

    /// <summary>What one unit of stoichiometry brings: the reaction's rate, in the species' own unit of amount.</summary>
    private static Expression Extent(string reaction, Symbol species) =>
        species.ConversionFactor is { } factor ? Terms.Multiply(Terms.Name(factor), Terms.Name(reaction)) : Terms.Name(reaction);

    private void CheckCompartment(Symbol species, string compartment)
    {
        if (!_table.Symbols.TryGetValue(compartment, out Symbol? found) || found.Kind != SymbolKind.Compartment)
        {
            string hint = NearestName.Hint(compartment, _table.Symbols.Values.Where(s => s.Kind == SymbolKind.Compartment).Select(s => s.Name));
            _diagnostics.Error("unknown-name", $"'{compartment}', which holds the species '{species.Name}', is no compartment{hint}", species.Span);
        }
    }

    /// <summary>What one reaction does to one species: its rate times the net stoichiometry.</summary>
    private sealed class Contribution(Expression extent)
    {
        private readonly List<Expression> _symbolic = [];
        private double _number;

        public void Add(Expression stoichiometry, int sign)
        {
            if (stoichiometry is NumberExpression number)
            {
                _number += sign * number.Value;
            }
            else
            {
                _symbolic.Add(sign > 0 ? stoichiometry : Terms.Negate(stoichiometry));
            }
        }

        public Expression Term()
        {
            if (_number == 0 && _symbolic is [CallExpression { Function: Function.Negate } only])
            {
                return Terms.Negate(Terms.Multiply(only.Arguments[0], extent));
            }

            Expression net = Terms.Sum([.. _symbolic, Terms.Number(_number)]);
            return net is NumberExpression { Value: < 0 } negative
                ? Terms.Negate(Terms.Multiply(Terms.Number(-negative.Value), extent))
                : net is NumberExpression { Value: 0 } ? net : Terms.Multiply(net, extent);
        }
    }
}
