using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>Shows a flat system: equations, values, units, and the sources by number.</summary>
public sealed class ShowModelStudy() : Study<ShowModelRequest>("model show", () => StudyRequests.Default.ShowModelRequest)
{
    private static readonly string[] s_formulas = ["start", "value", "rate of change", "expression", "at time", "when", "after", "priority", "assigns"];

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(ShowModelRequest request, StudyContext context, CancellationToken cancellation)
    {
        LoadedModel model = ModelLoading.Load(request.Model, UnitPolicy.Warn, ignoreFast: request.IgnoreFast);
        OdeSystem system = model.System;
        return Task.FromResult(new StudyResult
        {
            Title = $"model {system.Name}{(system.TimeUnit is { } unit ? $", time in {unit}" : "")}",
            Sections = [.. Sections(system)],
            Manifest = Manifests.Of(model, context),
            Style = ResultStyle.Tool with { HasTitle = true },
        });
    }

    private static IEnumerable<TableSection> Sections(OdeSystem system)
    {
        ILookup<string, string> sources = system.Sources();
        List<string> cited = [.. system.Parameters.SelectMany(parameter => sources[parameter.Name]).Distinct()];
        string Numbers(string name) => string.Concat(sources[name].Select(source => string.Create(CultureInfo.InvariantCulture,
            $"[{cited.IndexOf(source) + 1}]")));
        TableSection[] all =
        [
            Table("States", ["name", "start", "unit", "meaning", "rate of change"], system.States.SkipLast(system.Delays.Length).Select(state => (string[])
                [state.Name, Value(state.Initial), state.Unit ?? "", state.DisplayName ?? "", ExpressionPrinter.Print(state.Derivative)])),
            Table("Past values", ["name", "value", "time ago"],
                system.Delays.Select(delay => (string[])[delay.Name, ExpressionPrinter.Print(delay.Value), ExpressionPrinter.Print(delay.Time)])),
            Table("Assignments", ["name", "unit", "meaning", "expression"], system.Assignments.Select(assignment => (string[])
                [assignment.Name, assignment.Unit ?? "", assignment.DisplayName ?? "", ExpressionPrinter.Print(assignment.Expression)])),
            Table("Parameters", ["name", "value", "unit", "meaning", "source"], system.Parameters.Select(parameter => (string[])
                [parameter.Name, Value(parameter.Initial), parameter.Unit ?? "", parameter.DisplayName ?? "", Numbers(parameter.Name)])),
            Table("Events", ["name", "at time", "assigns"], system.Events.Select(item => (string[])
                [item.Name, ExpressionPrinter.Print(item.Time), string.Join("; ", item.Assignments.Select(one => $"{one.Variable} = " +
                    $"{ExpressionPrinter.Print(one.Expression)}"))])),
            Table("Events on conditions", ["name", "when", "after", "priority", "assigns"], system.Conditions.Select(item => (string[])
                [item.Name, ExpressionPrinter.Print(item.Trigger), Printed(item.Delay), Printed(item.Priority), string.Join("; ", item.Assignments.Select(one => $"{one.Variable} = {ExpressionPrinter.Print(one.Expression)}"))])),
            Table("Sources", ["number", "source"], cited.Select((source, i) => (string[])[string.Create(CultureInfo.InvariantCulture, $"[{i + 1}]"), source])),
        ];
        return all.Where(section => !section.Table.IsEmpty);
    }

    private static string Printed(Expression? expression) => expression is null ? "" : ExpressionPrinter.Print(expression);

    /// <summary>A number without its unit, which has a column of its own; or an expression.</summary>
    private static string Value(Expression expression) =>
        ExpressionPrinter.Print(expression is NumberExpression number ? number with { UnitName = null } : expression);

    /// <summary>A table without the columns that hold nothing.</summary>
    private static TableSection Table(string title, string[] heads, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        int[] used = [.. Enumerable.Range(0, heads.Length).Where(i => all.Any(row => row[i].Length > 0))];
        return new TableSection(title, new ResultTable(
            [.. used.Select(i => new ResultColumn(heads[i]) { IsFormula = s_formulas.Contains(heads[i]) })],
            [.. all.Select(row => used.Select(i => (Cell)row[i]).ToImmutableArray())]));
    }
}
