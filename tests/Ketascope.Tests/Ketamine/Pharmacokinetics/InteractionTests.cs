using System.Collections.Immutable;
using Ketascope.Ketamine;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Ketamine.Pharmacokinetics;

/// <summary>What changes the metabolism of ketamine: the measured ratio comes out of every model, and what was not measured is refused.</summary>
public sealed class InteractionTests
{
    private static readonly ModelLibrary s_library = House.Installed.Library.Pharmacokinetics;

    public static TheoryData<string, string, double> Oral
    {
        get
        {
            TheoryData<string, string, double> data = [];
            foreach (ModelFolder model in s_library.Models.Where(model => model.Metabolism is not null))
            {
                foreach (MeasuredInteraction row in s_library.Interactions.Rows.Where(row => row.IsCalibration && row.Routes.Contains(Route.Oral)))
                {
                    data.Add(model.Id, row.Name, row.AreaRatio);
                }
            }

            return data;
        }
    }

    [Fact]
    public void Four_models_know_of_metabolism() => Assert.Equal(4, s_library.Models.Count(model => model.Metabolism is not null));

    [Theory]
    [MemberData(nameof(Oral))]
    public void The_measured_ratio_of_areas_comes_out_of_each_model(string model, string name, double ratio) =>
        // Areas are those of a course of six days; the rest is extrapolated.
        Assert.Equal(ratio, Ratio("esketamine 14 mg oral", name, "auc", model), 2e-3 * ratio);

    [Theory]
    // 68.1 / 21.6 and 68.1 / 40.6, printed to three digits.
    [InlineData("racemate-any-route", "ketamine 10 mg/h sc for 24 h", "CYP2B6*6/*6", 3.15)]
    [InlineData("racemate-any-route", "ketamine 10 mg iv", "CYP2B6*1/*6", 1.68)]
    [InlineData("racemate-perez-ruixo-2021", "ketamine 10 mg iv", "CYP2B6*6/*6", 3.15)]
    [InlineData("ashraf-2018", "esketamine 10 mg iv", "CYP2B6*6/*6 (Li 2015)", 3.15)]
    public void A_ratio_of_clearances_comes_out_after_a_dose_into_the_body(string model, string regimen, string name, double ratio) =>
        Assert.Equal(ratio, Ratio(regimen, name, "auc", model), 2e-3 * ratio);

    [Fact]
    public void An_inducer_that_ends_oral_ketamine_hardly_changes_a_dose_into_a_vein()
    {
        // A liver that extracts most of the blood's ketamine cannot extract much more: 1/0.14 times the intrinsic clearance is less than 1/0.7 times clearance.
        double ratio = Ratio("esketamine 7 mg iv over 2 min", "rifampicin", "auc", null);
        Assert.InRange(ratio, 0.7, 0.95);
    }

    [Theory]
    [InlineData("clarithromycin", "ketamine 10 mg iv",
        "what clarithromycin does to racemic ketamine iv was not measured; it was to ketamine by oral (Hagelberg 2010)")]
    [InlineData("clarithromycin", "esketamine 14 mg oral then after 2 h 7 mg iv", "what clarithromycin does to esketamine iv was not measured")]
    [InlineData("CYP2B6*6/*6", "ketamine 50 mg intranasal", "was not measured; it was to ketamine by oral (Rao 2016); sc, iv (Li 2015)")]
    [InlineData("rifampicin", "propofol 100 mg iv", "of propofol nothing is known here")]
    [InlineData("claritromycin", "ketamine 50 mg oral", "did you mean 'clarithromycin'?")]
    [InlineData("clarithromycin and rifampicin", "ketamine 50 mg oral", "what several of them do together was not measured")]
    [InlineData("rifampicin (Rao 2016)", "ketamine 50 mg oral", "no study 'Rao 2016' of rifampicin and ketamine is known")]
    public void What_was_not_measured_is_refused(string name, string regimen, string message)
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => Simulate(regimen, name));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_metabolism_is_refused()
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => Simulate("esketamine 10 mg iv", "rifampicin", "otto-2021"));
        Assert.Contains("is not in the text of otto-2021", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_is_not_set_twice()
    {
        DoseRequest request = Request("ketamine 50 mg oral", "rifampicin", null) with
        {
            Overrides = ImmutableSortedDictionary<string, double>.Empty.Add("AUC_ratio_oral", 2),
        };
        UserErrorException error = Assert.Throws<UserErrorException>(
            () => DoseSimulation.Run(request, s_library, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.Contains("'AUC_ratio_oral' is what --with rifampicin decides", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("St. John's wort")]
    [InlineData("st-johns-wort")]
    [InlineData("Hypericum")]
    [InlineData("ST JOHN’S WORT")]
    public void A_name_is_read_in_the_ways_in_which_people_write_it(string name) => Assert.Equal("St John's wort", s_library.Interactions.Find(name).Name);

    [Fact]
    public void Studies_that_contradict_one_another_are_told()
    {
        DoseSimulationResult result = Simulate("ketamine 50 mg oral", "CYP2B6*6/*6");
        Assert.Contains(result.Result.Alerts, alert => alert.Contains("Li 2015", StringComparison.Ordinal) && alert.Contains("3.15", StringComparison.Ordinal));
        Assert.Contains(result.Result.Assumptions, text => text.Contains("Rao 2016", StringComparison.Ordinal));
    }

    private static double Ratio(string regimen, string name, string measure, string? model)
    {
        ImmutableSortedDictionary<string, string> setting = ImmutableSortedDictionary<string, string>.Empty.Add("with", name);
        Observation row = new()
        {
            Study = "",
            Regimen = regimen,
            Setting = model is null ? setting : setting.Add("model", model),
            Output = regimen.StartsWith("es", StringComparison.Ordinal) ? "S-ketamine" : "ketamine",
            Time = measure,
            Statistic = "ratio",
            Unit = "dimensionless",
            Role = "",
        };
        return new ArmPredictor(new PkRows(s_library).Plan, Cohort.Typical).Predict(row, TestContext.Current.CancellationToken).Value;
    }

    private static DoseSimulationResult Simulate(string regimen, string name, string? model = null) =>
        DoseSimulation.Run(Request(regimen, name, model), s_library, TimeProvider.System, TestContext.Current.CancellationToken);

    private static DoseRequest Request(string regimen, string name, string? model) =>
        new() { Regimen = regimen, With = s_library.Interactions.Find(name), Model = model };
}
