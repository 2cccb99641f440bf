using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Markup;
using Ketascope.Language.Models;

namespace Ketascope.Language.Antimony;

/// <content>Annotations and display names.</content>
internal sealed partial class StatementParser
{
    /// <summary>Reads <c>model qualifier "..."</c> and <c>model.sboTerm = n</c> about the model itself.</summary>
    private void ParseModelAnnotation()
    {
        cursor.Take();
        SourceSpan span = cursor.Last;
        Target self = new(model.Name, span);
        if (!cursor.Accept(TokenKind.Dot))
        {
            ParseAnnotation(self);
            return;
        }

        Token field = cursor.Expect(TokenKind.Word, "'sboTerm'");
        if (field.Text != "sboTerm")
        {
            throw new SyntaxException("syntax", $"expected 'sboTerm', found '{field.Text}'", cursor.Last);
        }

        cursor.Expect(TokenKind.Assign, "'=' after 'sboTerm'");
        ParseSboTerm(self with { Field = "sboTerm" });
    }

    /// <summary>Reads <c>qualifier "...", "..."</c> or <c>creator.email "..."</c> behind a name.</summary>
    private void ParseAnnotation(Target target)
    {
        Token word = cursor.Current;
        bool isDotted = cursor.Peek(1).Kind == TokenKind.Dot;
        TokenKind value = cursor.Peek(isDotted ? 3 : 1).Kind;
        if (value is not (TokenKind.Text or TokenKind.Number))
        {
            string? hint = NearestKeyword(target.Path) ?? NearestKeyword(word.Text);
            throw cursor.Error("syntax", $"expected '=' or another sign after '{target.Path}', found '{word.Text}'{(hint is null ? "" : $"; did you mean '{hint}'?")}");
        }

        string qualifier = expressions.ParsePath("a relation");
        ImmutableArray<string>.Builder values = ImmutableArray.CreateBuilder<string>();
        do
        {
            cursor.SkipNewLines();
            Token text = cursor.Current;
            if (text.Kind is not (TokenKind.Text or TokenKind.Number))
            {
                throw cursor.Expected("a text in quotes");
            }

            cursor.Take();
            values.Add(text.Kind == TokenKind.Text ? text.Text : text.Value.ToString("R", CultureInfo.InvariantCulture));
        }
        while (cursor.Accept(TokenKind.Comma));

        Annotate(target, qualifier, values.ToImmutable());
    }

    private void ParseSboTerm(Target target)
    {
        Token number = cursor.Expect(TokenKind.Number, "the number of an SBO term");
        Annotate(target, "sboTerm", [number.Value.ToString("R", CultureInfo.InvariantCulture)]);
    }

    private void SetDisplayName(Target target, string text)
    {
        if (target.Field is not null)
        {
            Annotate(target with { Path = $"{target.Path}.{target.Field}" }, "name", [text]);
        }
        else if (IsGlobal(target.Path))
        {
            Annotate(target, "name", [text]);
        }
        else
        {
            Apply(target).DisplayName = text;
        }
    }

    /// <summary>Adds a statement to the model, function or element that a name means.</summary>
    private void Annotate(Target target, string qualifier, ImmutableArray<string> values)
    {
        List<Annotation> home = model.Annotations;
        if (document.Models.TryGetValue(target.Path, out ModelBuilder? other))
        {
            home = other.Annotations;
        }
        else if (document.Functions.ContainsKey(target.Path))
        {
            home = document.FunctionAnnotations;
        }
        else if (target.Path != model.Name && target.Field is null or "sboTerm")
        {
            Apply(target);
        }

        Add(home, new Annotation(target.Path, qualifier, values, target.Span.To(cursor.Last)));
    }

    /// <summary>Adds a statement by SBML's word for it; the parts of a date are put together.</summary>
    private static void Add(List<Annotation> home, Annotation said)
    {
        string qualifier = said.Qualifier;
        if (History.Creator(qualifier) is var (number, field))
        {
            home.Add(said with { Qualifier = History.Qualifier(number, field) });
        }
        else if (qualifier.Split('.') is [var date, var part] && (date is "created" or "modified"))
        {
            int index = home.FindLastIndex(note => note.Subject == said.Subject && note.Qualifier == date);
            string changed = History.WithPart(index < 0 ? null : home[index].Values[^1], part, said.Values[0])
                ?? throw new SyntaxException("date", $"'{part}' cannot be {said.Values[0]}; a date has a year, month, day, hour, minute and second, or a time such as \"10:53:09\"", said.Span);
            if (index < 0)
            {
                home.Add(said with { Qualifier = date, Values = [changed] });
            }
            else
            {
                home[index] = home[index] with { Values = home[index].Values.SetItem(home[index].Values.Length - 1, changed) };
            }
        }
        else if (qualifier == "notes")
        {
            home.Add(said with { Values = [.. said.Values.Select(XhtmlText.Plain)] });
        }
        else
        {
            home.Add(said with { Qualifier = Words.Relations.GetValueOrDefault(qualifier, qualifier) });
        }
    }

    private bool IsGlobal(string name) => document.Models.ContainsKey(name) || document.Functions.ContainsKey(name);
}
