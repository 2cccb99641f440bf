using Ketascope.Language.Diagnostics;
using Ketascope.Language.Models;
using Ketascope.Tests.Language.Antimony;

namespace Ketascope.Tests.Language.Models;

public sealed class UndefinedNamesTests
{
    [Theory]
    [InlineData("CL = 3; x := CLL*2", "there is no 'CLL'; did you mean 'CL'?")]
    [InlineData("const k; x := k*2", "'k' has no value; give it one with 'k = ...'")]
    [InlineData("J0: S -> ; ; S = 1; x := J0", "the reaction 'J0' has no rate")]
    [InlineData("model in1(k)\n x := k\nend\nmodel out1()\n A: in1()\nend", "'k' has no value; give it one with 'k = ...'")]
    [InlineData("model in1()\n x := k; k = 1\nend\nmodel out1()\n A: in1(); y := A.kk\nend", "the model 'in1' has no 'kk'; did you mean 'k'?")]
    [InlineData("model in1()\n x = 1\nend\nmodel out1()\n A1: in1(); y := A2.x\nend", "'A2' in 'A2.x' is no submodel of 'out1'; did you mean 'A1'?")]
    [InlineData("model in1()\n species S = 1\nend\nmodel out1()\n A: in1(); J0: A.S -> A.P; 1\nend", "the model 'in1' has no 'P'")]
    [InlineData("unit mM = 1e-3 mole/litre; x := 3*mM", "'mM' is a unit, an event or a submodel and has no value")]
    public void Names_without_a_meaning_or_value_are_errors(string text, string message) => Assert.Equal(message, Assert.Single(Check(text)).Message);

    [Theory]
    [InlineData("CL = 3; x := CL*2")]
    [InlineData("J0: 2 S -> n P; S; P = 0")]
    [InlineData("model in1(k)\n x := k\nend\nmodel out1()\n A: in1(q); q = 2\nend")]
    [InlineData("model in1()\n x := k\nend\nmodel out1()\n A: in1(); A.k = 2\nend")]
    [InlineData("model in1()\n k = 1\nend\nmodel out1()\n A: in1(); A.k is q; y := q\nend")]
    [InlineData("0 = x - 2; y := x")]
    public void Values_may_come_from_elsewhere(string text) => Assert.Empty(Check(text));

    private static IReadOnlyList<Diagnostic> Check(string text)
    {
        DiagnosticBag diagnostics = new();
        UndefinedNames.Check(Reading.Document(text), diagnostics);
        return diagnostics.Items;
    }
}
