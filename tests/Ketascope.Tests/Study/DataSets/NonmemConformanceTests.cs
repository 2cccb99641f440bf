using System.Globalization;
using Ketascope.Tests.Cli;
using Ketascope.Tests.Language.Antimony;

namespace Ketascope.Tests.Study.DataSets;

/// <summary>The dosing records of the conformance folder through the program, against what NONMEM computed.</summary>
[Collection(ConsoleTests.Name)]
public sealed class NonmemConformanceTests
{
    [Fact]
    public async Task Every_record_agrees_with_NONMEM_to_five_digits()
    {
        Assert.SkipUnless(SharedFiles.Folder is not null, "the corpora are not beside the repository");
        string table = Path.GetTempFileName();
        ProgramResult result = await CapturedProgram.RunAsync(
            "run", SharedFiles.Of("conformance/nonmem/one-compartment.ant"), "--data", SharedFiles.Of("conformance/nonmem/dosing.csv"), "--show", "CP", "--table", table);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] expected = File.ReadAllLines(SharedFiles.Of("conformance/nonmem/expected.csv")), found = File.ReadAllLines(table);
        File.Delete(table);
        Assert.Equal(expected.Length, found.Length);
        Assert.Equal("ID,TIME,CP", found[0]);
        string[] wrong = [.. expected.Zip(found).Skip(1).Where(pair => !Agree(pair.First.Split(','), pair.Second.Split(','))).Select(pair => $"{pair.First} is not {pair.Second}")];
        Assert.Empty(wrong);
    }

    private static bool Agree(string[] expected, string[] found)
    {
        double right = Number(expected[2]), value = Number(found[2]);
        return expected[0] == found[0] && Number(expected[1]) == Number(found[1]) && Math.Abs(value - right) <= Math.Max(1e-3, 1e-4 * Math.Abs(right));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
