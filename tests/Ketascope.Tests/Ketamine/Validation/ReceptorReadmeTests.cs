using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Calibrations;
using Ketascope.Study.Observations;
using Ketascope.Tests.Ketamine.Receptor;

namespace Ketascope.Tests.Ketamine.Validation;

/// <summary>Every number of the receptor's README is what the program gives.</summary>
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

    [Fact]
    public void The_table_of_rates_is_that_of_the_subtypes()
    {
        string[] texts = [.. ((string[])["2a", "2b", "2c", "2d"]).Select(subtype => File.ReadAllText(Path.Combine(Patch.Folder, $"glun{subtype}.ant")))];
        string[][] table = Table("| rate | unit |");
        Assert.Equal(20, table.Length);
        foreach (string[] cells in table)
        {
            for (int i = 0; i < texts.Length; i++)
            {
                Assert.Equal(Regex.Match(texts[i], $@"nmda\.{cells[0]} = (\S+) ").Groups[1].Value, cells[2 + i].Trim('*'));
            }
        }
    }

    [Fact]
    public void The_table_of_calibrations_is_that_of_their_files()
    {
        foreach (string[] cells in Table("| calibration | rows |"))
        {
            CalibrationFile file = CalibrationFile.Read(Path.Combine(Patch.Folder, "calibration"), Regex.Match(cells[0], @"\[([\w-]+)\]").Groups[1].Value);
            CalibrationOutcome result = file.Result!;
            Assert.Equal(result.Rows.Length, Number(cells[1]));
            Assert.Equal(result.ObjectiveAtStart, Number(cells[2]), 0.006 * result.ObjectiveAtStart);
            Assert.Equal(result.Objective, Number(cells[3]), (0.06 * result.Objective) + 1e-9);
            Assert.Equal($"{result.StartsThatAgree} of {file.Starts}", cells[4]);
            MatchCollection estimates = Regex.Matches(cells[5], @"(\w+) ([\d.]+) ×/÷ ([\d.]+)");
            Assert.Equal(result.Estimates.Length, estimates.Count);
            foreach ((CalibratedParameter estimate, Match match) in result.Estimates.Zip(estimates))
            {
                Assert.Equal(estimate.Name, match.Groups[1].Value);
                Assert.Equal(estimate.Value, Number(match.Groups[2].Value), 0.006 * estimate.Value);
                Assert.Equal(Math.Exp(estimate.StandardErrorOfLogarithm!.Value), Number(match.Groups[3].Value), 0.006 * Number(match.Groups[3].Value));
            }
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string[][] Table(string heading) => [.. Lines
        .SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal))
        .Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];
}
