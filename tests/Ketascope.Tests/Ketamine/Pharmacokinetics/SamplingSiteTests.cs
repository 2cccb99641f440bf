using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Ketamine.Pharmacokinetics;

/// <summary>A model that predicts arterial and venous samples answers for either.</summary>
public sealed class SamplingSiteTests
{
    private const string Dose = "esketamine 17.5 mg iv over 40 min";
    private readonly ModelLibrary _library = ModelLibrary.Read(Path.Combine(Repository.Root, "models"));

    [Theory]
    [InlineData("venous")]
    [InlineData("arterial")]
    public void The_site_that_is_asked_for_is_shown_alone(string site)
    {
        DoseSimulationResult result = Run(new DoseRequest { Regimen = Dose, Model = "arterial-venous", Site = site });
        Assert.Equal(site, result.Result.SamplingSite);
        Assert.Equal([$"C_ketamine_{site}", $"C_norketamine_{site}", $"C_hydroxynorketamine_{site}", $"C_dehydronorketamine_{site}"], result.Outcome.Trajectories.Names);
        Assert.Equal(["S-ketamine", "S-norketamine", "S-hydroxynorketamine", "S-dehydronorketamine"], result.Outcome.Quantities.Select(quantity => quantity.DisplayName));
    }

    [Fact]
    public void Without_a_site_both_are_shown_under_names_that_differ()
    {
        DoseSimulationResult result = Run(new DoseRequest { Regimen = Dose, Model = "arterial-venous" });
        Assert.Equal("venous, arterial", result.Result.SamplingSite);
        Assert.Equal(8, result.Outcome.Quantities.Select(quantity => quantity.DisplayName).Distinct().Count());
        Assert.Contains("S-ketamine, arterial", result.Outcome.Quantities.Select(quantity => quantity.DisplayName));
        DosePopulation people = DosePopulation.Prepare(new DoseRequest { Regimen = Dose, Model = "arterial-venous", Hours = 2 }, new PopulationSettings { Subjects = 3, Seed = 1 }, _library);
        Assert.Equal(8, people.Summary.Medians().Names.Length);
    }

    [Theory]
    [InlineData(null, "venous")]
    [InlineData("venous", "venous")]
    [InlineData("arterial", "arterial")]
    public void The_joint_model_shows_one_site_and_a_vein_where_nobody_says_one(string? site, string expected)
    {
        DoseSimulationResult result = Run(new DoseRequest { Regimen = Dose, Analyte = "S-hydroxynorketamine", Site = site });
        Assert.StartsWith("arterial-venous:", result.Result.ModelChoice, StringComparison.Ordinal);
        Assert.Equal(expected, result.Result.SamplingSite);
    }

    [Fact]
    public void A_site_that_a_model_lacks_is_refused() => Assert.Contains(
        "predicts venous samples, not arterial ones",
        Assert.Throws<UserErrorException>(() => Run(new DoseRequest { Regimen = Dose, Model = "otto-2021", Site = "arterial" })).Message,
        StringComparison.Ordinal);

    private DoseSimulationResult Run(DoseRequest request) => DoseSimulation.Run(request, _library, TimeProvider.System);
}
