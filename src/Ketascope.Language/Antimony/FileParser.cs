using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Antimony;

/// <summary>Reads one file: models, functions, imports and the statements outside any model.</summary>
internal sealed class FileParser
{
    private readonly DocumentBuilder _document;
    private readonly ReadErrors _errors;
    private readonly TokenCursor _cursor;
    private readonly ExpressionParser _expressions;
    private readonly StatementParser _outside;
    private readonly Action<string, SourceSpan> _import;
    private readonly bool _isMainFile;

    /// <summary>Prepares to read a file.</summary>
    /// <param name="source">The text.</param>
    /// <param name="document">What the file adds to.</param>
    /// <param name="errors">Where its errors go.</param>
    /// <param name="import">Reads another file into the same document.</param>
    public FileParser(SourceText source, DocumentBuilder document, ReadErrors errors, Action<string, SourceSpan> import)
    {
        _document = document;
        _errors = errors;
        _import = import;
        _isMainFile = document.OpenFiles.Count == 1;
        _cursor = new TokenCursor(source, Lexer.Read(source, errors));
        _expressions = new ExpressionParser(_cursor, document.Functions, errors);
        _outside = new StatementParser(_cursor, _expressions, document, document.Outside);
    }

    /// <summary>Reads the file to its end.</summary>
    public void Parse()
    {
        while (_cursor.Current.Kind != TokenKind.EndOfFile && !_errors.IsFull)
        {
            Guarded(ParseOuter);
        }
    }

    /// <summary>Reads something; what cannot be read is reported and skipped to the end of its statement.</summary>
    private bool Guarded(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (SyntaxException e)
        {
            _errors.Error(e.Code, e.Message, e.Span);
            _cursor.SkipStatement();
            return false;
        }
    }

    private void ParseOuter()
    {
        Token token = _cursor.Current;
        switch (token.Kind == TokenKind.Word ? token.Text : "")
        {
            case "model" or "module":
                ParseModel();
                break;
            case "function":
                if (!Guarded(ParseFunction))
                {
                    SkipFunction();
                }

                break;
            case "import":
                ParseImport();
                break;
            case "end":
                throw _cursor.Error("syntax", "'end' closes nothing here; expected a statement");
            default:
                _outside.ParseStatement();
                break;
        }
    }

    private void ParseImport()
    {
        _cursor.Take();
        Token file = _cursor.Expect(TokenKind.Text, "a file name in quotes");
        SourceSpan span = _cursor.Last;
        _outside.EndStatement();
        _import(file.Text, span);
    }

    private void ParseFunction()
    {
        _cursor.Take();
        Token name = _cursor.ExpectName("a function's name");
        SourceSpan span = _cursor.Last;
        List<string> parameters = ParseNames().ConvertAll(parameter => parameter.Name);
        SkipLineEnds();
        Expression body = _expressions.Parse();
        SkipLineEnds();
        if (!_cursor.Accept("end"))
        {
            throw _cursor.Expected($"'end' after the expression of function '{name.Text}'");
        }

        if (_document.Functions.TryGetValue(name.Text, out FunctionDefinition? earlier))
        {
            _errors.Warning("defined-twice", $"'{name.Text}' was defined before ({earlier.Span}); this later definition counts", span);
        }
        else if (FunctionCatalogue.Find(name.Text)?.Name == name.Text)
        {
            throw new SyntaxException("two-roles", $"'{name.Text}' is a function of the language and cannot be defined again", span);
        }

        FunctionChecks.CheckBody(body, parameters, _errors);
        _document.Functions[name.Text] = new FunctionDefinition(name.Text, [.. parameters], body, span);
    }

    /// <summary>After an error in a function, goes behind its <c>end</c>, but not into the next model or function.</summary>
    private void SkipFunction()
    {
        while (_cursor.Current.Kind != TokenKind.EndOfFile && _cursor.Current.Text is not ("model" or "module" or "function"))
        {
            if (_cursor.Take().Is("end"))
            {
                return;
            }
        }
    }

    private List<NameExpression> ParseNames()
    {
        _cursor.Expect(TokenKind.LeftParenthesis, "'('");
        List<NameExpression> names = [];
        if (_cursor.Current.Kind != TokenKind.RightParenthesis)
        {
            do
            {
                _cursor.SkipNewLines();
                _cursor.Accept(TokenKind.Dollar);
                SourceSpan start = _cursor.Span;
                names.Add(new NameExpression(_expressions.ParsePath("a name")) { Span = start.To(_cursor.Last) });
            }
            while (_cursor.Accept(TokenKind.Comma));
        }

        _cursor.SkipNewLines();
        _cursor.Expect(TokenKind.RightParenthesis, "',' or ')'");
        return names;
    }

    private void SkipLineEnds()
    {
        while (_cursor.Current.Kind is TokenKind.NewLine or TokenKind.Semicolon)
        {
            _cursor.Take();
        }
    }

    private void ParseModel()
    {
        _cursor.Take();
        bool isStarred = _cursor.Accept(TokenKind.Times);
        Token name = _cursor.ExpectName("a model's name");
        SourceSpan span = _cursor.Last;
        ModelBuilder model = new(name.Text, span, _errors) { IsStarred = isStarred, IsInMainFile = _isMainFile };
        StatementParser body = new(_cursor, _expressions, _document, model);
        if (_document.Models.TryGetValue(name.Text, out ModelBuilder? earlier))
        {
            _errors.Error("defined-twice", $"the model '{name.Text}' was defined before ({earlier.Span})", span);
        }

        _document.Models[name.Text] = model;
        if (_cursor.Current.Kind == TokenKind.LeftParenthesis)
        {
            Guarded(() => ParseExports(model));
        }

        ParseBody(model, body);
    }

    private void ParseExports(ModelBuilder model)
    {
        foreach (NameExpression export in ParseNames())
        {
            model.Exports.Add(export.Name);
            model.State(export.Name, export.Span);
        }
    }

    private void ParseBody(ModelBuilder model, StatementParser body)
    {
        while (!_errors.IsFull)
        {
            if (_cursor.Accept("end"))
            {
                return;
            }

            if (_cursor.Current.Kind == TokenKind.EndOfFile)
            {
                _errors.Error("open-model", $"the model '{model.Name}' is not closed; expected 'end'", model.Span);
                return;
            }

            if (IsModelHead())
            {
                _errors.Error("open-model", $"another model begins before '{model.Name}' ({model.Span}) is closed; expected 'end'", _cursor.Span);
                return;
            }

            Guarded(body.ParseStatement);
        }
    }

    /// <summary>Whether a model begins here, rather than a statement about this one (<c>model identity "..."</c>).</summary>
    private bool IsModelHead() => _cursor.Current.Text is "model" or "module"
        && _cursor.Current.Kind == TokenKind.Word
        && (_cursor.Peek(1).Kind == TokenKind.Times
            || (_cursor.Peek(1).Kind == TokenKind.Word && _cursor.Peek(2).Kind is not (TokenKind.Text or TokenKind.Dot)));
}
