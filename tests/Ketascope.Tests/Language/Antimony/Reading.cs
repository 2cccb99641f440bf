using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Language.Antimony;

/// <summary>Short ways to read a text in a test.</summary>
internal static class Reading
{
    public static Model MainModel(string text) => Document(text).Main;

    public static ModelDocument Document(string text)
    {
        DiagnosticBag diagnostics = new();
        ModelDocument? document = AntimonyReader.Read(new SourceText("test.ant", text), diagnostics, null);
        Assert.True(document is not null, string.Join("\n", diagnostics.Items));
        return document;
    }

    public static Expression Expression(string text)
    {
        DiagnosticBag diagnostics = new();
        Expression? expression = AntimonyReader.ReadExpression(new SourceText("test.ant", text), diagnostics);
        Assert.True(expression is not null, string.Join("\n", diagnostics.Items));
        return expression;
    }

    public static IReadOnlyList<Diagnostic> Diagnostics(string text)
    {
        DiagnosticBag diagnostics = new();
        AntimonyReader.Read(new SourceText("test.ant", text), diagnostics, null);
        return diagnostics.Items;
    }

    /// <summary>The message of the only error.</summary>
    public static string Error(string text) => Assert.Single(Diagnostics(text), d => d.Severity == Severity.Error).Message;

    public static Symbol Symbol(this Model model, string name) => Assert.Single(model.Symbols, s => s.Name == name);

    public static string Rule(this Model model, RuleKind kind, string variable) =>
        ExpressionPrinter.Print(Assert.Single(model.Rules, r => r.Kind == kind && r.Variable == variable).Expression);
}
