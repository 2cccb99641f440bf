using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ketascope.Ketamine;
using Ketascope.Ketamine.Library;
using Ketascope.Study.Calibrations;
using Ketascope.Study.Requests;
using Ketascope.Study.Studies;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Ketamine.Extending;

/// <summary>
/// A new area from nothing, with the very files that docs/extending.md shows: it gets validate, calibrate, evidence, claims and ask without more
/// code.
/// </summary>
public sealed class ExtendingTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "extending.md"));
    private readonly TemporaryFolder _folder = new();
    private readonly House _house;

    public ExtendingTests()
    {
        // Every block of the page that begins with the name of a file is that file.
        foreach (Match file in Regex.Matches(Page, @"^`((?:models|evidence|claims)/[^`]+)`\n+```\w*\n(.*?)^```",
            RegexOptions.Multiline | RegexOptions.Singleline))
        {
            string path = _folder[file.Groups[1].Value];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Groups[2].Value);
        }

        _house = new House(new KetamineLibrary(_folder.Root), library => [new ToyExperiment(library)], [new ToyHalves()]);
    }

    [Fact]
    public void The_page_has_nine_files_of_text() => Assert.Equal(9, Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories).Count());

    [Fact]
    public async Task Validate_compares_every_row()
    {
        StudyResult result = await AskAsync("""{ "study": "validate", "area": "toy", "subjects": 200 }""");
        double[] predicted = [.. result.Values!.Rows.Select(row => row[^8].Number)];

        // 100 mg in 10 L, which leave with a rate constant of 0.2 per h.
        Assert.Equal(10 * Math.Exp(-0.2 * 3), predicted[0], 0.35);
        Assert.Equal(5 * Math.Exp(-0.2 * 3), predicted[2], 0.2);
        Assert.All(result.Values.Rows, row => Assert.Equal("", row[^1].Exact));
        Assert.Equal(["calibration", "validation"], result.Tables.Select(table => table.Title));
    }

    [Fact]
    public async Task Calibrate_finds_the_rate()
    {
        StudyResult result = await AskAsync("""{ "study": "calibrate", "area": "toy", "name": "rate" }""");

        // Least squares of the logarithm, each row over its variance: what the row states, and 0.1 between laboratories.
        double first = 1 / (Math.Pow(1 / 6.0, 2) + 0.01), second = 1 / (Math.Pow(0.5 / 2.2, 2) + 0.01);
        double expected = ((first * 3 * Math.Log(10 / 6.0)) + (second * 8 * Math.Log(10 / 2.2))) / ((first * 3 * 3) + (second * 8 * 8));
        Assert.Equal(expected, result.Tables.First().Table.Rows[0][4].Number, 1e-4);
    }

    [Fact]
    public async Task Calibrate_keeps_the_estimates_where_it_is_asked_to()
    {
        const string Keep = """{ "study": "calibrate", "area": "toy", "name": "rate", "keepEstimates": true }""";
        Assert.Contains("--keep-estimates: this calibration has no estimates yet", (await Assert.ThrowsAsync<UserErrorException>(() => AskAsync(Keep))).Message, StringComparison.Ordinal);
        await AskAsync("""{ "study": "calibrate", "area": "toy", "name": "rate", "write": true }""");
        CalibrationFile file = CalibrationFile.Read(_folder["models/toy/calibration"], "rate");
        CalibrationOutcome moved = file.Result! with { Estimates = [file.Result!.Estimates[0] with { Value = 0.25 }] };
        (file with { Result = moved }).Write(_folder["models/toy/calibration"], "rate");
        Assert.Equal(0.25, (await AskAsync(Keep)).Tables.First().Table.Rows[0][4].Number);

        // The rows' logarithms change by 3 and 8 h for each 1/h, and so by these times the rate for the logarithm of the rate.
        double first = 1 / (Math.Pow(1 / 6.0, 2) + 0.01), second = 1 / (Math.Pow(0.5 / 2.2, 2) + 0.01), rate = file.Result.Estimates[0].Value;
        Assert.Equal(1 / (rate * rate * ((first * 3 * 3) + (second * 8 * 8))), file.Result.Covariance[0][0], 1e-6);
    }

    [Fact]
    public async Task Validate_shows_how_well_predictions_are_known()
    {
        StudyResult result = await AskAsync("""{ "study": "validate", "area": "toy", "subjects": 1, "uncertainty": 60 }""");
        double[] row = [.. result.Tables.Last().Table.Rows[0].Where(cell => cell.IsNumber).Select(cell => cell.Number)];
        double At(double rate) => 10 * Math.Exp(-rate * 3);
        Assert.Equal(At(0.2), row[0], 1e-5);
        Assert.Equal(At(0.2), row[1], 0.15);
        Assert.InRange(row[2], At(0.25), At(0.22));
        Assert.InRange(row[3], At(0.18), At(0.15));
        Assert.Equal(["predicted median", "predicted 5 %", "predicted 95 %"], result.Values!.Columns[^3..].Select(column => column.Name));
    }

    [Fact]
    public async Task Evidence_finds_its_papers() =>
        Assert.Contains("toy/parameters.csv",
            (await AskAsync("""{ "study": "evidence", "name": "k" }""")).Tables.Select(table => table.Title!.Replace('\\', '/')));

    [Fact]
    public async Task Its_claim_is_run()
    {
        StudyResult result = await AskAsync("""{ "study": "claims", "numbers": [1] }""");
        Assert.Equal(Math.Exp(-0.6), Assert.Single(result.Claims[0].Findings).Measured, 1e-6);
        Assert.Contains("verdict: holds", result.Sections.OfType<TextSection>().Select(text => text.Text));
    }

    [Theory]
    [InlineData("did you mean 'weight'?", "morphine 100 mg iv", "wieght=3", "level", "mg/L")]
    [InlineData("takes no propofol; it takes morphine", "propofol 100 mg iv", "", "level", "mg/L")]
    [InlineData("does not predict 'levels'; it predicts amount, level; did you mean 'level'?", "morphine 100 mg iv", "", "levels", "mg/L")]
    [InlineData("the unit 'mg' does not fit", "morphine 100 mg iv", "", "level", "mg")]
    public async Task A_row_that_says_what_the_area_does_not_know_is_told(string expected, string regimen, string setting, string output, string unit)
    {
        await File.AppendAllTextAsync(_folder["evidence/toy/observations.csv"],
            $"9,Later,{regimen},{setting},{output},3 h,mean,5,,,,,{unit},here,read,validation\n", TestContext.Current.CancellationToken);
        StudyResult result = await AskAsync("""{ "study": "validate", "area": "toy", "subjects": 1 }""");
        Assert.Contains(expected, result.Values!.Rows.Last()[^1].Exact, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<StudyResult> AskAsync(string request)
    {
        Assert.NotNull(JsonNode.Parse(request));
        return await new StudyRunner(_house.Studies)
            .RunAsync(_house.Studies.Read(request, "test").Request, new StudyContext(TimeProvider.System), TestContext.Current.CancellationToken);
    }
}
