using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Antimony;

/// <summary>Reads expressions by precedence climbing.</summary>
/// <remarks>
/// From weak to strong: <c>&amp;&amp; ||</c> (one level, from left to right), comparisons, <c>+ -</c>, <c>* / %</c>, unary <c>- + !</c>, <c>^</c> (from right
/// to left): the precedence of libSBML's Level 3 infix parser, which the Antimony translator hands its formulas to.
/// </remarks>
/// <param name="cursor">The tokens.</param>
/// <param name="userFunctions">The functions that the text has defined so far; they hide functions of the catalogue.</param>
/// <param name="errors">Takes warnings, or null.</param>
internal sealed class ExpressionParser(TokenCursor cursor, IReadOnlyDictionary<string, FunctionDefinition> userFunctions, ReadErrors? errors = null)
{
    /// <summary>How deep expressions may nest, so that no pass over the tree runs out of stack.</summary>
    public const int MaxDepth = 256;

    private const int MaxHeight = 2000;

    private int _depth;
    private int _chained;
    private bool _unitFormula;
    private bool _isBaseSaid;

    /// <summary>Reads an expression.</summary>
    public Expression Parse()
    {
        _depth = 0;
        _chained = 0;
        SourceSpan start = cursor.Span;
        Expression result = Logical();
        // a/b/c/... nests to the left without any bracket; only so many of them can make a tree that is too deep.
        return _chained > MaxHeight / 2 && Height(result) > MaxHeight
            ? throw new SyntaxException("nesting", $"the expression has more than {MaxHeight} divisions in a row; split it", start)
            : result;
    }

    /// <summary>Reads an expression, or nothing where the statement ends.</summary>
    public Expression? ParseOptional() => cursor.Current.EndsStatement || cursor.Current.Is("in") ? null : Parse();

    /// <summary>Reads a formula of units, in which a number before a unit multiplies it (<c>1e-3 mole / litre</c>).</summary>
    public Expression ParseUnitFormula()
    {
        _unitFormula = true;
        try
        {
            return Parse();
        }
        finally
        {
            _unitFormula = false;
        }
    }

    /// <summary>Reads a name, or a path of names joined by dots.</summary>
    public string ParsePath(string what)
    {
        string path = cursor.ExpectName(what).Text;
        while (cursor.Current.Kind == TokenKind.Dot)
        {
            cursor.Take();
            path = $"{path}.{cursor.Expect(TokenKind.Word, "a name after '.'").Text}";
        }

        return path;
    }

    private Expression Logical()
    {
        Expression left = Comparison();
        while (cursor.Current.Kind is TokenKind.And or TokenKind.Or)
        {
            TokenKind kind = cursor.Current.Kind;
            List<Expression> parts = [left];
            while (cursor.Accept(kind))
            {
                parts.Add(Comparison());
            }

            left = Call(kind == TokenKind.And ? Function.And : Function.Or, parts);
            _chained++;
        }

        return left;
    }

    private Expression Comparison()
    {
        Expression left = Sum();
        if (ComparisonAhead() is not { } first)
        {
            return left;
        }

        List<Expression> operands = [left];
        List<Function> signs = [];
        while (ComparisonAhead() is { } sign)
        {
            // Older translators wrote "x! = 0".
            cursor.Accept(TokenKind.Not);
            cursor.Take();
            signs.Add(sign);
            operands.Add(Sum());
        }

        bool isUniform = signs.TrueForAll(s => s == first) && (first != Function.NotEqual || signs.Count == 1);
        if (isUniform)
        {
            return Call(first, operands);
        }

        // a < b <= c means a < b and b <= c.
        List<Expression> pairs = [];
        for (int i = 0; i < signs.Count; i++)
        {
            pairs.Add(Call(signs[i], [operands[i], operands[i + 1]]));
        }

        return Call(Function.And, pairs);
    }

    private Function? ComparisonAhead() => cursor.Current.Kind switch
    {
        TokenKind.Not when cursor.Peek(1).Kind == TokenKind.Assign => Function.NotEqual,
        TokenKind.Equal => Function.Equal,
        TokenKind.NotEqual => Function.NotEqual,
        TokenKind.Less => Function.Less,
        TokenKind.LessOrEqual => Function.LessOrEqual,
        TokenKind.Greater => Function.Greater,
        TokenKind.GreaterOrEqual => Function.GreaterOrEqual,
        _ => null,
    };

    private Expression Sum()
    {
        Expression left = Product();
        if (cursor.Current.Kind is not (TokenKind.Plus or TokenKind.Minus))
        {
            return left;
        }

        List<Expression> terms = [left];
        bool lastIsNegative = false;
        while (cursor.Current.Kind is TokenKind.Plus or TokenKind.Minus)
        {
            lastIsNegative = cursor.Take().Kind == TokenKind.Minus;
            Expression term = Product();
            terms.Add(lastIsNegative ? new CallExpression(Function.Negate, [term]) { Span = term.Span } : term);
        }

        return terms.Count == 2 && lastIsNegative
            ? Call(Function.Minus, [terms[0], ((CallExpression)terms[1]).Arguments[0]])
            : Call(Function.Plus, terms);
    }

    private Expression Product()
    {
        Expression left = Unary();
        while (cursor.Current.Kind is TokenKind.Times or TokenKind.Divide or TokenKind.Percent)
        {
            TokenKind kind = cursor.Current.Kind;
            if (kind == TokenKind.Times)
            {
                List<Expression> factors = [left];
                while (cursor.Accept(TokenKind.Times))
                {
                    RefuseDoubleStar();
                    factors.Add(Unary());
                }

                left = Call(Function.Times, factors);
            }
            else
            {
                cursor.Take();
                left = Call(kind == TokenKind.Divide ? Function.Divide : Function.Remainder, [left, Unary()]);
            }

            _chained++;
        }

        return left;
    }

    private void RefuseDoubleStar()
    {
        if (cursor.Current.Kind == TokenKind.Times)
        {
            throw cursor.Error("syntax", "'**' is not read; a power is written with '^', as in 2^3");
        }
    }

    private Expression Unary()
    {
        if (++_depth > MaxDepth)
        {
            throw cursor.Error("nesting", $"the expression is nested more than {MaxDepth} levels deep");
        }

        SourceSpan start = cursor.Span;
        Expression result;
        if (cursor.Accept(TokenKind.Minus))
        {
            bool isLiteral = IsNumberAt(0) && !IsPowerAfterNumber();
            Expression operand = Unary();
            result = isLiteral && operand is NumberExpression number
                ? number with { Value = -number.Value, Span = start.To(number.Span) }
                : new CallExpression(Function.Negate, [operand]) { Span = start.To(operand.Span) };
        }
        else if (cursor.Accept(TokenKind.Not))
        {
            Expression operand = Unary();
            result = new CallExpression(Function.Not, [operand]) { Span = start.To(operand.Span) };
        }
        else
        {
            result = cursor.Accept(TokenKind.Plus) ? Unary() : Power();
        }

        _depth--;
        return result;
    }

    private bool IsNumberAt(int ahead) => cursor.Peek(ahead).Kind == TokenKind.Number
        || (cursor.Peek(ahead) is { Kind: TokenKind.Word } word && Constants.Find(word.Text) is not null);

    // In -2^2 and -2 mL^2 the minus belongs to the power.
    private bool IsPowerAfterNumber() => cursor.Peek(1).Kind == TokenKind.Power || (IsUnit(cursor.Peek(1), cursor.Peek(2)) && cursor.Peek(2).Kind == TokenKind.Power);

    private Expression Power()
    {
        Expression left = Primary();
        return cursor.Accept(TokenKind.Power) ? Call(Function.Power, [left, Unary()]) : left;
    }

    private Expression Primary()
    {
        Token token = cursor.Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                cursor.Take();
                return Number(token);
            case TokenKind.Word when !Words.IsKeyword(token.Text):
                return cursor.Peek(1).Kind == TokenKind.LeftParenthesis ? FunctionCall() : Name();
            case TokenKind.LeftParenthesis:
                cursor.Take();
                Expression inner = Logical();
                Close();
                return inner;
            case TokenKind.Word:
                throw cursor.Error("keyword", $"'{token.Text}' is a word of the language; expected an expression");
            default:
                throw Expected("an expression");
        }
    }

    private Expression Number(Token token)
    {
        SourceSpan span = cursor.SpanOf(token);
        Token next = cursor.Current;
        if (!IsUnit(next, cursor.Peek(1)))
        {
            return new NumberExpression(token.Value) { Span = span };
        }

        if (_unitFormula)
        {
            return Call(Function.Times, [new NumberExpression(token.Value) { Span = span }, Power()]);
        }

        cursor.Take();
        return new NumberExpression(token.Value) { UnitName = next.Text, Span = span.To(cursor.SpanOf(next)) };
    }

    private static bool IsUnit(Token token, Token next) =>
        token.Kind == TokenKind.Word && !Words.IsKeyword(token.Text) && Constants.Find(token.Text) is null && next.Kind != TokenKind.LeftParenthesis;

    private Expression Name()
    {
        Token token = cursor.Current;
        SourceSpan span = cursor.Span;
        bool isPath = cursor.Peek(1).Kind == TokenKind.Dot;
        if (!isPath && !_unitFormula)
        {
            if (token.Text == "time")
            {
                cursor.Take();
                return new TimeExpression { Span = span };
            }

            if (Constants.Find(token.Text) is { } constant)
            {
                cursor.Take();
                return new NumberExpression(constant) { Span = span };
            }
        }

        string path = ParsePath("a name");
        return new NameExpression(path) { Span = span.To(cursor.Last) };
    }

    private Expression FunctionCall()
    {
        Token name = cursor.Take();
        SourceSpan start = cursor.SpanOf(name);
        cursor.Take();
        List<Expression> arguments = [];
        if (cursor.Current.Kind != TokenKind.RightParenthesis)
        {
            do
            {
                arguments.Add(Logical());
            }
            while (cursor.Accept(TokenKind.Comma));
        }

        Close();
        SourceSpan span = start.To(cursor.Last);
        if (name.Text == "log" && arguments.Count == 1 && !userFunctions.ContainsKey("log") && !_isBaseSaid)
        {
            _isBaseSaid = true;
            errors?.Warning("logarithm", "'log' with one argument is the logarithm to base 10 in Antimony; write 'ln' for the natural one, or " +
                "'log10' to say that base 10 is meant", start);
        }

        return userFunctions.ContainsKey(name.Text)
            ? new UserCallExpression(name.Text, [.. arguments]) { Span = span }
            : FunctionCalls.Build(name.Text, arguments, start, span);
    }

    private void Close()
    {
        if (!cursor.Accept(TokenKind.RightParenthesis))
        {
            throw Expected("')'");
        }
    }

    private SyntaxException Expected(string what)
    {
        string hint = cursor.Current.Kind == TokenKind.NewLine ? "; '\\' at the end of a line continues it" : "";
        return cursor.Error("syntax", $"expected {what}, found {cursor.Describe(cursor.Current)}{hint}");
    }

    private static int Height(Expression root)
    {
        int height = 0;
        Stack<(Expression Node, int Level)> open = new([(root, 1)]);
        while (open.TryPop(out (Expression Node, int Level) item))
        {
            height = Math.Max(height, item.Level);
            ImmutableArray<Expression> arguments = item.Node switch
            {
                CallExpression call => call.Arguments,
                UserCallExpression call => call.Arguments,
                _ => [],
            };
            foreach (Expression argument in arguments)
            {
                open.Push((argument, item.Level + 1));
            }
        }

        return height;
    }

    private static CallExpression Call(Function function, List<Expression> arguments) =>
        new(function, arguments.ToImmutableArray()) { Span = arguments[0].Span.To(arguments[^1].Span) };
}
