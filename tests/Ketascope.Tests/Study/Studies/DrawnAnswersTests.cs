using Ketascope.Ketamine;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Studies;

/// <summary>Answers under draws of uncertain parameters, against closed forms.</summary>
public sealed class DrawnAnswersTests : IDisposable
{
    /// <summary>Half a 90 % interval of the standard normal distribution.</summary>
    private const double Half = 1.644854;

    private static readonly double Spread = Math.Sqrt(Math.Log(1 + (0.2 * 0.2)));
    private readonly TemporaryFolder _folder = new();

    public DrawnAnswersTests() => File.WriteAllText(_folder["m.ant"], """
        model m
          A = 100; A' = -CL/V*A; CL = 10; V = 50*exp(eta_V); C := A/V
          CL.standardError = 0.2*CL
          V0 = 1; eta_V = 0; eta_V.distribution = normal(0, 0.3)
        end
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_number_gets_the_interval_that_theory_gives_it()
    {
        StudyResult result = await AskAsync(new RunModelRequest { Model = _folder["m.ant"], For = 5, Show = ["C"], Uncertainty = 400 });
        ResultTable table = result.Tables.Last().Table;
        double[] row = [.. table.Rows.Single(one => one.Any(cell => cell.Exact == "at last time")).Where(cell => cell.IsNumber).Select(cell => cell.Number)];
        double At(double sigmas) => 2 * Math.Exp(-10 * Math.Exp(Spread * sigmas) / 50 * 5);
        Assert.Equal(At(0), row[0], 1e-5);
        Assert.Equal(At(0), row[1], 0.03);
        Assert.Equal(At(Half), row[2], 0.04);
        Assert.Equal(At(-Half), row[3], 0.04);
        Assert.Equal("over 400 draws of uncertain parameters", result.Tables.Last().Title);

        // The start does not depend on the clearance, so that it has no interval.
        Assert.DoesNotContain(table.Rows, one => one.Any(cell => cell.Exact == "at first time"));
        Assert.Contains(result.NotesOf(NoteKind.Remark), note => note.StartsWith("Uncertain parameters were drawn 400 times: 1 of the model 'm'.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_picture_has_the_band_of_the_draws()
    {
        StudyResult result = await AskAsync(new RunModelRequest { Model = _folder["m.ant"], For = 5, Show = ["C"], Uncertainty = 50 });
        var series = result.Figures.Single().Courses!.Panels[0].Series[0];
        Assert.All(series.Middle.Select((value, i) => (value, i)), one => Assert.InRange(one.value, series.Low[one.i] - 1e-9, series.High[one.i] + 1e-9));
        Assert.True(series.High[^1] > 1.2 * series.Low[^1]);
    }

    /// <summary>Areas differ between people and with the clearance; the spread between people does not depend on the clearance.</summary>
    [Fact]
    public async Task Uncertainty_is_told_apart_from_differences_between_people()
    {
        StudyResult result = await AskAsync(new RunModelRequest
        {
            Model = _folder["m.ant"],
            For = 50,
            Show = ["C"],
            People = new PeopleRequest { Subjects = 200 },
            Uncertainty = 20,
        });
        TableSection[] tables = [.. result.Tables];
        Assert.Equal(2, tables.Length);
        Assert.Contains(tables[1].Table.Rows, row => row.Any(cell => cell.Exact == "mean at last time"));
    }

    [Fact]
    public async Task The_same_request_gives_the_same_numbers_and_another_seed_gives_others()
    {
        async Task<string> Ask(ulong? seed) => string.Join(' ', (await AskAsync(new RunModelRequest { Model = _folder["m.ant"], For = 5, Uncertainty = 20, UncertaintySeed = seed }))
            .Tables.SelectMany(table => table.Table.Rows).SelectMany(row => row).Select(cell => cell.Exact));
        string first = await Ask(null);
        Assert.Equal(first, await Ask(1));
        Assert.NotEqual(first, await Ask(2));
    }

    [Fact]
    public async Task A_parameter_that_is_set_is_not_drawn_and_nothing_is_left_to_draw()
    {
        RunModelRequest request = new() { Model = _folder["m.ant"], For = 5, Uncertainty = 20 };
        request.Set = request.Set.Add("CL", 10);
        UserErrorException error = await Assert.ThrowsAsync<UserErrorException>(() => AskAsync(request));
        Assert.Contains("--uncertainty changes nothing here: no number that is asked depends on the uncertain parameters of the model 'm'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_published_errors_says_so()
    {
        File.WriteAllText(_folder["bare.ant"], "model bare\nx = 1; x' = -k*x; k = 1\nend");
        UserErrorException error = await Assert.ThrowsAsync<UserErrorException>(() => AskAsync(new RunModelRequest { Model = _folder["bare.ant"], For = 5, Uncertainty = 20 }));
        Assert.Contains("no uncertainty is published for the model 'bare'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null, "--uncertainty is a number of draws, at least 1")]
    [InlineData(null, 3, "--uncertainty-seed changes nothing without --uncertainty N")]
    public async Task A_request_that_makes_no_sense_is_refused(int? count, int? seed, string expected)
    {
        RunModelRequest request = new() { Model = _folder["m.ant"], For = 5, Uncertainty = count, UncertaintySeed = (ulong?)seed };
        Assert.Contains(expected, (await Assert.ThrowsAsync<UserErrorException>(() => AskAsync(request))).Message, StringComparison.Ordinal);
    }

    private static Task<StudyResult> AskAsync(StudyRequest request) =>
        new StudyRunner(House.Installed.Studies).RunAsync(request, new StudyContext(TimeProvider.System), TestContext.Current.CancellationToken);
}
