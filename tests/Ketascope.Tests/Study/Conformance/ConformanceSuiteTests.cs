using System.Collections.Immutable;
using Ketascope.Study.Conformance;
using Ketascope.Tests.Cli;
using Ketascope.Tests.Language.Antimony;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Conformance;

[Collection(ConsoleTests.Name)]
public sealed class ConformanceSuiteTests
{
    private static readonly string List = Path.Combine(Repository.Root, "tests", "Ketascope.Tests", "Study", "Conformance", "passing-cases.txt");

    [Fact]
    public void Every_case_that_passed_passes()
    {
        Assert.SkipUnless(SharedFiles.Folder is not null, "the SBML Test Suite is not beside the repository");
        ImmutableArray<CaseResult> results = ConformanceRun.RunAll(ConformanceFolder.Cases(SharedFiles.Of("conformance/sbml")), ModelRoute.Direct, TestContext.Current.CancellationToken);
        HashSet<string> listed = [.. File.ReadLines(List)];
        string[] lost = [.. results.Where(r => listed.Contains(r.Case.Name) && r.Verdict != Verdict.Passed).Select(r => $"{r.Case.Name}: {r.Verdict}, {r.Reason}")];
        Assert.True(lost.Length == 0, string.Join("\n", lost));
        // A case that passes from now on goes into the list, so that it is not lost again.
        Assert.Equal([], results.Where(r => r.Verdict == Verdict.Passed && !listed.Contains(r.Case.Name)).Select(r => r.Case.Name));
        // Every time course; the others ask for an analysis of fluxes.
        Assert.Equal([], results.Where(r => r.Verdict != Verdict.Passed && !r.Reason.Contains("flux", StringComparison.OrdinalIgnoreCase)).Select(r => $"{r.Case.Name}: {r.Reason}"));
    }

    [Theory]
    [InlineData(ModelRoute.Antimony)]
    [InlineData(ModelRoute.Sbml)]
    public void Every_case_that_passes_does_so_through_the_writers(ModelRoute route)
    {
        Assert.SkipUnless(SharedFiles.Folder is not null, "the SBML Test Suite is not beside the repository");
        HashSet<string> listed = [.. File.ReadLines(List)];
        ImmutableArray<ConformanceCase> cases = [.. ConformanceFolder.Cases(SharedFiles.Of("conformance/sbml")).Where(item => listed.Contains(item.Name))];
        Assert.Equal([], ConformanceRun.RunAll(cases, route, TestContext.Current.CancellationToken)
            .Where(r => r.Verdict != Verdict.Passed)
            .Select(r => $"{r.Case.Name}: {r.Verdict}, {r.Reason}"));
    }

    [Fact]
    public async Task A_wrong_value_fails_with_its_place()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "1")).FullName, "model.xml"),
                "<sbml xmlns=\"http://www.sbml.org/sbml/level3/version2/core\" level=\"3\" version=\"2\"><model id=\"m\"><listOfParameters><parameter id=\"p\" value=\"2\" constant=\"true\"/></listOfParameters></model></sbml>",
                TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "1", "settings.txt"), "start: 0\nduration: 1\nsteps: 2\nvariables: p\nabsolute: 0.01\nrelative: 0.1\namount:\nconcentration:\n", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "1", "results.csv"), "time,p\n0,2\n0.5,2.2\n1,NaN\n", TestContext.Current.CancellationToken);
            string table = Path.Combine(folder, "table.csv");
            ProgramResult result = await CapturedProgram.RunAsync("conformance", folder, "--table", table);
            Assert.EndsWith("0 passed, 1 failed, 0 refused", result.Output.TrimEnd(), StringComparison.Ordinal);
            // 2 is within 0.01 + 0.1 * 2.2 of 2.2.
            Assert.Equal(["case,verdict,reason", "1,failed,\"'p' at 1 is 2, right is NaN\""], await File.ReadAllLinesAsync(table, TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Cases_as_the_suite_has_them_are_found_at_their_highest_level()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["7"]);
        Directory.CreateDirectory(folder["empty"]);
        File.WriteAllText(folder["7/7-sbml-l2v4.xml"], "");
        File.WriteAllText(folder["7/7-sbml-l3v1.xml"], "");
        File.WriteAllText(folder["7/7-model.m"], "(*\ncomponentTags: Parameter, RateRule\ntestTags:      Amount\ntestType:      FluxBalanceSteadyState\n*)\n");
        ConformanceCase found = Assert.Single(ConformanceFolder.Cases(folder.Root));
        Assert.Equal(("7", folder["7/7-sbml-l3v1.xml"], folder["7/7-settings.txt"], "FluxBalanceSteadyState"), (found.Name, found.Files.Model, found.Files.Settings, found.TestType));
        Assert.Equal(["Parameter", "RateRule", "Amount"], found.Tags);
    }
}
