using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Diagnostics;
using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Tests.Ketamine.Regimens;

public sealed partial class RegimenDocumentTests
{
    private static readonly string _document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "regimens.md")).ReplaceLineEndings("\n");

    public static TheoryData<string> Examples => [.. Block("regimen", 0).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_read(string text) => Assert.NotEmpty(RegimenTests.Read(text).Doses);

    [Fact]
    public void The_mistake_is_answered_as_shown()
    {
        DiagnosticBag diagnostics = new();
        RegimenParser.Parse("0.5 mg/kg iv ovre 40 min", diagnostics);
        Assert.Equal(Block("text", 0), diagnostics.Items[0] + "\n");
    }

    [Fact]
    public void The_records_are_those_shown()
    {
        Dictionary<DoseSite, ImmutableArray<DoseShare>> sites = new() { [new DoseSite(Drug.RacemicKetamine, Route.Intravenous)] = [new DoseShare("central")] };
        Regimen second = RegimenTests.Read((string)Examples.ElementAt(1).Data);
        Assert.Equal(Block("text", 1), DoseRecordTable.Write(second.ToRecords(80, sites)));
    }

    /// <summary>The content of one of the fenced blocks of a language.</summary>
    private static string Block(string language, int index) =>
        Fence().Matches(_document).Where(match => match.Groups["language"].Value == language).ElementAt(index).Groups["content"].Value;

    [GeneratedRegex("^```(?<language>\\w+)\\n(?<content>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
