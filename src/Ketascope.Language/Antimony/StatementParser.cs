using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Antimony;

/// <summary>Reads the statements of one model.</summary>
internal sealed partial class StatementParser(
    TokenCursor cursor, ExpressionParser expressions, DocumentBuilder document, ModelBuilder model)
{
    /// <summary>Reads one statement, or an empty one.</summary>
    /// <exception cref="SyntaxException">The statement cannot be read.</exception>
    public void ParseStatement()
    {
        Token token = cursor.Current;
        switch (token.Kind)
        {
            case TokenKind.NewLine or TokenKind.Semicolon:
                cursor.Take();
                return;
            case TokenKind.Word when ForeignStatement.Hint(cursor) is { } hint:
                SyntaxException foreign = cursor.Error("syntax", hint);
                ForeignStatement.SkipBlocks(cursor);
                throw foreign;
            case var _ when IsConstraintAhead():
                ParseConstraint(label: null);
                break;
            case TokenKind.Word when Words.IsKeyword(token.Text):
                ParseKeyword(token.Text);
                break;
            case TokenKind.Word when token.Is("fast") && cursor.Peek(1).Is("reaction"):
                ParseFast();
                break;
            case TokenKind.Word or TokenKind.Dollar:
                ParseNamed();
                break;
            case TokenKind.Number:
                ParseAfterNumber(name: null);
                break;
            case TokenKind.Arrow or TokenKind.DoubleArrow:
                ParseReaction(label: null);
                break;
            case TokenKind.Dashes or TokenKind.Ellipsis:
                throw Refused("DNA strands");
            default:
                throw cursor.Expected("a statement");
        }

        EndStatement();
    }

    /// <summary>Requires that the statement ends here.</summary>
    public void EndStatement()
    {
        if (!cursor.Current.EndsStatement)
        {
            throw cursor.Expected("';' or the end of the line");
        }
    }

    private void ParseKeyword(string word)
    {
        switch (word)
        {
            case "species" or "compartment" or "formula" or "reaction" or "const" or "ext" or "var" or "substanceOnly":
                ParseDeclaration();
                break;
            case "at":
                ParseEvent(label: null);
                break;
            case "unit":
                ParseUnit();
                break;
            case "delete":
                ParseDeletion();
                break;
            case "model" or "module":
                ParseModelAnnotation();
                break;
            case "DNA" or "gene" or "operator":
                throw Refused("DNA strands");
            case "constraint":
                ParseDeclaredConstraint();
                break;
            case "maximize" or "minimize":
                throw Refused("flux objectives");
            case "event":
                throw cursor.Error("syntax", "an event is written 'name: at condition: x = value'");
            case "function" or "import":
                throw cursor.Error("syntax", $"'{word}' must stand outside the model; close the model with 'end' first");
            default:
                throw cursor.Error("syntax", $"'{word}' cannot begin a statement");
        }
    }

    private SyntaxException Refused(string what) => cursor.Error("not-read", $"{what} are not read by Ketascope");

    /// <summary>Reads a statement that begins with a name.</summary>
    private void ParseNamed()
    {
        if (IsReactionAhead())
        {
            ParseReaction(label: null);
            return;
        }

        Target target = ParseTarget();
        Token next = cursor.Current;
        switch (next.Kind)
        {
            case TokenKind.Colon:
                ParseAfterColon(target);
                break;
            case TokenKind.Assign:
                cursor.Take();
                ParseValue(target);
                break;
            case TokenKind.Prime:
                cursor.Take();
                cursor.Expect(TokenKind.Assign, "'=' after the prime");
                ParseRule(RuleKind.Rate, target);
                break;
            case TokenKind.Times:
                ParseConvertedSynchronization(target);
                break;
            case TokenKind.LeftParenthesis:
                ParseSubmodel(label: null, modelName: target.Path, target.Span);
                break;
            case TokenKind.Word:
                ParseAfterName(target, next.Text);
                break;
            case TokenKind.Dashes or TokenKind.Ellipsis:
                throw Refused("DNA strands");
            default:
                ParseAlone(target);
                break;
        }
    }

    private void ParseAfterName(Target target, string word)
    {
        switch (word)
        {
            case "is":
                cursor.Take();
                ParseIs(target);
                break;
            case "has":
                cursor.Take();
                SetUnit(target);
                break;
            default:
                ParseAnnotation(target);
                break;
        }
    }

    /// <summary>A name with nothing behind it is a statement only with its compartment: <c>S in C</c>.</summary>
    private void ParseAlone(Target target)
    {
        if (target.Compartment is null)
        {
            string hint = NearestKeyword(target.Path) is { } keyword ? $"; did you mean '{keyword}'?" : "";
            throw cursor.Error("syntax", $"expected '=', ':=', ''=', ':' or a reaction after '{target.Path}', found {cursor.Describe(cursor.Current)}{hint}");
        }

        Apply(target);
    }

    private static string? NearestKeyword(string word) => NearestName.Find(word, Words.Keywords);

    private void ParseAfterColon(Target label)
    {
        cursor.Take();
        Token next = cursor.Current;
        switch (next.Kind)
        {
            case TokenKind.Assign:
                cursor.Take();
                ParseRule(RuleKind.Assignment, label);
                break;
            case var _ when IsConstraintAhead():
                ParseConstraint(label);
                break;
            case TokenKind.Number:
                ParseAfterNumber(label);
                break;
            case TokenKind.Dashes or TokenKind.Ellipsis:
                throw Refused("DNA strands");
            case TokenKind.Word when next.Text is "at":
                ParseEvent(label);
                break;
            case TokenKind.Word when next.Text is "maximize" or "minimize":
                throw Refused("flux objectives");
            case TokenKind.Word when cursor.Peek(1).Kind == TokenKind.LeftParenthesis:
                Token modelName = cursor.ExpectName("a model's name");
                ParseSubmodel(label, modelName.Text, cursor.Last);
                break;
            default:
                ParseReaction(label);
                break;
        }
    }

    /// <summary>A number begins an algebraic equation or a reaction.</summary>
    private void ParseAfterNumber(Target? name)
    {
        if (cursor.Peek(1).Kind != TokenKind.Assign)
        {
            ParseReaction(name);
            return;
        }

        Token number = cursor.Take();
        SourceSpan span = cursor.SpanOf(number);
        if (number.Value != 0)
        {
            throw new SyntaxException("syntax", "an algebraic equation begins with '0 ='", span);
        }

        cursor.Take();
        Expression right = expressions.Parse();
        model.AddAlgebraic(new Rule(RuleKind.Algebraic, "", right, span.To(right.Span)) { Name = name?.Path });
    }

    private void ParseRule(RuleKind kind, Target target)
    {
        Apply(target);
        SetRule(kind, target);
    }

    private void SetRule(RuleKind kind, Target target)
    {
        Expression? right = expressions.ParseOptional();
        if (right is null)
        {
            model.ClearRule(kind, target.Path, target.Span);
        }
        else
        {
            model.SetRule(new Rule(kind, target.Path, right, target.Span.To(right.Span)));
        }
    }

    /// <summary>Reads what stands behind <c>=</c>: a start value, or a field of the name before the last dot.</summary>
    private void ParseValue(Target target)
    {
        if (target.Field is null)
        {
            ParseRule(RuleKind.Initial, target);
        }
        else if (target.Field == "sboTerm")
        {
            ParseSboTerm(target);
        }
        else
        {
            ParseUncertainty(target);
        }
    }

    /// <summary>Reads a name with <c>$</c>, its path, and the compartment behind <c>in</c>.</summary>
    private Target ParseTarget()
    {
        bool isBoundary = false;
        while (cursor.Accept(TokenKind.Dollar))
        {
            isBoundary = true;
        }

        SourceSpan start = cursor.Span;
        string path = expressions.ParsePath("a name");
        SourceSpan span = start.To(cursor.Last);
        string? field = null;
        int dot = path.LastIndexOf('.');
        if (dot > 0 && IsField(path[(dot + 1)..]) && document.Follow(model, path.AsSpan(0, dot))?.Find(path[(dot + 1)..]) is null)
        {
            field = path[(dot + 1)..];
            path = path[..dot];
        }

        (string? compartment, SourceSpan place) = ParseIn();
        return new Target(path, span) { Field = field, IsBoundary = isBoundary, Compartment = compartment, CompartmentSpan = place };
    }

    private static bool IsField(string word) => word == "sboTerm" || Words.UncertaintyFields.Contains(word);

    private (string? Compartment, SourceSpan Span) ParseIn()
    {
        if (!cursor.Accept("in"))
        {
            return default;
        }

        SourceSpan start = cursor.Span;
        return (expressions.ParsePath("a compartment's name"), start.To(cursor.Last));
    }

    /// <summary>Writes down what stands around a name: that it is a boundary species, its compartment.</summary>
    private Element Apply(Target target)
    {
        Element element = model.State(target.Path, target.Span);
        element.IsBoundary |= target.IsBoundary;
        SetCompartment(element, target);
        return element;
    }

    private void SetCompartment(Element element, Target target)
    {
        if (target.Compartment is { } compartment)
        {
            element.Compartment = compartment;
            StateCompartment(compartment, target.CompartmentSpan);
        }
    }

    private void StateCompartment(string compartment, SourceSpan span)
    {
        Element element = model.Touch(compartment, span);
        if (!element.IsPath)
        {
            element.SetRole(Role.Compartment, isDeclared: false, span);
        }
    }

    /// <summary>The name that a statement begins with, and what stands around it.</summary>
    private sealed record Target(string Path, SourceSpan Span)
    {
        public string? Field { get; init; }

        public bool IsBoundary { get; init; }

        public string? Compartment { get; init; }

        public SourceSpan CompartmentSpan { get; init; }
    }
}
