using System.Diagnostics;
using Ketascope.Language;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;
using Ketascope.Language.Sbml;
using Ketascope.Language.Writing;
using Ketascope.Tests.Language.Antimony;

namespace Ketascope.Tests.Language.Writing;

public sealed class RoundTripTests
{
    private const string Validation = """
        import libsbml, sys
        for path in sys.stdin.read().split():
            document = libsbml.readSBMLFromFile(path)
            document.setConsistencyChecks(libsbml.LIBSBML_CAT_UNITS_CONSISTENCY, False)
            document.setConsistencyChecks(libsbml.LIBSBML_CAT_MODELING_PRACTICE, False)
            document.checkConsistency()
            for i in range(document.getNumErrors()):
                error = document.getError(i)
                if error.getSeverity() >= libsbml.LIBSBML_SEV_ERROR:
                    print(path.split('/')[-1], error.getErrorId(), error.getLine(), ' '.join(error.getMessage().split())[:160])
        """;

    public static bool HasCases => Directory.Exists(SharedFiles.Of("conformance/sbml"));

    [Fact]
    public void Every_case_written_as_SBML_reads_as_the_same_model() => SameModels(document => SbmlWriter.Write(document, new DiagnosticBag()), reaction => Stoichiometries(reaction).All(s => s is NumberExpression or NameExpression), _ => true);

    [Fact]
    public void Every_case_written_in_Antimony_reads_as_the_same_model() => SameModels(
        document => AntimonyWriter.Write(document, new DiagnosticBag()),
        reaction => Stoichiometries(reaction).Any() && Stoichiometries(reaction).All(s => s is NameExpression or NumberExpression { Value: >= 0 }),
        symbol => symbol.ConversionFactor is null);

    [Fact]
    public async Task The_reference_library_accepts_what_is_written()
    {
        Assert.True(await RunAsync("import libsbml", "") == "", "This test needs libSBML for Python; on Debian: apt install python3-sbml5.");
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            List<string> files = [];
            foreach ((string name, ModelDocument document) in Cases().Concat(Library()))
            {
                string file = Path.Combine(folder, $"{name}.xml");
                await File.WriteAllTextAsync(file, SbmlWriter.Write(document, new DiagnosticBag())!.Text, TestContext.Current.CancellationToken);
                files.Add(file);
            }

            Assert.Equal("", await RunAsync(Validation, string.Join('\n', files)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<Expression> Stoichiometries(Reaction reaction) => reaction.Reactants.Concat(reaction.Products).Select(s => s.Stoichiometry);

    /// <summary>Compares models that need no rewriting; that the others mean the same is seen from the cases' results.</summary>
    private static void SameModels(Func<ModelDocument, WrittenModel?> write, Func<Reaction, bool> isPlain, Func<Symbol, bool> isPlainSymbol)
    {
        Assert.SkipUnless(HasCases, "the SBML Test Suite is not beside the repository");
        List<string> differences = [];
        int compared = 0;
        foreach ((string name, ModelDocument document) in Cases())
        {
            if (write(document) is not { } written || written.Names.Count > 0 || !document.Main.Reactions.All(isPlain) || !document.Main.Symbols.All(isPlainSymbol))
            {
                continue;
            }

            compared++;

            DiagnosticBag diagnostics = new();
            if (ModelFile.Read(new SourceText(name, written.Text), diagnostics) is not { } again)
            {
                differences.Add($"{name}: {diagnostics.Items[0]}");
                continue;
            }

            string[] before = ModelLines.Of(document.Main), after = ModelLines.Of(again.Main);
            string[] lost = [.. before.Except(after)], made = [.. after.Except(before)];
            if (lost.Length + made.Length > 0)
            {
                differences.Add($"{name}: lost {string.Join(" | ", lost)}; made {string.Join(" | ", made)}");
            }
        }

        Assert.True(compared > 600, $"only {compared} models were compared");
        Assert.True(differences.Count == 0, $"{differences.Count}\n{string.Join("\n", differences)}");
    }

    private static IEnumerable<(string Name, ModelDocument Document)> Cases()
    {
        foreach (string folder in (HasCases ? Directory.EnumerateDirectories(SharedFiles.Of("conformance/sbml")) : []).Order(StringComparer.Ordinal))
        {
            if (ModelFile.Read(Path.Combine(folder, "model.xml"), new DiagnosticBag()) is { } document)
            {
                yield return (Path.GetFileName(folder), document);
            }
        }
    }

    /// <summary>The models that come with the program, and published ones.</summary>
    private static IEnumerable<(string Name, ModelDocument Document)> Library() => Repository.Sources("models", "*.ant").Concat(SharedFiles.List("conformance/antimony/biomodels"))
        .Select(file => (Path.GetFileNameWithoutExtension(file), ModelFile.Read(file, new DiagnosticBag())!));

    private static async Task<string> RunAsync(string script, string input)
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python))
        {
            return "there is no Python";
        }

        using Process process = Process.Start(new ProcessStartInfo(Python, ["-c", script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        return output + await error;
    }
}
