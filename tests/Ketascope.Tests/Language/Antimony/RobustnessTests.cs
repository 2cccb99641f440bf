using CsCheck;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Language.Antimony;

public sealed class RobustnessTests
{
    private static readonly Gen<string> Words = Gen.OneOf(
        "model ", "*", "end\n", "function ", "import ", "species ", "compartment ", "const ", "var ", "substanceOnly ", "unit ", "delete ", "at ", "after ", "in ", "is ", "has ",
        "A", "B", "S1 ", "x", "k.mean", "A.S", "J0", "(", ")", "{", "}", ",", ";", "\n", ":", "=", ":=", "'", "'=", "->", "=>", " -o ", " -| ", "-(", "--", "...", "$",
        "+", "-", "*", "/", "^", "!", "&&", "||", "<", "<=", "==", "!=", "3", "1e-3 ", ".5", " mL", "\"text\"", "```long```", "exp(", "piecewise(", "normal(", "time", "inf",
        ", t0=", "priority", "true", ".sboTerm=", "is \"name\"", "A:A()", "A: model1(", "#", "/*", "\\", "@", "\u00B5", "\"");

    [Fact]
    public void Any_sequence_of_words_is_read_or_refused_with_a_message() =>
        Words.Array[0, 60].Sample(words => Answers(string.Concat(words)), iter: 5000);

    [Fact]
    public void A_model_with_a_hole_or_a_stranger_in_it_is_read_or_refused_with_a_message() =>
        Gen.Select(Gen.Int[0, Sample.Length - 1], Gen.Int[0, 12], Words).Sample(
            (start, length, word) => Answers(string.Concat(Sample.AsSpan(0, start), word, Sample.AsSpan(Math.Min(Sample.Length, start + length)))), iter: 2000);

    private const string Sample = """
        function mm(V, K, S)
          V*S/(K + S);
        end
        model pk(CENT, CL)
          compartment V1 = 20 litre;
          substanceOnly species $GUT, CENT in V1;
          absorption: 2 GUT -> n CENT; KA*GUT in V1;
          -> CENT; mm(1, 2, CENT)
          CP := CENT/(V1/1000); KA = 1.5; CL = 1.1; n = 1
          CENT' = -CL*CP; CENT = 0; GUT = 3
          E1: at 2 after time >= 40/60 && CP < 3, t0=false, priority=1: KA = 0, CL = 2
          unit mM = 1e-3 mole/litre; KA has 1/second
          KA.distribution = lognormal(0, 1); KA.range = {1, 2}
          CL isDescribedBy "doi:1",
            "doi:2"
        end
        model *outer()
          A: pk(C, 3), timeconv = 60; B: pk()
          A.CP is B.KA; delete A.E1; A.KA = ;
        end
        outer is "the outer"
        """;

    /// <summary>Whether reading gives a model or errors with places, and no exception.</summary>
    private static bool Answers(string text)
    {
        DiagnosticBag diagnostics = new();
        ModelDocument? document = AntimonyReader.Read(new SourceText("test.ant", text), diagnostics, null);
        if (document is not null)
        {
            UndefinedNames.Check(document, diagnostics);
            return true;
        }

        return diagnostics.HasErrors && diagnostics.Items.All(d => d.ToString().Length > 10);
    }
}
