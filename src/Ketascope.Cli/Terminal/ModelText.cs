using System.Collections.Immutable;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Terminal;

/// <summary>Prints a flat system for people: equations, values, units, sources.</summary>
internal static class ModelText
{
    public static void Write(OdeSystem system)
    {
        ILookup<string, Annotation> sources = system.Annotations.Where(note => note.Qualifier == "isDescribedBy").ToLookup(note => note.Subject);
        Console.Out.WriteLine($"model {system.Name}{(system.TimeUnit is { } unit ? $", time in {unit}" : "")}");
        Write("States", ["name", "start", "unit", "rate of change"], system.States.Select(state => (string[])
            [state.Name, ExpressionPrinter.Print(state.Initial), state.Unit ?? "", ExpressionPrinter.Print(state.Derivative)]));
        Write("Assignments", ["name", "unit", "expression", "meaning"], system.Assignments.Select(assignment => (string[])
            [assignment.Name, assignment.Unit ?? "", ExpressionPrinter.Print(assignment.Expression), assignment.DisplayName ?? ""]));
        Write("Parameters", ["name", "value", "unit", "meaning", "source"], system.Parameters.Select(parameter => (string[])
            [parameter.Name, ExpressionPrinter.Print(parameter.Initial), parameter.Unit ?? "", parameter.DisplayName ?? "",
             string.Join(" ", sources[parameter.Name].SelectMany(note => note.Values))]));
        Write("Events", ["name", "at time", "assigns"], system.Events.Select(item => (string[])
            [item.Name, ExpressionPrinter.Print(item.Time), string.Join("; ", item.Assignments.Select(one => $"{one.Variable} = {ExpressionPrinter.Print(one.Expression)}"))]));
    }

    private static void Write(string title, string[] columns, IEnumerable<string[]> rows) => TableText.Write(
        new ResultTable([.. columns.Select(name => new ResultColumn(name))], [.. rows.Select(row => row.Select(Cell.FromString).ToImmutableArray())]), title);
}
