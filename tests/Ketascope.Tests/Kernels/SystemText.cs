using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Kernels;

/// <summary>Flat systems and expressions from short texts.</summary>
internal static class SystemText
{
    public static OdeSystem Read(string text) => Flatten(diagnostics => AntimonyReader.Read(new SourceText("test.ant", text), diagnostics, null));

    public static OdeSystem ReadFile(string path) => Flatten(diagnostics => AntimonyReader.ReadFile(path, diagnostics));

    public static Expression Parse(string text)
    {
        DiagnosticBag diagnostics = new();
        return AntimonyReader.ReadExpression(new SourceText("test.ant", text), diagnostics) ?? throw new FormatException(string.Join('\n', diagnostics.Items));
    }

    public static Expression Call(Function function, params Expression[] arguments) => new CallExpression(function, [.. arguments]);

    private static OdeSystem Flatten(Func<DiagnosticBag, ModelDocument?> read)
    {
        DiagnosticBag diagnostics = new();
        ModelDocument? document = read(diagnostics);
        OdeSystem? system = document is null ? null : Flattener.Flatten(document, diagnostics);
        return system ?? throw new FormatException(string.Join('\n', diagnostics.Items));
    }
}
