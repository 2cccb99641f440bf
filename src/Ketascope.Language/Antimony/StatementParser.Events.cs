using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Antimony;

/// <content>Events.</content>
internal sealed partial class StatementParser
{
    /// <summary>Reads <c>at [delay after] trigger, option = value, ...: x = value, ...</c>.</summary>
    private void ParseEvent(Target? label)
    {
        SourceSpan start = cursor.Span;
        cursor.Take();
        Expression trigger = expressions.Parse();
        Expression? delay = null;
        if (cursor.Accept("after"))
        {
            delay = trigger;
            trigger = expressions.Parse();
        }

        SourceSpan span = label?.Span ?? start;
        string name = label?.Path ?? model.NewName("_E");
        ModelEvent result = new() { Name = name, Span = span, Trigger = trigger, Delay = delay };
        while (cursor.Accept(TokenKind.Comma))
        {
            result = ParseEventOption(result);
        }

        if (!cursor.Accept(TokenKind.Colon))
        {
            throw cursor.Expected("':' and the assignments of the event");
        }

        result = result with { Assignments = ParseEventAssignments() };
        SourceSpan earlier = model.Find(name)?.RoleSpan ?? default;
        Element element = label is null ? model.State(name, span) : Apply(label);
        element.SetRole(Role.Event, isDeclared: false, span);
        model.Put(model.Events, name, result, (earlier, span));
    }

    private ModelEvent ParseEventOption(ModelEvent result)
    {
        Token option = cursor.Expect(TokenKind.Word, "an option of the event");
        SourceSpan span = cursor.Last;
        cursor.Expect(TokenKind.Assign, $"'=' after '{option.Text}'");
        return option.Text switch
        {
            "priority" => result with { Priority = expressions.Parse() },
            "t0" => result with { InitialTriggerValue = ParseSwitch() },
            "persistent" => result with { IsPersistent = ParseSwitch() },
            "fromTrigger" => result with { UseValuesFromTriggerTime = ParseSwitch() },
            _ => throw new SyntaxException("event-option", UnknownOption(option.Text), span),
        };
    }

    private static string UnknownOption(string option)
    {
        string[] options = ["priority", "t0", "persistent", "fromTrigger"];
        string hint = NearestName.Find(option, options) is { } nearest ? $"; did you mean '{nearest}'?" : "";
        return $"events have no option '{option}'; the options are {string.Join(", ", options)}{hint}";
    }

    private bool ParseSwitch()
    {
        Expression value = expressions.Parse();
        return value is NumberExpression number && number.Value is 0 or 1
            ? number.Value == 1
            : throw new SyntaxException("event-option", "expected 'true' or 'false'", value.Span);
    }

    private ImmutableArray<EventAssignment> ParseEventAssignments()
    {
        ImmutableArray<EventAssignment>.Builder assignments = ImmutableArray.CreateBuilder<EventAssignment>();
        do
        {
            cursor.SkipNewLines();
            SourceSpan start = cursor.Span;
            string variable = expressions.ParsePath("the variable that the event assigns");
            SourceSpan span = start.To(cursor.Last);
            model.State(variable, span);
            cursor.Expect(TokenKind.Assign, $"'=' after '{variable}'");
            Expression value = expressions.Parse();
            assignments.Add(new EventAssignment(variable, value, span.To(value.Span)));
        }
        while (cursor.Accept(TokenKind.Comma) || cursor.Accept(TokenKind.Colon));

        return assignments.ToImmutable();
    }
}
