using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;
using Ketascope.Tests.Language.Antimony;

namespace Ketascope.Tests.Language.Flattening;

/// <summary>Short ways to flatten a text in a test.</summary>
internal static class Flat
{
    public static OdeSystem System(string text) => System(Reading.Document(text));

    public static OdeSystem System(ModelDocument document)
    {
        DiagnosticBag diagnostics = new();
        OdeSystem? system = Flattener.Flatten(document, diagnostics);
        Assert.True(system is not null, string.Join("\n", diagnostics.Items));
        Assert.False(diagnostics.HasErrors);
        return system;
    }

    public static IReadOnlyList<Diagnostic> Diagnostics(string text)
    {
        DiagnosticBag diagnostics = new();
        OdeSystem? system = Flattener.Flatten(Reading.Document(text), diagnostics);
        Assert.Equal(diagnostics.HasErrors, system is null);
        return diagnostics.Items;
    }

    public static IReadOnlyList<string> Errors(string text) =>
        [.. Diagnostics(text).Where(d => d.Severity == Severity.Error).Select(d => d.Message)];

    /// <summary>All equations, one a line, as a person would write them.</summary>
    public static string Print(OdeSystem system) => string.Join("\n",
    [
        .. system.Parameters.Select(p => $"{(p.IsChangedByEvents ? "var " : "")}{p.Name} = {ExpressionPrinter.Print(p.Initial)}"),
        .. system.States.Select(s => $"{s.Name} = {ExpressionPrinter.Print(s.Initial)}"),
        .. system.Assignments.Select(a => $"{a.Name} := {ExpressionPrinter.Print(a.Expression)}"),
        .. system.States.Select(s => $"{s.Name}' = {ExpressionPrinter.Print(s.Derivative)}"),
        .. system.Events.Select(e => $"{e.Name}: at{(e.MayFireAtStart ? " start or" : "")} {ExpressionPrinter.Print(e.Time)}: "
            + string.Join(", ", e.Assignments.Select(a => $"{a.Variable} = {ExpressionPrinter.Print(a.Expression)}"))),
    ]);

    public static void Is(string expected, string text) => Is(expected, System(text));

    public static void Is(string expected, OdeSystem system) => Assert.Equal(expected.ReplaceLineEndings("\n").Trim(), Print(system).Trim());
}
