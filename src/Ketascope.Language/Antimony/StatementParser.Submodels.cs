using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Antimony;

/// <content>Submodels, synchronizations and deletions.</content>
internal sealed partial class StatementParser
{
    /// <summary>Reads <c>(x, 3), timeconv = a, extentconv = b in c</c> behind the name of a model.</summary>
    private void ParseSubmodel(Target? label, string modelName, SourceSpan nameSpan)
    {
        cursor.Take();
        List<Expression> arguments = [];
        if (cursor.Current.Kind != TokenKind.RightParenthesis)
        {
            do
            {
                cursor.SkipNewLines();
                arguments.Add(ParseArgument("an argument of a submodel"));
            }
            while (cursor.Accept(TokenKind.Comma));
        }

        cursor.SkipNewLines();
        cursor.Expect(TokenKind.RightParenthesis, "',' or ')'");
        (Expression? time, Expression? extent) = ParseConversions();
        (string? compartment, SourceSpan place) = ParseIn();
        if (compartment is not null)
        {
            StateCompartment(compartment, place);
        }

        SourceSpan span = label?.Span ?? nameSpan;
        string name = label?.Path ?? model.NewName("_sub");
        SourceSpan earlier = model.Find(name)?.RoleSpan ?? default;
        model.State(name, span).SetRole(Role.Submodel, isDeclared: true, span);
        foreach (Expression argument in arguments)
        {
            if (argument is NameExpression bound)
            {
                model.State(bound.Name, bound.Span);
            }
        }

        Submodel submodel = new(name, modelName, [.. arguments], time, extent, span.To(nameSpan)) { Compartment = compartment ?? label?.Compartment };
        model.Put(model.Submodels, name, submodel, (earlier, span));
    }

    private Expression ParseArgument(string what)
    {
        Expression argument = expressions.Parse();
        return argument is NameExpression or NumberExpression
            ? argument
            : throw new SyntaxException("syntax", $"{what} must be a name or a number", argument.Span);
    }

    private (Expression? Time, Expression? Extent) ParseConversions()
    {
        Expression? time = null, extent = null;
        while (cursor.Accept(TokenKind.Comma))
        {
            Token option = cursor.Expect(TokenKind.Word, "'timeconv' or 'extentconv'");
            SourceSpan span = cursor.Last;
            cursor.Expect(TokenKind.Assign, $"'=' after '{option.Text}'");
            switch (option.Text)
            {
                case "timeconv":
                    time = ParseArgument("a conversion factor");
                    break;
                case "extentconv":
                    extent = ParseArgument("a conversion factor");
                    break;
                default:
                    throw new SyntaxException("syntax", $"expected 'timeconv' or 'extentconv', found '{option.Text}'", span);
            }
        }

        return (time, extent);
    }

    /// <summary>Reads what stands behind <c>is</c>: a display name, or another name of the same thing with an optional divisor.</summary>
    private void ParseIs(Target target)
    {
        if (cursor.Current.Kind == TokenKind.Text)
        {
            SetDisplayName(target, cursor.Take().Text);
            return;
        }

        Target other = ParseTarget();
        Expression? factor = null;
        if (cursor.Accept(TokenKind.Divide))
        {
            factor = ParseArgument("a conversion factor");
        }

        Synchronize(Apply(target), Apply(other), factor, target.Span.To(other.Span));
    }

    /// <summary>Reads <c>A.y * factor is x</c> from the <c>*</c> on.</summary>
    private void ParseConvertedSynchronization(Target target)
    {
        cursor.Take();
        SourceSpan start = cursor.Span;
        Expression factor = new NameExpression(expressions.ParsePath("a conversion factor")) { Span = start.To(cursor.Last) };
        if (!cursor.Accept("is"))
        {
            throw cursor.Expected("'is' and the other name");
        }

        Target other = ParseTarget();
        Synchronize(Apply(target), Apply(other), factor, target.Span.To(other.Span));
    }

    /// <summary>Joins two names, where left * factor = right. The name of the outer model is kept; between two of one level, the right one.</summary>
    private void Synchronize(Element left, Element right, Expression? factor, SourceSpan span)
    {
        if (factor is NameExpression name)
        {
            model.State(name.Name, name.Span);
        }

        bool keepsRight = Depth(right) <= Depth(left);
        Expression? conversion = factor is null || keepsRight
            ? factor
            : new CallExpression(Function.Divide, [new NumberExpression(1), factor]) { Span = factor.Span };
        model.Synchronizations.Add(keepsRight
            ? new Synchronization(left.Name, right.Name, conversion, span)
            : new Synchronization(right.Name, left.Name, conversion, span));
    }

    private static int Depth(Element element) => element.Name.AsSpan().Count('.');

    private void ParseDeletion()
    {
        cursor.Take();
        do
        {
            SourceSpan start = cursor.Span;
            string path = expressions.ParsePath("the element of a submodel to delete");
            model.Deletions.Add(new Deletion(path, start.To(cursor.Last)));
        }
        while (cursor.Accept(TokenKind.Comma));
    }
}
