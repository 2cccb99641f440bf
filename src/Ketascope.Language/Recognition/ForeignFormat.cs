using System.Text.RegularExpressions;

namespace Ketascope.Language.Recognition;

/// <summary>A language or a kind of file that is not read as a model, and what to do with it.</summary>
/// <param name="Name">What it is, with its article.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Signs">Patterns of what is in every such text; all must be found.</param>
internal sealed record ForeignFormat(string Name, string Advice, params string[] Signs)
{
    private const string Rewrite = "write its equations in Antimony (x' = ..., y := ...)";

    /// <summary>The formats of text; the first whose signs are found counts, so that more special ones come first.</summary>
    public static IReadOnlyList<ForeignFormat> Texts { get; } =
    [
        new("an mrgsolve model", $"{Rewrite}: each dxdt_X becomes X' and $PARAM become values",
            Line(@"(\$|\[\s*)(PARAM|CMT|MAIN|ODE|PKMODEL|INIT|TABLE|CAPTURE|GLOBAL|PROB)\b"), @"dxdt_\w+|^\s*(\$|\[\s*)(CMT|PKMODEL)\b"),
        new("a NONMEM control stream", $"{Rewrite}, each DADT(n) as one of them; its data set is read as it is: run MODEL.ant --data FILE",
            Line(@"\$(PROB|INP|DATA|SUBR|THETA|OMEGA|EST|MODEL)\w*\b"),
            @"^\s*\$(PK|PRED|DES|ERR|ERROR)\s*(;.*)?$|\$(DATA|SUBR)|\$THETA\s*[\d.(]|\bTHETA\s*\(\s*\d"),
        new("a Monolix model (Mlxtran)", Rewrite, Line(@"\[(LONGITUDINAL|INDIVIDUAL|COVARIATE)\]|EQUATION:")),
        new("an NMODL mechanism of NEURON", $"{Rewrite}; a channel of rates between states is written as reactions",
            Line(@"(NEURON|BREAKPOINT|KINETIC\s+\w+|DERIVATIVE\s+\w+|ASSIGNED)\s*\{"), @"^\s*(NEURON|BREAKPOINT|STATE|PARAMETER|INITIAL)\s*\{"),
        new("a BioNetGen model", "export it as SBML with writeSBML()",
            Line(@"begin\s+(model|parameters|molecule\s+types|reaction\s+rules|species)\b"),
            @"^\s*end\s+(model|parameters|molecule\s+types|reaction\s+rules|species)\b"),
        new("a Stan program", Rewrite, Line(@"(data|parameters|transformed\s+parameters|generated\s+quantities)\s*\{"), @"^\s*model\s*\{"),
        new("a BUGS or JAGS model", Rewrite, Line(@"model\s*\{"), @"\w\s*~\s*d\w+\s*\("),
        new("an R model for rxode2 or nlmixr2", $"{Rewrite}: each d/dt(x) <- becomes x' =",
            @"\b(rxode2?|RxODE|nlmixr2?)\s*\(|\bini\s*\(\s*\{|\bd/dt\s*\(\s*\w+\s*\)\s*(<-|~)"),
        new("R code", Rewrite, @"\w\s*<-\s*function\s*\(|^\s*library\s*\("),
        new("Julia code", Rewrite, Line(@"using\s+\w+"), @"\b(DifferentialEquations|ModelingToolkit|Catalyst|OrdinaryDiffEq|Pumas)\b|^\s*function\s"),
        new("Python code", Rewrite,
            Line(@"(import\s+\w[\w.]*(\s+as\s+\w+)?\s*(#.*)?$|from\s+\w[\w.]*\s+import\s|def\s+\w+\s*\(.*\)\s*(->.*)?:|class\s+\w+.*:)")),
        new("MATLAB code", Rewrite, @"^\s*function\b[^(\n]*=\s*\w+\s*\(|\bode(45|15s|23s?)\s*\("),
        new("a Modelica model", Rewrite, Line(@"(model|class|package)\s+\w+"), @"^\s*equation\b", @"\bder\s*\(|^\s*end\s+\w+\s*;"),
        new("C or C++ code", Rewrite, Line(@"#include\s*[<""]")),
        new("a model for XPP or Berkeley Madonna", $"{Rewrite}: dx/dt = becomes x' =", Line(@"(d\w+/dt\s*=|d/dt\s*\(\s*\w+\s*\)\s*=|\w+'\s*=)"),
            @"^\s*(par|param|p|init|aux)\s+\w+\s*=|^\s*done\s*$|^@\s|^\s*(METHOD|STARTTIME)\b"),
        new("a LaTeX text", Rewrite, Line(@"\\(documentclass|begin\{document\}|usepackage)")),
    ];

    /// <summary>The formats of XML, by the name of the root element.</summary>
    public static IReadOnlyDictionary<string, ForeignFormat> Roots { get; } = new Dictionary<string, ForeignFormat>(StringComparer.OrdinalIgnoreCase)
    {
        ["model"] = new("a CellML model", "convert it to SBML, for example with Antimony's own tools (QTAntimony)"),
        ["sedML"] = new("a SED-ML description of simulations", "give the SBML file that its 'source' names"),
        ["PharmML"] = new("a PharmML model", Rewrite),
        ["COPASI"] = new("a COPASI file", "export it from COPASI as SBML"),
        ["VCML"] = new("a Virtual Cell model", "export it from VCell as SBML"),
        ["neuroml"] = new("a NeuroML model", Rewrite),
        ["Lems"] = new("a LEMS model", Rewrite),
        ["omexManifest"] = new("the manifest of a COMBINE archive", "give the SBML file that it lists"),
        ["html"] = new("a web page", "give the model itself: a download may have brought its page instead"),
        ["svg"] = new("a picture", "give the model itself"),
    };

    /// <summary>The formats of binary files, by how they begin.</summary>
    public static IReadOnlyList<(byte[] Begin, ForeignFormat Format)> Binaries { get; } =
    [
        ("%PDF-"u8.ToArray(), new("a PDF", "give the model as text; papers often have it as a supplement in SBML")),
        ([0x89, 0x50, 0x4E, 0x47], new("a PNG picture", "give the model as text")),
        ([0xFF, 0xD8, 0xFF], new("a JPEG picture", "give the model as text")),
        ("GIF8"u8.ToArray(), new("a GIF picture", "give the model as text")),
        ("PK\u0003\u0004"u8.ToArray(),
            new("a ZIP archive", "unpack it and give the model in it (a COMBINE archive .omex has an SBML file, .xlsx and .docx have none)")),
        ([0x1F, 0x8B], new("a file compressed by gzip", "unpack it first: gunzip FILE")),
        ("BZh"u8.ToArray(), new("a file compressed by bzip2", "unpack it first: bunzip2 FILE")),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], new("a file compressed by xz", "unpack it first: unxz FILE")),
        ("PAR1"u8.ToArray(), new("a Parquet table", "a model is text; a table goes with --data or --subjects-file as CSV")),
        ([0x7F, 0x45, 0x4C, 0x46], new("a program", "give the model as text")),
        ("MATLAB 5.0"u8.ToArray(), new("a MATLAB data file", "give the model as text")),
        ([0xD0, 0xCF, 0x11, 0xE0], new("an old Office document", "give the model as text")),
        ([0xFF, 0xFE], new("text in UTF-16", "save it as UTF-8")),
        ([0xFE, 0xFF], new("text in UTF-16", "save it as UTF-8")),
    ];

    /// <summary>Whether a text has all of the signs.</summary>
    /// <param name="text">The text.</param>
    /// <remarks>
    /// Signs are looked for in texts of strangers, and only once: without backtracking, without compilation, and not before such a text is there.
    /// Making all of these expressions takes longer than a simulated dose.
    /// </remarks>
    public bool IsFoundIn(string text) => Signs.All(sign =>
        new Regex(sign, RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant).IsMatch(text));

    private static string Line(string start) => @"^[ \t]*(" + start + ")";
}
