using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;

namespace Ketascope.Language.Sbml;

/// <summary>
/// Reads the formulas in text of SBML Level 1 (specification of Version 2, section 3.5 and appendix C), where <c>log</c> is the natural logarithm.
/// </summary>
internal sealed class FormulaReader
{
    private const int MaxDepth = 500;
    private readonly string _text;
    private readonly SourceSpan _span;
    private readonly DiagnosticBag _diagnostics;
    private int _at;
    private int _depth;
    private bool _failed;

    private FormulaReader(string text, SourceSpan span, DiagnosticBag diagnostics)
    {
        _text = text;
        _span = span;
        _diagnostics = diagnostics;
    }

    /// <summary>The expression; NaN, with an error, where the text is no formula.</summary>
    /// <param name="text">The formula.</param>
    /// <param name="span">Its place.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    public static Expression Read(string text, SourceSpan span, DiagnosticBag diagnostics)
    {
        FormulaReader reader = new(text, span, diagnostics);
        Expression expression = reader.Sum();
        if (!reader._failed && reader.Next() != '\0')
        {
            expression = reader.Fail("an operator or the end");
        }

        return expression;
    }

    private char Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at < _text.Length ? _text[_at] : '\0';
    }

    private bool Accept(char sign)
    {
        bool found = Next() == sign;
        _at += found ? 1 : 0;
        return found;
    }

    private NumberExpression Fail(string expected)
    {
        if (!_failed)
        {
            string found = Next() == '\0' ? "the end" : $"'{_text[_at]}'";
            _diagnostics.Error("formula", $"expected {expected}, found {found} in the formula '{_text}' at its character {_at + 1}", _span);
            _failed = true;
            _at = _text.Length;
        }

        return new NumberExpression(double.NaN) { Span = _span };
    }

    private CallExpression Call(Function function, params ImmutableArray<Expression> arguments) => new(function, arguments) { Span = _span };

    private Expression Sum()
    {
        if (++_depth > MaxDepth)
        {
            return Fail($"at most {MaxDepth} levels of brackets");
        }

        Expression sum = Product();
        while (Next() is '+' or '-')
        {
            sum = Call(_text[_at++] == '+' ? Function.Plus : Function.Minus, sum, Product());
        }

        _depth--;
        return sum;
    }

    private Expression Product()
    {
        Expression product = Signed();
        while (Next() is '*' or '/')
        {
            product = Call(_text[_at++] == '*' ? Function.Times : Function.Divide, product, Signed());
        }

        return product;
    }

    private Expression Signed()
    {
        int signs = 0;
        while (Next() is '-' or '+')
        {
            signs += _text[_at++] == '-' ? 1 : 0;
        }

        Expression power = Power();
        return signs % 2 == 0 ? power : Call(Function.Negate, power);
    }

    // Level 1 lets powers associate to the left, as libSBML reads them.
    private Expression Power()
    {
        Expression power = Primary();
        while (Accept('^'))
        {
            power = Call(Function.Power, power, Next() is '-' or '+' ? Signed() : Primary());
        }

        return power;
    }

    private Expression Primary()
    {
        char next = Next();
        if (char.IsAsciiDigit(next) || next == '.')
        {
            return Number();
        }

        if (Accept('('))
        {
            Expression inner = Sum();
            return Accept(')') ? inner : Fail("')'");
        }

        if (!char.IsAsciiLetter(next) && next != '_')
        {
            return Fail("a number, a name or '('");
        }

        int start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }

        string name = _text[start.._at];
        return Accept('(') ? CallOf(name) : new NameExpression(name) { Span = _span };
    }

    private NumberExpression Number()
    {
        int start = _at;
        Digits();
        if (_at < _text.Length && _text[_at] == '.')
        {
            _at++;
            Digits();
        }

        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            _at += _at + 1 < _text.Length && _text[_at + 1] is '+' or '-' ? 2 : 1;
            Digits();
        }

        return double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? new NumberExpression(value) { Span = _span }
            : Fail("a number");

        void Digits()
        {
            while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            {
                _at++;
            }
        }
    }

    private Expression CallOf(string name)
    {
        ImmutableArray<Expression>.Builder list = ImmutableArray.CreateBuilder<Expression>();
        if (!Accept(')'))
        {
            do
            {
                list.Add(Sum());
            }
            while (Accept(','));
            if (!Accept(')'))
            {
                return Fail("',' or ')'");
            }
        }

        ImmutableArray<Expression> arguments = list.ToImmutable();
        Function? function = name switch
        {
            "abs" => Function.Abs,
            "acos" => Function.Arccos,
            "asin" => Function.Arcsin,
            "atan" => Function.Arctan,
            "ceil" => Function.Ceiling,
            "cos" => Function.Cos,
            "exp" => Function.Exp,
            "floor" => Function.Floor,
            "log" => Function.Ln,
            "log10" => Function.Log10,
            "pow" => Function.Power,
            "sqr" => Function.Power,
            "sqrt" => Function.Sqrt,
            "sin" => Function.Sin,
            "tan" => Function.Tan,
            _ => null,
        };
        arguments = name == "sqr" && arguments.Length == 1 ? [arguments[0], new NumberExpression(2)] : arguments;
        if (function is null)
        {
            _diagnostics.Error("unknown-function", $"the function '{name}' is not read in formulas of Level 1", _span);
            return new NumberExpression(double.NaN) { Span = _span };
        }

        FunctionRow row = FunctionCatalogue.RowOf(function.Value);
        return arguments.Length < row.MinArguments || arguments.Length > row.MaxArguments ? Fail($"{row.MinArguments} arguments for '{name}'") : Call(function.Value, arguments);
    }
}
