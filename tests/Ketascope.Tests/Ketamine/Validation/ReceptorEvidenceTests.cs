using System.Globalization;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Observations;
using Ketascope.Tests.Language.Antimony;

namespace Ketascope.Tests.Ketamine.Validation;

public sealed class ReceptorEvidenceTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "evidence", "receptor");

    [Fact]
    public void Every_transcribed_row_can_be_read() =>
        Assert.DoesNotContain(ObservationFile.Read(Path.Combine(Folder, "observations.csv"), VirtualPatch.Vocabulary).Rows, row => row.Problem is not null);

    [Fact]
    public void Every_source_row_is_expressed_or_listed_with_the_reason_and_keeps_its_role()
    {
        string path = SharedFiles.Of(Path.Combine("science", "receptor_observations.csv"));
        Assert.SkipUnless(File.Exists(path), "the shared folder is absent");
        List<Dictionary<string, string>> source = CsvRows.Read(path), rest = CsvRows.Read(Path.Combine(Folder, "not-expressed.csv"));
        List<Dictionary<string, string>> expressed = [.. CsvRows.Read(Path.Combine(Folder, "observations.csv")).Where(row => char.IsAsciiDigit(row["row"][0]))];
        static int Number(Dictionary<string, string> row) => int.Parse(row["row"], CultureInfo.InvariantCulture);
        Assert.Equal(Enumerable.Range(2, source.Count), expressed.Concat(rest).Select(Number).Distinct().Order());
        Assert.All(rest, row => Assert.NotEmpty(row["reason"]));
        foreach (Dictionary<string, string> row in expressed.Concat(rest))
        {
            Assert.All((string[])["source", "status"], column => Assert.Equal(source[Number(row) - 2][column], row[column]));

            // A row that sets a rate cannot validate it.
            bool moved = row.GetValueOrDefault("note", "").StartsWith("for validation in the source table; it sets a rate here", StringComparison.Ordinal);
            Assert.Equal(moved ? ("validation", "calibration") : (row["role"], row["role"]), (source[Number(row) - 2]["role"], row["role"]));
        }
    }
}
