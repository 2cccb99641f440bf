using System.Globalization;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Observations;
using Ketascope.Tests.Ketamine.Receptor;

namespace Ketascope.Tests.Ketamine.Validation;

/// <summary>The misfits of the receptor's README are what the program gives; its other tables are made from the calibrations (CalibrationPagesTests).</summary>
public sealed class ReceptorReadmeTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Patch.Folder, "README.md"));

    [Fact]
    public void The_table_of_misfits_is_complete_and_right()
    {
        ObservationFile file = ObservationFile.Read(Path.Combine(Repository.Root, "evidence", "receptor", "observations.csv"), VirtualPatch.Vocabulary);
        IReadOnlyList<Comparison> rows = Comparison.All(file, new ArmPredictor(new VirtualPatch(Patch.Experiment).Plan, Cohort.Typical), null, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(rows, row => row.Reason is not null);
        string[][] table = [.. Table("| row | study |").Where(cells => cells[0].Length > 0)];
        List<Comparison> missed = [.. rows.Where(row => row.Row.Observation!.Value is not null && row.Ratio is < 0.8 or > 1.25)];
        foreach (Comparison row in missed)
        {
            Observation seen = row.Row.Observation!;
            string[]? line = Array.Find(table, cells => cells[0] == row.Row.Fields[0] && cells[2] == seen.Setting["subunits"] && cells[3].Contains($", {seen.Time}", StringComparison.Ordinal)
                && Number(cells[4].Split(' ')[0]) == seen.Value);
            Assert.True(line is not null, $"row {row.Row.Fields[0]} ({seen.Time}, ratio {row.Ratio}) is not in the table");
            Assert.Equal(row.Prediction!.Value, Number(line[5]), 0.006 * row.Prediction.Value);
            Assert.Equal(row.Ratio!.Value, Number(line[6]), 0.006 * row.Ratio.Value);
        }

        Assert.Equal(missed.Count, table.Length);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string[][] Table(string heading) => [.. Lines
        .SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal))
        .Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];
}
