using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Tests.Ketamine.Pharmacokinetics;

/// <summary>Drugs that ketamine is compared with, from the regimen to the model and its words.</summary>
public sealed class ComparatorTests
{
    private static readonly ModelLibrary s_library = ModelLibrary.Read(Path.Combine(Repository.Root, "models"));

    [Theory]
    [InlineData("propofol 2 mg/kg iv then 6 mg/kg/h for 1 h", "propofol-eleveld-2018")]
    [InlineData("remifentanil 0.1 mcg/kg/min iv for 30 min", "remifentanil-eleveld-2017")]
    [InlineData("fentanyl 100 ug iv", "fentanyl-stanpumpr")]
    [InlineData("morphine 10 mg iv", "morphine-lotsch")]
    [InlineData("midazolam 5 mg iv", "midazolam-stanpumpr")]
    [InlineData("lignocaine 1.5 mg/kg iv over 10 min", "lidocaine-stanpumpr")]
    [InlineData("escitalopram 10 mg oral every 24 h x 7", "escitalopram-areberg-2006")]
    [InlineData("memantine hydrochloride 20 mg po", "memantine-label")]
    public void A_model_is_taken_for_each(string regimen, string model) => Assert.StartsWith($"{model}: ", Simulate(regimen).ModelChoice, StringComparison.Ordinal);

    [Fact]
    public void Every_drug_of_the_language_has_a_model() =>
        Assert.All(Drug.All, drug => Assert.Contains(s_library.Models, model => model.DrugOf(drug) is not null));

    [Fact]
    public void A_route_that_is_not_there_is_answered_with_those_of_the_drug() => Assert.Equal(
        """
        no model takes propofol oral. Models and what they take:
          propofol-eleveld-2018: propofol; iv (arterial)
          propofol-schnider-1998: propofol; iv (unknown)
        """.ReplaceLineEndings("\n"),
        Refusal("propofol 100 mg oral"));

    [Fact]
    public void Another_form_of_the_drug_counts_as_the_drug()
    {
        string message = Refusal("memantine hydrochloride 10 mg iv");
        Assert.Contains("memantine-label: memantine, memantine hydrochloride; oral", message, StringComparison.Ordinal);
        Assert.DoesNotContain("propofol", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_drugs_of_two_models_are_refused_with_the_models_of_each() => Assert.Equal(
        """
        no model takes propofol iv and remifentanil iv together: each is simulated alone. Models and what they take:
          propofol iv: propofol-eleveld-2018, propofol-schnider-1998
          remifentanil iv: remifentanil-eleveld-2017
        """.ReplaceLineEndings("\n"),
        Refusal("propofol 2 mg/kg iv and remifentanil 0.1 ug/kg/min for 30 min"));

    [Fact]
    public void A_dose_beyond_those_studied_is_warned_of_under_its_own_name() =>
        Assert.Contains(Simulate("fentanyl 1 mg iv").Alerts, warning => warning.StartsWith("fentanyl 1 mg iv: 0.0143 mg/kg of fentanyl lies above the doses", StringComparison.Ordinal));

    [Fact]
    public void Of_a_salt_only_the_base_is_given()
    {
        DoseSimulationResult salt = Run("memantine hydrochloride 20 mg oral"), plain = Run("memantine 16.62 mg oral");
        Assert.Equal(16.62, Assert.Single(salt.Records).Amount, 1e-12);
        Assert.All(plain.Outcome.Trajectories.Course(0, 0).Zip(salt.Outcome.Trajectories.Course(0, 0)), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.Contains("memantine hydrochloride is 83.1 % memantine.", salt.Result.Assumptions);
        Assert.DoesNotContain(plain.Result.Assumptions, text => text.StartsWith("memantine is ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_child_with_the_height_of_an_adult_is_warned_of()
    {
        const string Warning = "No height was given: 170 cm, the model's reference, was assumed at 3 years (--height CM says it).";
        DoseRequest child = new() { Regimen = "propofol 2 mg/kg iv", AgeYears = 3 };
        Assert.Contains(Warning, Simulate(child).Alerts);
        Assert.DoesNotContain(Warning, Simulate(child with { HeightCm = 95 }).Alerts);
        Assert.Empty(Simulate(child with { AgeYears = 40 }).Alerts);
    }

    private static string Refusal(string regimen) => Assert.Throws<UserErrorException>(() => Run(regimen)).Message;

    private static RunResult Simulate(string regimen) => Run(regimen).Result;

    private static RunResult Simulate(DoseRequest request) => DoseSimulation.Run(request, s_library, TimeProvider.System, TestContext.Current.CancellationToken).Result;

    private static DoseSimulationResult Run(string regimen) => DoseSimulation.Run(new DoseRequest { Regimen = regimen }, s_library, TimeProvider.System, TestContext.Current.CancellationToken);
}
