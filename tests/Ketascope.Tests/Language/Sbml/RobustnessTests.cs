using CsCheck;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Language.Sbml;
using Ketascope.Tests.Language.Antimony;

namespace Ketascope.Tests.Language.Sbml;

public sealed class RobustnessTests
{
    private static readonly string[] Cases = SharedFiles.Folder is null
        ? []
        : [.. Directory.EnumerateDirectories(SharedFiles.Of("conformance/sbml")).Where((_, i) => i % 9 == 0).Select(folder => Path.Combine(folder, "model.xml")).Order(StringComparer.Ordinal)];

    private static readonly Gen<string> Strangers = Gen.OneOf(
        "", "<", ">", "</", "/>", "\"", "&", "NaN", "-1", "0", "1e400", "S1", "id=\"x\"", "<ci>x</ci>", "<apply/>", "<apply><plus/></apply>", "<math/>", "<piecewise/>", "<cn/>", "<lambda/>",
        "<listOfRules>", "constant=\"maybe\"", "<speciesReference species=\"S1\"/>", "\u0000", "\uFEFF", "<![CDATA[x]]>", "<!-- -->", "comp:idRef=\"x\"");

    [Fact]
    public void A_text_with_a_hole_or_a_stranger_in_it_is_read_or_refused_with_a_message()
    {
        Assert.SkipUnless(Cases.Length > 0, "the SBML Test Suite is not beside the repository");
        Gen.Select(Gen.Int[0, Cases.Length - 1], Gen.Double[0, 1], Gen.Int[0, 60], Strangers).Sample(
            (file, place, length, stranger) =>
            {
                string text = File.ReadAllText(Cases[file]);
                int start = (int)(place * text.Length);
                return Answers(Cases[file], string.Concat(text.AsSpan(0, start), stranger, text.AsSpan(Math.Min(text.Length, start + length))));
            },
            iter: 3000);
    }

    /// <summary>Whether reading and flattening give a system or errors, and no exception.</summary>
    private static bool Answers(string name, string text)
    {
        DiagnosticBag diagnostics = new();
        if (SbmlReader.Read(new SourceText(name, text), diagnostics) is not { } document)
        {
            return diagnostics.HasErrors && diagnostics.Items.All(d => d.ToString().Length > 10);
        }

        return Flattener.Flatten(document, diagnostics) is not null || diagnostics.HasErrors;
    }
}
