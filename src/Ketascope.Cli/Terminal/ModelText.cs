using System.Globalization;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;

namespace Ketascope.Cli.Terminal;

/// <summary>Prints a flat system for people: equations, values, units, and the sources by number.</summary>
internal static class ModelText
{
    public static void Write(OdeSystem system)
    {
        ILookup<string, string> sources = system.Sources();
        List<string> cited = [.. system.Parameters.SelectMany(parameter => sources[parameter.Name]).Distinct()];
        string Numbers(string name) => string.Concat(sources[name].Select(source => string.Create(CultureInfo.InvariantCulture, $"[{cited.IndexOf(source) + 1}]")));

        Console.Out.WriteLine($"model {system.Name}{(system.TimeUnit is { } unit ? $", time in {unit}" : "")}");
        Write("States", ["name", "start", "unit", "meaning", "rate of change"], system.States.SkipLast(system.Delays.Length).Select(state => (string[])
            [state.Name, Value(state.Initial), state.Unit ?? "", state.DisplayName ?? "", ExpressionPrinter.Print(state.Derivative)]));
        Write("Past values", ["name", "value", "time ago"], system.Delays.Select(delay => (string[])[delay.Name, ExpressionPrinter.Print(delay.Value), ExpressionPrinter.Print(delay.Time)]));
        Write("Assignments", ["name", "unit", "meaning", "expression"], system.Assignments.Select(assignment => (string[])
            [assignment.Name, assignment.Unit ?? "", assignment.DisplayName ?? "", ExpressionPrinter.Print(assignment.Expression)]));
        Write("Parameters", ["name", "value", "unit", "meaning", "source"], system.Parameters.Select(parameter => (string[])
            [parameter.Name, Value(parameter.Initial), parameter.Unit ?? "", parameter.DisplayName ?? "", Numbers(parameter.Name)]));
        Write("Events", ["name", "at time", "assigns"], system.Events.Select(item => (string[])
            [item.Name, ExpressionPrinter.Print(item.Time), string.Join("; ", item.Assignments.Select(one => $"{one.Variable} = {ExpressionPrinter.Print(one.Expression)}"))]));
        Write("Sources", ["number", "source"], cited.Select((source, i) => (string[])[string.Create(CultureInfo.InvariantCulture, $"[{i + 1}]"), source]));
    }

    /// <summary>A number without its unit, which has a column of its own; or an expression.</summary>
    private static string Value(Expression expression) => ExpressionPrinter.Print(expression is NumberExpression number ? number with { UnitName = null } : expression);

    /// <summary>Prints a table without the columns that hold nothing.</summary>
    private static void Write(string title, string[] heads, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        int[] used = [.. Enumerable.Range(0, heads.Length).Where(i => all.Any(row => row[i].Length > 0))];
        TableText.Write(
            [.. used.Select(i => new TableColumn(heads[i], Formula: heads[i] is "start" or "value" or "rate of change" or "expression" or "at time" or "assigns"))],
            [.. all.Select(row => (string[])[.. used.Select(i => row[i])])],
            title);
    }
}
