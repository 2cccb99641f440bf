using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Antimony;

/// <content>Constraints.</content>
internal sealed partial class StatementParser
{
    /// <summary>Whether a statement is a comparison: one comes before any sign of another statement.</summary>
    private bool IsConstraintAhead()
    {
        if (cursor.Current.Kind is not (TokenKind.Word or TokenKind.Number or TokenKind.Minus or TokenKind.LeftParenthesis)
            || (cursor.Current.Kind == TokenKind.Word && Words.IsKeyword(cursor.Current.Text)))
        {
            return false;
        }

        for (int i = 0; !cursor.Peek(i).EndsStatement; i++)
        {
            TokenKind kind = cursor.Peek(i).Kind;
            if (IsComparison(kind))
            {
                // A sign of others for reversible reactions, '<=>', is no comparison.
                return !IsComparison(cursor.Peek(i + 1).Kind);
            }

            if (kind is TokenKind.Assign or TokenKind.Colon or TokenKind.Arrow or TokenKind.DoubleArrow or TokenKind.Prime or TokenKind.Text or TokenKind.Dollar)
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsComparison(TokenKind kind) =>
        kind is TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual or TokenKind.NotEqual or TokenKind.Equal;

    /// <summary>Reads <c>constraint [name:] condition</c>.</summary>
    private void ParseDeclaredConstraint()
    {
        cursor.Take();
        Target? label = null;
        if (cursor.Current.Kind == TokenKind.Word && cursor.Peek(1).Kind == TokenKind.Colon)
        {
            label = ParseTarget();
        }

        cursor.Accept(TokenKind.Colon);
        ParseConstraint(label);
    }

    /// <summary>Reads a condition that must hold.</summary>
    private void ParseConstraint(Target? label)
    {
        Expression condition = expressions.Parse();
        model.Constraints.Add(new Constraint(condition, null, label is null ? condition.Span : label.Span.To(condition.Span)) { Name = label?.Path });
    }
}
