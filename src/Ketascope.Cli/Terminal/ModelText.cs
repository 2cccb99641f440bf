using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;

namespace Ketascope.Cli.Terminal;

/// <summary>Prints a flat system for people: equations, values, units, sources.</summary>
internal static class ModelText
{
    public static void Write(OdeSystem system)
    {
        ILookup<string, Annotation> sources = system.Annotations.Where(note => note.Qualifier == "isDescribedBy").ToLookup(note => note.Subject);
        Console.Out.WriteLine($"model {system.Name}{(system.TimeUnit is { } unit ? $", time in {unit}" : "")}");
        Write("States", ["name", "start", "unit", "rate of change"], system.States.Select(state => (string[])
            [state.Name, ExpressionPrinter.Print(state.Initial), state.Unit ?? "", ExpressionPrinter.Print(state.Derivative)]), formula: 3);
        Write("Assignments", ["name", "unit", "meaning", "expression"], system.Assignments.Select(assignment => (string[])
            [assignment.Name, assignment.Unit ?? "", assignment.DisplayName ?? "", ExpressionPrinter.Print(assignment.Expression)]), formula: 3);
        Write("Parameters", ["name", "value", "unit", "meaning", "source"], system.Parameters.Select(parameter => (string[])
            [parameter.Name, ExpressionPrinter.Print(parameter.Initial), parameter.Unit ?? "", parameter.DisplayName ?? "",
             string.Join(" ", sources[parameter.Name].SelectMany(note => note.Values))]), formula: 1);
        Write("Events", ["name", "at time", "assigns"], system.Events.Select(item => (string[])
            [item.Name, ExpressionPrinter.Print(item.Time), string.Join("; ", item.Assignments.Select(one => $"{one.Variable} = {ExpressionPrinter.Print(one.Expression)}"))]), formula: 2);
    }

    private static void Write(string title, string[] heads, IEnumerable<string[]> rows, int formula) =>
        TableText.Write([.. heads.Select((head, i) => new TableColumn(head, Formula: i == formula))], [.. rows], title);
}
