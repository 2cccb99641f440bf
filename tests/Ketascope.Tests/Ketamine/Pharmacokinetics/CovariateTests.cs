using System.Collections.Immutable;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Observations;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Ketamine.Pharmacokinetics;

/// <summary>Age, height, sex and weight of a person reach the model's text, and what was assumed of them is said.</summary>
public sealed class CovariateTests : IDisposable
{
    private static readonly DoseRequest s_infusion = new() { Regimen = "10 mg iv over 1 h" };

    private readonly TemporaryFolder _folder = new();
    private readonly ModelLibrary _library;

    public CovariateTests()
    {
        // The concentration of a drug that stays where it is: 10 mg in a volume that tells the covariates.
        File.WriteAllText(_folder["told.ant"], """
            model told()
              unit mg = 1e-3 gram; unit L = litre; unit kg = kilogram; unit year = 31557600 second; unit cm = 1e-2 metre; unit mg_per_L = 1e-3 gram / litre;
              unit per_kg = 1/kilogram; unit per_year = 1/(31557600 second); unit per_cm = 100/metre;
              unit substance = 1e-3 gram; unit extent = 1e-3 gram; unit volume = litre; unit time_unit = 3600 second;
              substanceOnly species central; central = 0 mg;
              WT = 70 kg; AGE = 35 year; HT = 170 cm; FEMALE = 0 dimensionless;
              one_L = 1 L; per_WT = 1 per_kg; per_AGE = 1 per_year; per_HT = 1 per_cm;
              V = one_L*(WT*per_WT + 1000*AGE*per_AGE + 1000000*HT*per_HT + 1000000000*FEMALE); V has L;
              C := central/V; C has mg_per_L;
            end
            """);
        File.WriteAllText(_folder["model.json"], """
            { "id": "told", "title": "t", "text": "told.ant", "priority": 1, "why": "because",
              "drugs": [ { "name": "ketamine", "parts": { "ketamine": 1 } } ],
              "routes": [ { "route": "iv", "into": [ { "species": "central", "part": "ketamine" } ], "doseRange": { "minimum": 1, "maximum": 20, "unit": "mg", "basis": "b" } } ],
              "analytes": [ { "name": "Ketamine", "variable": "C", "unit": "mg/L", "matrix": "plasma", "samplingSite": "venous" } ],
              "weight": { "parameter": "WT", "unit": "kg", "default": 70, "minimum": 40, "maximum": 100 },
              "covariates": [ { "name": "age", "parameter": "AGE", "unit": "year", "default": 35, "minimum": 18, "maximum": 65 },
                              { "name": "height", "parameter": "HT", "unit": "cm", "default": 170, "minimum": 150, "maximum": 190 },
                              { "name": "sex", "parameter": "FEMALE", "unit": "dimensionless", "default": 0, "minimum": 0, "maximum": 1 } ],
              "population": { "health": "h", "subjects": 1, "female": 0, "age": "a", "weight": "w", "place": "p" },
              "citations": [], "assumptions": [], "alternatives": [] }
            """);
        _library = ModelLibrary.Read(_folder.Root);
    }

    [Fact]
    public void Nothing_said_leaves_the_texts_own_values() => Assert.Equal(170_035_070, Volume(s_infusion));

    [Fact]
    public void What_is_said_of_a_person_reaches_the_text() =>
        Assert.Equal(1_180_042_080, Volume(s_infusion with { WeightKg = 80, AgeYears = 42, HeightCm = 180, Sex = Sex.Female }));

    [Theory]
    [InlineData(8.0, 31)]
    [InlineData(0.5, 7)]
    [InlineData(1.0, 10)]
    [InlineData(18.0, 70)]
    public void A_child_of_unknown_weight_weighs_what_is_usual(double age, double expected) =>
        Assert.Equal(170_000_000 + (1000 * age) + expected, Volume(s_infusion with { AgeYears = age }));

    [Fact]
    public void A_childs_weight_says_the_age_unless_a_model_is_named()
    {
        Assert.Equal(170_006_025, Volume(s_infusion with { WeightKg = 25 }));
        Assert.Equal(170_035_025, Volume(s_infusion with { WeightKg = 25, Model = "told" }));
    }

    [Fact]
    public void What_was_assumed_is_listed()
    {
        Assert.Equal(
            ["Body weight 70 kg (the model's reference; --weight changes it).", "Age 35 years (the model's reference; --age changes it).", "Height 170 cm (the model's reference; --height changes it).", "Male (the model's reference; --sex changes it)."],
            Run(s_infusion).Assumptions.Take(4));
        Assert.Equal(["Body weight 80 kg.", "Age 42 years."], Run(s_infusion with { WeightKg = 80, AgeYears = 42 }).Assumptions.Take(2));
        Assert.Contains("Body weight 31 kg (usual at 8 years; --weight changes it).", Run(s_infusion with { AgeYears = 8 }).Assumptions);
        ModelLibrary shipped = ModelLibrary.Read(Path.Combine(Repository.Root, "models"));
        Assert.Contains(
            "Age 42 years, which the model's equations do not use.",
            DoseSimulation.Run(new DoseRequest { Regimen = "esketamine 0.5 mg/kg iv", Model = "otto-2021", AgeYears = 42 }, shipped, TimeProvider.System, TestContext.Current.CancellationToken).Result.Assumptions);
    }

    [Fact]
    public void A_person_outside_those_studied_is_warned_of()
    {
        string[] warnings = [.. Run(s_infusion with { HeightCm = 200, WeightKg = 120, AgeYears = 70 }).Alerts];
        Assert.Equal(3, warnings.Length);
        Assert.Contains("70 years", warnings[0], StringComparison.Ordinal);
        Assert.Contains("40 to 100 kg; 120 kg lies outside", warnings[1], StringComparison.Ordinal);
        Assert.Contains("150 to 190 cm; 200 cm lies outside", warnings[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AGE", "--age")]
    [InlineData("HT", "--height")]
    [InlineData("FEMALE", "--sex")]
    [InlineData("WT", "--weight")]
    public void A_covariate_is_no_parameter_like_others(string parameter, string option) =>
        Assert.Contains(option, Assert.Throws<UserErrorException>(() => Run(s_infusion with { Overrides = s_infusion.Overrides.Add(parameter, 1) })).Message, StringComparison.Ordinal);

    [Fact]
    public void Impossible_heights_are_refused() => Assert.Contains("a height of 1000 cm", Assert.Throws<UserErrorException>(() => Run(s_infusion with { HeightCm = 1000 })).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Drawn_covariates_are_said_to_be_drawn()
    {
        DosePopulation population = DosePopulation.Prepare(s_infusion, new PopulationSettings { Subjects = 3, Seed = 1, Covariates = [Covariate.Parse("AGE=uniform(20,60)")] }, _library);
        Assert.True(await population.RunAsync(null, null, TestContext.Current.CancellationToken));
        Assert.Contains("Age drawn for each subject.", population.Result(TimeProvider.System).Assumptions);
    }

    [Theory]
    [InlineData("weight=80 age=42 height=180 sex=female", 1_180_042_080)]
    [InlineData("age=30-40 sex=mixed", 170_035_070)]
    public void A_setting_of_an_observation_says_who_is_simulated(string setting, double volume) =>
        Assert.Equal(10 / volume, new ArmPredictor(new PkRows(_library).Plan, Cohort.Typical).Predict(Observed(setting), TestContext.Current.CancellationToken).Value, 1e-8 / volume);

    [Theory]
    [InlineData("age=old", "age=old in the setting is not a number of years")]
    [InlineData("sex=maybe", "sex=maybe in the setting is none of male, female, mixed")]
    public void A_setting_that_cannot_be_read_is_a_reason(string setting, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => new ArmPredictor(new PkRows(_library).Plan, Cohort.Typical).Predict(Observed(setting), TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private static Observation Observed(string setting) => new()
    {
        Study = "s",
        Regimen = s_infusion.Regimen,
        Setting = setting.Split(' ').Select(part => part.Split('=')).ToImmutableSortedDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal),
        Output = "ketamine",
        Time = "max",
        Statistic = "mean",
        Value = 1,
        Unit = "mg/L",
        Role = "validation",
    };

    private double Volume(DoseRequest request) => Math.Round(10 / DoseSimulation.Run(request, _library, TimeProvider.System, TestContext.Current.CancellationToken).Outcome.Trajectories.Course(0, 0)[^1], 3);

    private RunResult Run(DoseRequest request) => DoseSimulation.Run(request, _library, TimeProvider.System, TestContext.Current.CancellationToken).Result;
}
