using Ketascope.Ketamine;
using Ketascope.Ketamine.Studies;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Studies;

namespace Ketascope.Tests.Study.Studies;

public sealed class StudyCatalogueTests
{
    private static readonly StudyCatalogue All = House.Installed.Studies;

    [Fact]
    public void Names_are_unique() => Assert.Equal(All.Studies.Length, All.Studies.Select(one => one.Name).Distinct().Count());

    [Fact]
    public void A_request_goes_through_JSON_unchanged()
    {
        SimulateRequest request = new()
        {
            Regimen = "0.5 mg/kg iv over 40 min",
            Weight = PrintedNumber.TryParse("70 (12)"),
            Age = PrintedNumber.Of(40),
            Check = false,
            Auc = ["0:12", "tau"],
            People = new PeopleRequest { Subjects = 10, Covariates = ["WT=normal(70,12)"] },
        };
        string text = All.ToText(request);
        (_, StudyRequest read) = All.Read(text, "test");
        Assert.Equal(text, All.ToText(read));
        SimulateRequest same = Assert.IsType<SimulateRequest>(read);
        Assert.Equal((false, 1UL, "70 (12)"), (same.Check, same.People!.Seed, same.Weight!.Text));
        Assert.Equal(request.Weight!.Spread, same.Weight.Spread);
    }

    [Fact]
    public void What_is_not_said_is_as_on_the_command_line()
    {
        SimulateRequest request = Assert.IsType<SimulateRequest>(All.Read("""{ "study": "simulate", "regimen": "1 mg iv" }""", "test").Request);
        Assert.Equal(All.ToText(new SimulateRequest { Regimen = "1 mg iv" }), All.ToText(request));
        Assert.True(request.Check);
    }

    [Theory]
    [InlineData("{", "test:1:")]
    [InlineData("[1]", "expected a JSON object")]
    [InlineData("{}", "does not say what is asked")]
    [InlineData("""{ "study": "simulat" }""", "did you mean 'simulate'")]
    [InlineData("""{ "study": "simulate" }""", "these are missing: 'regimen'")]
    [InlineData("""{ "study": "simulate", "regimen": 5 }""", "'regimen': its value is of another kind")]
    [InlineData("""{ "study": "simulate", "regimen": "1 mg iv", "wieght": 5 }""", "did you mean 'weight'")]
    [InlineData("""{ "study": "simulate", "regimen": "1 mg iv", "weight": "heavy" }""", "nor a mean with its standard deviation")]
    [InlineData("""{ "schema": "ketascope-request/9", "study": "simulate" }""", "this program reads 'ketascope-request/1'")]
    public void A_mistake_is_told(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => All.Read(text, "test")).Message, StringComparison.Ordinal);
}
