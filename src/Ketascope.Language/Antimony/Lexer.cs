using System.Globalization;
using System.Xml;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Language.Antimony;

/// <summary>Cuts Antimony text into tokens. Comments, blanks and continued line ends leave no token.</summary>
internal ref struct Lexer
{
    private readonly SourceText _source;
    private readonly ReadOnlySpan<char> _text;
    private readonly ReadErrors _errors;
    private readonly List<Token> _tokens;
    private int _position;
    private string? _oddName;

    private Lexer(SourceText source, ReadErrors errors)
    {
        _source = source;
        _text = source.Text;
        _errors = errors;
        _tokens = new List<Token>(source.Text.Length / 4);
    }

    /// <summary>All tokens of a text; the last is <see cref="TokenKind.EndOfFile"/>. Reading stops where too many errors were found.</summary>
    public static List<Token> Read(SourceText source, ReadErrors errors)
    {
        Lexer lexer = new(source, errors);
        while (lexer._position < lexer._text.Length && !errors.IsFull)
        {
            lexer.Next();
        }

        lexer._tokens.Add(new Token(TokenKind.EndOfFile, Math.Min(lexer._position, source.Text.Length), 0, 0, ""));
        return lexer._tokens;
    }

    private readonly char At(int offset) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    private void Next()
    {
        char c = _text[_position];
        switch (c)
        {
            case ' ' or '\t' or '\r' or '\f' or '\uFEFF':
                _position++;
                break;
            case '\n':
                Add(TokenKind.NewLine, 1);
                break;
            case '#':
                SkipLine();
                break;
            case '/' when At(1) == '/':
                SkipLine();
                break;
            case '/' when At(1) == '*':
                SkipBlockComment();
                break;
            case '\\':
                SkipContinuation();
                break;
            case '"':
                ReadText();
                break;
            case '`' when At(1) == '`' && At(2) == '`':
                ReadLongText();
                break;
            case '.' when char.IsAsciiDigit(At(1)):
                ReadNumber();
                break;
            default:
                ReadWordOrSign(c);
                break;
        }
    }

    private void ReadWordOrSign(char c)
    {
        if (char.IsAsciiLetter(c) || c == '_')
        {
            ReadWord();
        }
        else if (char.IsAsciiDigit(c))
        {
            ReadNumber();
        }
        else
        {
            (TokenKind kind, int length) = Sign(c);
            if (length == 0)
            {
                RefuseCharacter(c);
            }
            else
            {
                Add(kind, length);
            }
        }
    }

    private readonly (TokenKind Kind, int Length) Sign(char c) => c switch
    {
        ';' => (TokenKind.Semicolon, 1),
        ',' => (TokenKind.Comma, 1),
        ':' => (TokenKind.Colon, 1),
        '.' when At(1) == '.' && At(2) == '.' => (TokenKind.Ellipsis, 3),
        '.' => (TokenKind.Dot, 1),
        '$' => (TokenKind.Dollar, 1),
        '\'' => (TokenKind.Prime, 1),
        '(' => (TokenKind.LeftParenthesis, 1),
        ')' => (TokenKind.RightParenthesis, 1),
        '{' => (TokenKind.LeftBrace, 1),
        '}' => (TokenKind.RightBrace, 1),
        '+' => (TokenKind.Plus, 1),
        '-' => Dash(),
        '*' => (TokenKind.Times, 1),
        '/' => (TokenKind.Divide, 1),
        '^' => (TokenKind.Power, 1),
        '%' => (TokenKind.Percent, 1),
        '&' when At(1) == '&' => (TokenKind.And, 2),
        '|' when At(1) == '|' => (TokenKind.Or, 2),
        _ => Comparison(c),
    };

    private readonly (TokenKind Kind, int Length) Comparison(char c) => (c, At(1)) switch
    {
        ('!', '=') => (TokenKind.NotEqual, 2),
        ('!', _) => (TokenKind.Not, 1),
        ('=', '=') => (TokenKind.Equal, 2),
        ('=', '>') => (TokenKind.DoubleArrow, 2),
        ('=', _) => (TokenKind.Assign, 1),
        ('<', '=') when At(2) == '=' && At(3) == '>' => (TokenKind.Arrow, 4),
        ('<', '=') => (TokenKind.LessOrEqual, 2),
        ('<', _) => (TokenKind.Less, 1),
        ('>', '=') => (TokenKind.GreaterOrEqual, 2),
        ('>', _) => (TokenKind.Greater, 1),
        _ => (TokenKind.EndOfFile, 0),
    };

    private readonly (TokenKind Kind, int Length) Dash()
    {
        switch (At(1))
        {
            case '-':
                int length = 2;
                while (At(length) == '-')
                {
                    length++;
                }

                return (TokenKind.Dashes, length);
            case '>':
                return (TokenKind.Arrow, 2);
            case '|' when At(2) != '|':
                return (TokenKind.Inhibits, 2);
            // "a -o b" is an interaction; "a-offset" is a difference.
            case 'o' when At(2) is ' ' or ';':
                return (TokenKind.Activates, 2);
            default:
                return (TokenKind.Minus, 1);
        }
    }

    private void Add(TokenKind kind, int length, double value = 0, string text = "")
    {
        _tokens.Add(new Token(kind, _position, length, value, text));
        _position += length;
    }

    private void ReadWord()
    {
        int length = 1;
        while (char.IsAsciiLetterOrDigit(At(length)) || At(length) == '_')
        {
            length++;
        }

        length = OddName(length);

        ReadOnlySpan<char> word = _text.Slice(_position, length);
        if (word is "SBO" or "sbo" && At(length) == ':' && char.IsAsciiDigit(At(length + 1)))
        {
            _position += length + 1;
            ReadNumber();
            return;
        }

        Add(TokenKind.Word, length, 0, word.ToString());
    }

    /// <summary>Older translators wrote model names with '-' and '/'. Such a name is one word in the head and wherever it stands again.</summary>
    /// <param name="length">The length of an ordinary word here.</param>
    private int OddName(int length)
    {
        if (_oddName is not null)
        {
            return _text[_position..].StartsWith(_oddName, StringComparison.Ordinal) ? _oddName.Length : length;
        }

        if (At(length) is '-' or '/' && At(length + 1) is not ('-' or '/' or '*') && IsAfterModelWord())
        {
            while (At(length) is '-' or '/' or '_' || char.IsAsciiLetterOrDigit(At(length)))
            {
                length++;
            }

            _oddName = _text.Slice(_position, length).ToString();
        }

        return length;
    }

    private readonly bool IsAfterModelWord()
    {
        int index = _tokens.Count - 1;
        index -= index >= 0 && _tokens[index].Kind == TokenKind.Times ? 1 : 0;
        return index >= 0 && _tokens[index].Text is "model" or "module";
    }

    private void ReadNumber()
    {
        int length = Digits(0);
        if (At(length) == '.' && !(At(length + 1) == '.' && At(length + 2) == '.'))
        {
            length = Digits(length + 1);
        }

        if (At(length) is 'e' or 'E')
        {
            int exponent = At(length + 1) is '+' or '-' ? length + 2 : length + 1;
            length = char.IsAsciiDigit(At(exponent)) ? Digits(exponent) : length;
        }

        double value = double.Parse(_text.Slice(_position, length), NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(value))
        {
            _errors.Error("number-range", $"the number {Excerpt(length)} is too large; the largest is 1.8e308, and 'inf' means infinity", Span(length));
        }

        Add(TokenKind.Number, length, value);
    }

    private readonly int Digits(int offset)
    {
        while (char.IsAsciiDigit(At(offset)))
        {
            offset++;
        }

        return offset;
    }

    private void ReadText()
    {
        int length = _text[(_position + 1)..].IndexOfAny('"', '\n');
        if (length < 0 || At(1 + length) == '\n')
        {
            int shown = length < 0 ? _text.Length - _position : length + 1;
            _errors.Error("open-text", "the text is not closed; expected '\"' before the end of the line", Span(1));
            _position += shown;
            return;
        }

        AddText(1, length);
    }

    /// <summary>Adds the text between quotes; characters that XML cannot hold, and so no other file of models, are errors.</summary>
    private void AddText(int quotes, int length)
    {
        ReadOnlySpan<char> text = _text.Slice(_position + quotes, length);
        for (int i = 0; i < length; i++)
        {
            bool isPair = i + 1 < length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]);
            if (!isPair && !XmlConvert.IsXmlChar(text[i]))
            {
                _errors.Error("character", $"the character U+{(int)text[i]:X4} cannot stand in a text", Span(length + (2 * quotes)));
                break;
            }

            i += isPair ? 1 : 0;
        }

        Add(TokenKind.Text, length + (2 * quotes), 0, text.ToString());
    }

    private void ReadLongText()
    {
        int length = _text[(_position + 3)..].IndexOf("```");
        if (length < 0)
        {
            _errors.Error("open-text", "the text is not closed; expected '```'", Span(3));
            _position = _text.Length;
            return;
        }

        AddText(3, length);
    }

    private void SkipLine()
    {
        int length = _text[_position..].IndexOf('\n');
        _position = length < 0 ? _text.Length : _position + length;
    }

    private void SkipBlockComment()
    {
        int length = _text[(_position + 2)..].IndexOf("*/");
        if (length < 0)
        {
            _errors.Error("open-comment", "the comment is not closed; expected '*/'", Span(2));
            _position = _text.Length;
            return;
        }

        _position += length + 4;
    }

    private void SkipContinuation()
    {
        int offset = 1;
        while (At(offset) is ' ' or '\t' or '\r')
        {
            offset++;
        }

        if (At(offset) == '\n')
        {
            _position += offset + 1;
        }
        else
        {
            _errors.Error("unknown-character", "'\\' continues a line and must be the last character on it", Span(1));
            _position++;
        }
    }

    private void RefuseCharacter(char c)
    {
        string shown = char.IsControl(c) || char.IsSurrogate(c) || char.IsWhiteSpace(c) ? $"U+{(int)c:X4}" : $"'{c}'";
        string hint = c switch
        {
            '&' => "; 'and' is written '&&'",
            '|' => "; 'or' is written '||'",
            '[' or ']' => "; a concentration is written without brackets",
            '?' => "; 'c ? a : b' is written 'piecewise(a, c, b)'",
            '~' => "; a distribution is written as in 'x = normal(0, 1)'",
            '\u2212' or '\u2013' => "; minus is written '-'",
            '\u00B5' or '\u03BC' => "; micro is written 'u' or '1e-6'",
            _ => "",
        };
        _errors.Error("unknown-character", $"the character {shown} has no meaning here{hint}", Span(1));
        // A run of unknown characters is one mistake.
        do
        {
            _position++;
        }
        while (_position < _text.Length && (_text[_position] == c || _text[_position] > '~'));
    }

    private readonly SourceSpan Span(int length) => new(_source, _position, length);

    private readonly string Excerpt(int length) => length <= 30 ? _text.Slice(_position, length).ToString() : string.Concat(_text.Slice(_position, 27), "...");
}
