using System.Globalization;
using Ketascope.Study.Observations;
using Ketascope.Tests.Language.Antimony;

namespace Ketascope.Tests.Ketamine.Validation;

public sealed class ObservationEvidenceTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "evidence", "pharmacokinetics");

    [Fact]
    public void Every_transcribed_row_can_be_read() =>
        Assert.DoesNotContain(ObservationFile.Read(Path.Combine(Folder, "observations.csv")).Rows, row => row.Problem is not null);

    [Fact]
    public void Every_source_row_is_expressed_once_or_listed_with_the_reason()
    {
        string path = SharedFiles.Of(Path.Combine("science", "pk_observations.csv"));
        Assert.SkipUnless(File.Exists(path), "the shared folder is absent");
        List<Dictionary<string, string>> source = CsvRows.Read(path), expressed = CsvRows.Read(Path.Combine(Folder, "observations.csv"));
        List<Dictionary<string, string>> rest = CsvRows.Read(Path.Combine(Folder, "not-expressed.csv"));
        Dictionary<string, string>[] all = [.. expressed.Concat(rest)], shared = [.. all.Where(row => Number(row) < source.Count + 2)];
        Assert.Equal(Enumerable.Range(2, source.Count), shared.Select(Number).Order());
        Assert.All(rest, row => Assert.NotEmpty(row["reason"]));
        Assert.Equal(all.Length, all.Select(Number).Distinct().Count());
        Assert.All(all.Except(shared), row => Assert.All((string[])["study", "source", "status", "role"], column => Assert.NotEmpty(row[column])));
        foreach (Dictionary<string, string> row in shared)
        {
            Dictionary<string, string> original = source[Number(row) - 2];
            Assert.Equal(original["value"], row["value"].Length > 0 ? row["value"] : $"{row["low"]}-{row["high"]}");
            Assert.All((string[])["study", "n", "source", "status", "role"], column => Assert.Equal(original[column], row[column]));
        }
    }

    private static int Number(Dictionary<string, string> row) => int.Parse(row["row"], CultureInfo.InvariantCulture);
}
