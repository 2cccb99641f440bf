using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Antimony;

/// <content>Reactions and interactions.</content>
internal sealed partial class StatementParser
{
    /// <summary>Whether an arrow stands in this statement where a reaction without a label has it: behind names, numbers and plus signs alone.</summary>
    private bool IsReactionAhead()
    {
        for (int i = 0; ; i++)
        {
            Token token = cursor.Peek(i);
            switch (token.Kind)
            {
                case TokenKind.Arrow or TokenKind.DoubleArrow or TokenKind.Activates or TokenKind.Inhibits:
                    return true;
                case TokenKind.Minus when cursor.Peek(i + 1).Kind == TokenKind.LeftParenthesis:
                    return true;
                case TokenKind.Number or TokenKind.Dollar or TokenKind.Dot or TokenKind.Plus:
                    break;
                case TokenKind.Word when !Words.IsKeyword(token.Text):
                    break;
                default:
                    return false;
            }
        }
    }

    private void ParseReaction(Target? label)
    {
        SourceSpan start = cursor.Span;
        if (ParseSides(label) is not { } reaction)
        {
            return;
        }

        if (!cursor.Accept(TokenKind.Semicolon))
        {
            throw cursor.Expected("';' and the rate of the reaction");
        }

        AddReaction(label, start, reaction with { Rate = expressions.ParseOptional() });
    }

    /// <summary>Reads a reaction up to its first <c>;</c>; null for an interaction, which ends there.</summary>
    private Reaction? ParseSides(Target? label)
    {
        try
        {
            SourceSpan start = cursor.Span;
            List<SpeciesReference> reactants = ParseSide(isProducts: false);
            if (IsInteractionSign())
            {
                ParseInteraction(label, reactants, start);
                return null;
            }

            bool isReversible = ParseArrow();
            List<SpeciesReference> products = ParseSide(isProducts: true);
            return reactants.Count + products.Count > 0
                ? new Reaction { Name = "", Reactants = [.. reactants], Products = [.. products], IsReversible = isReversible }
                : throw new SyntaxException("syntax", "a reaction needs a species on one of its sides", start);
        }
        catch (SyntaxException)
        {
            // The rate behind the first ';' belongs to the reaction that could not be read.
            cursor.SkipStatement();
            cursor.Accept(TokenKind.Semicolon);
            cursor.SkipStatement();
            throw;
        }
    }

    private bool IsInteractionSign() => cursor.Current.Kind is TokenKind.Activates or TokenKind.Inhibits
        || (cursor.Current.Kind == TokenKind.Minus && cursor.Peek(1).Kind == TokenKind.LeftParenthesis);

    private bool ParseArrow()
    {
        switch (cursor.Current.Kind)
        {
            case TokenKind.Arrow or TokenKind.DoubleArrow:
                return cursor.Take().Kind == TokenKind.Arrow;
            case TokenKind.LessOrEqual when cursor.Peek(1).Kind == TokenKind.Greater:
                throw cursor.Error("syntax", "a reversible reaction is written with '->'");
            case TokenKind.Dashes:
                throw Refused("DNA strands");
            default:
                throw cursor.Expected("'->' or '=>' of a reaction");
        }
    }

    private void AddReaction(Target? label, SourceSpan start, Reaction reaction)
    {
        SourceSpan span = label?.Span ?? start;
        string name = label?.Path ?? model.NewName("_J");
        SourceSpan earlier = model.Find(name)?.RoleSpan ?? default;
        Element element = label is null ? model.State(name, span) : Apply(label);
        element.SetRole(Role.Reaction, isDeclared: false, span);
        (string? compartment, SourceSpan place) = ParseIn();
        compartment ??= label?.Compartment;
        if (compartment is not null)
        {
            StateCompartment(compartment, place.Source is null ? label!.CompartmentSpan : place);
            model.ReactionCompartments[name] = compartment;
        }

        model.Put(model.Reactions, name, reaction with { Name = name, Span = span }, (earlier, span));
    }

    /// <summary>Reads one side of a reaction: species joined by <c>+</c>, each with an optional number or name as its stoichiometry.</summary>
    private List<SpeciesReference> ParseSide(bool isProducts)
    {
        List<SpeciesReference> side = [];
        if (cursor.Current.Kind is not (TokenKind.Word or TokenKind.Number or TokenKind.Dollar) || cursor.Current.Is("in"))
        {
            return side;
        }

        do
        {
            side.Add(ParseParticipant(isProducts));
        }
        while (cursor.Accept(TokenKind.Plus));
        return side;
    }

    private SpeciesReference ParseParticipant(bool isProducts)
    {
        Expression stoichiometry = new NumberExpression(1);
        if (cursor.Current.Kind == TokenKind.Number)
        {
            Token number = cursor.Take();
            stoichiometry = new NumberExpression(number.Value) { Span = cursor.SpanOf(number) };
        }

        Target target = ParseSpecies();
        bool isPair = cursor.Current.Kind is TokenKind.Dollar || (cursor.Current.Kind == TokenKind.Word && !Words.IsKeyword(cursor.Current.Text));
        if (isPair && stoichiometry.Span.Source is null)
        {
            // Two names: the first is a symbol that gives the stoichiometry.
            stoichiometry = new NameExpression(target.Path) { Span = target.Span };
            model.State(target.Path, target.Span);
            target = ParseSpecies();
        }

        bool isInteractionTarget = isProducts && model.Find(target.Path) is { Role: Role.Reaction };
        Element element = Apply(target);
        if (!element.IsPath && !isInteractionTarget)
        {
            element.SetRole(Role.Species, isDeclared: false, target.Span);
        }

        return new SpeciesReference(target.Path, stoichiometry);
    }

    private Target ParseSpecies()
    {
        bool isBoundary = cursor.Accept(TokenKind.Dollar);
        SourceSpan start = cursor.Span;
        string path = expressions.ParsePath("a species");
        return new Target(path, start.To(cursor.Last)) { IsBoundary = isBoundary };
    }

    /// <summary>Reads <c>S -o J</c>, <c>S -| J</c> or <c>S -( J</c>: the species influence the rates of the reactions.</summary>
    private void ParseInteraction(Target? label, List<SpeciesReference> species, SourceSpan start)
    {
        if (cursor.Take().Kind == TokenKind.Minus)
        {
            cursor.Take();
        }

        List<string> reactions = [];
        do
        {
            SourceSpan place = cursor.Span;
            string reaction = expressions.ParsePath("a reaction");
            model.State(reaction, place);
            reactions.Add(reaction);
        }
        while (cursor.Accept(TokenKind.Plus));

        if (species.Count == 0)
        {
            throw new SyntaxException("syntax", "an interaction needs a species on its left", start);
        }

        string name = label?.Path ?? model.NewName("_J");
        model.State(name, label?.Span ?? start).SetRole(Role.Interaction, isDeclared: false, label?.Span ?? start);
        foreach (string reaction in reactions)
        {
            model.Interactions.AddRange(species.Select(s => (s.Species, reaction)));
        }
    }
}
