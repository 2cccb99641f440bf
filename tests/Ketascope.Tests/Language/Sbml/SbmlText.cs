using Ketascope.Language.Diagnostics;
using Ketascope.Language.Models;
using Ketascope.Language.Sbml;

namespace Ketascope.Tests.Language.Sbml;

/// <summary>Small SBML texts, and what reading them gives.</summary>
internal static class SbmlText
{
    public const string Math = "xmlns=\"http://www.w3.org/1998/Math/MathML\"";
    public const string Distrib = "http://www.sbml.org/sbml/level3/version1/distrib/version1";
    public const string Comp = "http://www.sbml.org/sbml/level3/version1/comp/version1";
    private const string Symbols = "http://www.sbml.org/sbml/symbols/";

    /// <summary>A text of Level 3 Version 2 with a model's content.</summary>
    public static string Level3(string content, string attributes = "") =>
        $"<sbml xmlns=\"http://www.sbml.org/sbml/level3/version2/core\" level=\"3\" version=\"2\">\n<model id=\"m\" {attributes}>\n{content}\n</model>\n</sbml>";

    /// <summary>A <c>math</c> element.</summary>
    public static string Formula(string content) => $"<math {Math}>{content}</math>";

    /// <summary>SBML's own symbol as an element.</summary>
    public static string Symbol(string name) => $"<csymbol encoding=\"text\" definitionURL=\"{Symbols}{name}\">x</csymbol>";

    /// <summary>The main model of a text without errors.</summary>
    public static Model Model(string text)
    {
        DiagnosticBag diagnostics = new();
        ModelDocument? document = SbmlReader.Read(new SourceText("m.xml", text), diagnostics);
        Assert.Empty(diagnostics.Items.Where(d => d.Severity == Severity.Error).Select(d => d.ToString()));
        return document!.Main;
    }

    /// <summary>The errors of a text that is refused.</summary>
    public static IReadOnlyList<Diagnostic> Errors(string text)
    {
        DiagnosticBag diagnostics = new();
        Assert.Null(SbmlReader.Read(new SourceText("m.xml", text), diagnostics));
        return [.. diagnostics.Items.Where(d => d.Severity == Severity.Error)];
    }
}
