using Ketascope.Ketamine;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Draws;
using Ketascope.Study.Observations;

namespace Ketascope.Tests.Ketamine.Pharmacokinetics;

/// <summary>Models are chosen by how they meet calibration rows, from a table that the program makes.</summary>
public sealed class ModelRankingTests
{
    private static readonly ModelLibrary s_library = House.Installed.Library.Pharmacokinetics;

    [Fact]
    public void The_file_is_what_the_program_says()
    {
        ObservationFile file = ObservationFile.Read(Path.Combine(House.Installed.Library.Evidence, "pharmacokinetics", "observations.csv"));
        ModelRanking made = CalibrationRanking.Of(House.Installed.Library, file, null, TestContext.Current.CancellationToken);
        Assert.Equal(
            made.Cells.Select(cell => $"{cell.Kind} {cell.Model} {cell.IsFitted} {cell.Rows} {cell.FoldError:F3}"),
            s_library.Ranking.Cells.Select(cell => $"{cell.Kind} {cell.Model} {cell.IsFitted} {cell.Rows} {cell.FoldError:F3}"));
    }

    [Fact]
    public void Rows_that_judge_are_not_looked_at()
    {
        ObservationFile file = ObservationFile.Read(Path.Combine(House.Installed.Library.Evidence, "pharmacokinetics", "observations.csv"));
        ObservationFile judging = file with { Rows = [.. file.Rows.Where(row => row.Observation?.Role == "validation")] };
        Assert.Empty(CalibrationRanking.Of(House.Installed.Library, judging, null, TestContext.Current.CancellationToken).Cells);
    }

    [Fact]
    public void The_smallest_fold_error_decides_among_those_that_predict_most_rows()
    {
        ModelRanking ranking = new(
        [
            Cell("otto-2021", 8, 1.3), Cell("arterial-venous", 8, 1.1), Cell("perez-ruixo-2021", 3, 1.01),
        ]);
        (IReadOnlyList<ModelFolder> ordered, string why) = ranking.Order(Models("perez-ruixo-2021", "otto-2021", "arterial-venous"), Kind(null));
        Assert.Equal(["arterial-venous", "otto-2021", "perez-ruixo-2021"], ordered.Select(model => model.Id));
        Assert.Equal("Decided by 8 calibration rows of this drug and route: arterial-venous has a fold error of 1.10; otto-2021 1.30, perez-ruixo-2021 1.01 (of 3).", why);
    }

    [Fact]
    public void Of_equals_the_one_that_was_tried_on_more_rows_at_other_sites_comes_first_and_this_is_said()
    {
        CalibrationCell elsewhere = new(Kind(null) with { Site = "arterial", Analyte = "ketamine" }, "arterial-venous", false, 4, 1.5);
        ModelRanking ranking = new([Cell("otto-2021", 8, 1.1), Cell("arterial-venous", 8, 1.11), elsewhere]);
        (IReadOnlyList<ModelFolder> ordered, string why) = ranking.Order(Models("otto-2021", "arterial-venous"), Kind("ketamine"));
        Assert.Equal("arterial-venous", ordered[0].Id);
        Assert.Contains("Two are as good by these", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_the_nearest_model_was_fitted_to_do_not_decide_between_those_that_were_fitted_to_them()
    {
        ModelRanking ranking = new(
        [
            Cell("otto-2021", 8, 1.13, fitted: true), Cell("arterial-venous", 8, 1.06, fitted: true), Cell("perez-ruixo-2021", 8, 1.1),
        ]);
        (IReadOnlyList<ModelFolder> ordered, string why) = ranking.Order(Models("perez-ruixo-2021", "otto-2021", "arterial-venous"), Kind(null));
        Assert.Equal(["otto-2021", "arterial-venous", "perez-ruixo-2021"], ordered.Select(model => model.Id));
        Assert.StartsWith("Fitted to the 8 calibration rows of this drug and route, which therefore do not decide between them", why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_meets_rows_better_than_those_that_were_fitted_to_them_is_taken()
    {
        ModelRanking ranking = new([Cell("otto-2021", 8, 1.05), Cell("arterial-venous", 8, 1.2, fitted: true)]);
        Assert.Equal("otto-2021", ranking.Order(Models("arterial-venous", "otto-2021"), Kind(null)).Ordered[0].Id);
    }

    [Fact]
    public void Rows_of_another_kind_to_which_a_model_was_fitted_decide_nothing()
    {
        CalibrationCell other = new(Kind("ketamine") with { Drugs = "racemic ketamine" }, "arterial-venous", true, 4, 1.01);
        CalibrationCell external = new(other.Kind, "otto-2021", false, 4, 1.3);
        (IReadOnlyList<ModelFolder> ordered, string why) = new ModelRanking([other, external]).Order(Models("otto-2021", "arterial-venous"), Kind("ketamine"));
        Assert.Equal("otto-2021", ordered[0].Id);
        Assert.StartsWith("No calibration row that none of them was fitted to decides between 2 models", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_study_that_a_model_was_fitted_to_has_rows_that_calibrate()
    {
        HashSet<string> studies = [];
        foreach (string path in Directory.EnumerateFiles(Path.Combine(House.Installed.Library.Evidence, "pharmacokinetics"), "*.csv"))
        {
            string[] lines = File.ReadAllLines(path);
            studies.UnionWith(lines.Where(line => line.EndsWith(",calibration", StringComparison.Ordinal)).SelectMany(line => line.Split(',').Take(2)));
        }

        Assert.All(s_library.Models.SelectMany(model => model.FittedTo), study => Assert.Contains(study, studies));
    }

    [Fact]
    public void Where_no_row_decides_the_order_stays_and_this_is_said()
    {
        (IReadOnlyList<ModelFolder> ordered, string why) = new ModelRanking([]).Order(Models("otto-2021", "arterial-venous"), Kind(null));
        Assert.Equal(["otto-2021", "arterial-venous"], ordered.Select(model => model.Id));
        Assert.StartsWith("No calibration row decides between 2 models", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.5 mg/kg iv over 40 min")]
    [InlineData("esketamine 0.5 mg/kg iv over 40 min")]
    public void Under_a_draw_of_uncertain_parameters_the_same_model_is_chosen(string regimen)
    {
        DoseRequest request = new() { Regimen = regimen };
        Assert.NotEmpty(s_library.Ranking.Cells);
        Assert.Equal(DrugParts.ModelOf(request, s_library).Id, DrugParts.ModelOf(request, s_library.Under(new ParameterDraw(1, 1))).Id);
    }

    private static CalibrationKind Kind(string? analyte) => new("esketamine", "iv", "venous", "adult", analyte);

    private static CalibrationCell Cell(string model, int rows, double fold, bool fitted = false) => new(Kind("ketamine"), model, fitted, rows, fold);

    private static System.Collections.Immutable.ImmutableArray<ModelFolder> Models(params string[] ids) => [.. ids.Select(s_library.Find)];
}
