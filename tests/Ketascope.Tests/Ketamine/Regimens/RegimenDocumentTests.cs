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

    public static TheoryData<string, string> Readings => new(Rows("| written | read |").Select(cells => (cells[0], cells[1])));

    public static TheoryData<string, string> Questions => new(Rows("| written | asked | works |").Select(cells => (cells[0], cells[2])));

    [Theory]
    [MemberData(nameof(Readings))]
    public void Every_row_is_read_as_it_says(string written, string read) => Assert.Equal(read, RegimenTests.Read(written).Describe());

    [Theory]
    [MemberData(nameof(Questions))]
    public void Every_question_is_asked_and_what_works_is_read(string written, string works)
    {
        Assert.Null(RegimenParser.Parse(written, new DiagnosticBag()));
        Assert.NotEmpty(RegimenTests.Read(works).Doses);
    }

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

    /// <summary>The cells of a table's rows, without the marks of code.</summary>
    private static IEnumerable<string[]> Rows(string heading) => _document.Split('\n')
        .SkipWhile(line => line != heading).Skip(2).TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray());

    /// <summary>The content of one of the fenced blocks of a language.</summary>
    private static string Block(string language, int index) =>
        Fence().Matches(_document).Where(match => match.Groups["language"].Value == language).ElementAt(index).Groups["content"].Value;

    [GeneratedRegex("^```(?<language>\\w+)\\n(?<content>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
