using Ketascope.Language;
using Ketascope.Language.Diagnostics;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Language.Recognition;

/// <summary>A file of another kind, given as a model, is told in one sentence by its content, whatever its name.</summary>
public sealed class ForeignFileTests
{
    public static TheoryData<string, string> Texts => new()
    {
        { "; remark\n$PROBLEM 1\n$INPUT ID TIME AMT DV\n$DATA d.csv\n$PK\nCL=THETA(1)*EXP(ETA(1))\n$THETA (0,5)\n", "a NONMEM control stream" },
        { "$PROB x\n$INPUT ID DV\n$DATA d.csv\n$PRED\nY=THETA(1)+EPS(1)\n$THETA 1\n", "a NONMEM control stream" },
        { "$SUBROUTINE ADVAN13 TOL=9\n$MODEL COMP(CENT)\n$PK\nV=1\n$DES\nDADT(1)=-A(1)\n", "a NONMEM control stream" },
        { "$PROB x\n$PARAM CL = 1, V = 20\n$CMT GUT CENT\n$ODE\ndxdt_GUT = -KA*GUT;\n", "an mrgsolve model" },
        { "[ PARAM ] CL = 1, V = 20\n[ PKMODEL ] cmt=\"GUT,CENT\", depot=TRUE\n", "an mrgsolve model" },
        { "TITLE x\nNEURON {\n  SUFFIX hh\n}\nPARAMETER { g = 1 }\nBREAKPOINT { SOLVE s METHOD cnexp }\n", "an NMODL mechanism" },
        { "m <- rxode2({\n  d/dt(depot) <- -ka*depot\n})\n", "an R model for rxode2" },
        { "f <- function() {\n  ini({ tka <- 0.45 })\n  model({ ka <- exp(tka) })\n}\n", "an R model for rxode2" },
        { "library(deSolve)\nf <- function(t, y, p) list(-y)\n", "R code" },
        { "import numpy as np\ndef f(t, y):\n    return -y\n", "Python code" },
        { "using DifferentialEquations\nfunction f!(du, u, p, t)\n du[1] = -u[1]\nend\n", "Julia code" },
        { "function dydt = f(t,y)\n% decay\ndydt = -y;\nend\n", "MATLAB code" },
        { "data { int N; }\nparameters { real mu; }\nmodel { mu ~ normal(0,1); }\n", "a Stan program" },
        { "begin model\nbegin parameters\n k 1\nend parameters\nend model\n", "a BioNetGen model" },
        { "[LONGITUDINAL]\ninput = {V, Cl}\nEQUATION:\nCc = pkmodel(V, Cl)\n", "a Monolix model" },
        { "model Decay\n  Real x(start=1);\nequation\n  der(x) = -x;\nend Decay;\n", "a Modelica model" },
        { "par k=1\ndx/dt=-k*x\ninit x=1\ndone\n", "a model for XPP" },
        { "{\"compartments\": [1, 2]}", "JSON" },
        { "ID,TIME,DV\n1,0,.\n1,1,5.2\n", "a table of numbers" },
        { "a\tb\n1\t2\n", "a table of numbers" },
        { "<?xml version=\"1.0\"?><model xmlns=\"http://www.cellml.org/cellml/1.1#\" name=\"m\"/>", "a CellML model" },
        { "<sedML xmlns=\"http://sed-ml.org/sed-ml/level1/version3\"/>", "a SED-ML description" },
        { "<html><body>404</body></html>", "a web page" },
    };

    public static TheoryData<byte[], string> Binaries => new()
    {
        { [.. "%PDF-1.7\n"u8, 0xE2, 0xE3, 0], "a PDF" },
        { [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0], "a PNG picture" },
        { [.. "PK\u0003\u0004"u8, 0, 0], "a ZIP archive" },
        { [0x1F, 0x8B, 8, 0], "a file compressed by gzip" },
        { [0xFF, 0xFE, 0x6D, 0], "text in UTF-16" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_of_another_language_is_named(string text, string expected)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["x.ant"], text);
        Assert.Contains($"this is {expected}", Message(folder["x.ant"]), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public void A_binary_file_is_named(byte[] content, string expected)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["x.xml"], content);
        Assert.Contains($"this is {expected}", Message(folder["x.xml"]), StringComparison.Ordinal);
    }

    /// <summary>A mistake in Antimony text stays one, whatever words are in it.</summary>
    [Theory]
    [InlineData("model m\n  import_rate = 1; x = import_rate +\nend\n")]
    [InlineData("model m\n  $S -> P; k*S\n  S = 1 +; k = 1\nend\n")]
    [InlineData("model m\n  $PK -> P; k*PK\n  $EST -> P; k*EST; k = 1; x = 1 +\nend\n")]
    [InlineData("function f(x)\n  x^2\nend\nmodel m\n  x' = -x; p = 1; x = 1 +\nend\n")]
    [InlineData("// after rxode2 and deSolve\nx = 1 +\n")]
    [InlineData("model m\n  // library(x), def f(y): and NEURON { }\n  x = = 1\nend\n")]
    public void Antimony_with_a_mistake_is_not_taken_for_something_else(string text)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["x.ant"], text);
        Assert.DoesNotContain("this is", Message(folder["x.ant"]), StringComparison.Ordinal);
    }

    private static string Message(string path)
    {
        DiagnosticBag diagnostics = new();
        Assert.Null(ModelFile.Read(path, diagnostics));
        return Assert.Single(diagnostics.Items).Message;
    }
}
