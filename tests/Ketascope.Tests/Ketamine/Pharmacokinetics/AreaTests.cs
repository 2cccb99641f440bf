using Ketascope.Ketamine;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Tests.Ketamine.Pharmacokinetics;

/// <summary>Areas under the courses of regimens, beside closed forms.</summary>
public sealed class AreaTests
{
    private static readonly ModelLibrary Library = House.Installed.Library.Pharmacokinetics;

    // clements-1981 at 70 kg: two compartments, in 1/h and L.
    private const double K10 = 0.0109 * 60, K12 = 0.0186 * 60, K21 = 0.0137 * 60, V1 = 1.7522 * 70;

    [Theory]
    [InlineData("50 mg iv", 1)]
    [InlineData("50 mg iv every 12 h x 6", 6)]
    [InlineData("50 mg iv every 2 h x 4", 4)]
    [InlineData("50 mg iv then after 5 h 50 mg iv", 2)]
    [InlineData("50 mg iv over 30 min every 12 h x 3", 3)]
    public async Task So_many_doses_have_so_many_times_the_area_of_one(string regimen, int doses)
    {
        double expected = doses * 50 * 1000 / (K10 * V1);
        DoseRequest request = new() { Regimen = regimen, Model = "clements-1981" };
        RunResult single = DoseSimulation.Run(request, Library, TimeProvider.System, TestContext.Current.CancellationToken).Result;
        Assert.Equal(expected, single.Summary.Rows[0][5].Number, 2e-4 * expected);

        // The times of a population are a thirtieth of the time since the last dose apart.
        Assert.Equal(expected, await PopulationArea(request, "AUCinf"), 2e-3 * expected);
    }

    [Fact]
    public async Task Windows_and_the_last_interval_are_those_of_the_closed_form()
    {
        DoseRequest request = new()
        {
            Regimen = "50 mg iv every 6 h x 8",
            Model = "clements-1981",
            Areas = [new TimeWindow(0, 6), new TimeWindow(3, 15.5)],
            IsAreaOfInterval = true,
        };
        RunResult result = DoseSimulation.Run(request, Library, TimeProvider.System, TestContext.Current.CancellationToken).Result;
        Assert.Equal(["AUC 0-6 h", "AUC 3-15.5 h", "AUCtau"], result.Summary.Columns[6..9].Select(column => column.Name));
        double[] expected = [Area(0, 6), Area(3, 15.5), Area(42, 48)];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], result.Summary.Rows[0][6 + i].Number, 2e-4 * expected[i]);
            Assert.Equal(expected[i], await PopulationArea(request, ((string[])["AUC 0-6", "AUC 3-15.5", "AUCtau"])[i]), 3e-3 * expected[i]);
        }

        Assert.Contains("AUCtau is the area over the last dosing interval, 42 to 48 h.", result.Assumptions);
        Assert.Contains(result.Assumptions, note => note.StartsWith("Areas after an iv bolus start at C0", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Warnings, warning => warning.Contains("steady", StringComparison.Ordinal));
    }

    [Fact]
    public void An_interval_that_is_not_like_the_one_before_is_warned_of()
    {
        DoseRequest request = new() { Regimen = "50 mg iv every 2 h x 3", Model = "clements-1981", IsAreaOfInterval = true };
        string warning = Assert.Single(
            DoseSimulation.Run(request, Library, TimeProvider.System, TestContext.Current.CancellationToken).Result.Warnings, one =>
            one.Contains("steady", StringComparison.Ordinal));
        Assert.StartsWith("Ketamine, total is not at steady state: AUCtau differs by", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_metabolite_does_not_jump()
    {
        DoseRequest one = new() { Regimen = "20 mg iv", Model = "racemate-otto-2021" }, four = one with { Regimen = "20 mg iv every 12 h x 4" };
        foreach (string analyte in (string[])["Ketamine, total", "Norketamine, total"])
        {
            double single = await PopulationArea(one, "AUCinf", analyte);
            Assert.Equal(4 * single, await PopulationArea(four, "AUCinf", analyte), 6e-3 * single * 4);
        }
    }

    [Theory]
    [InlineData("50 mg iv", 0.0, 500.0,
        "--auc: the window from 0 to 500 h is not within the simulation, which goes from 0 to 144 h; simulate longer with --for 500h")]
    [InlineData("50 mg iv", -1.0, 5.0, "the window from -1 to 5 h is not within the simulation, which goes from 0 to 144 h; begin at 0 or later")]
    [InlineData("50 mg iv", null, null, "--auc tau is of a repeated dose, for example \"25 mg iv every 12 h x 6\"; of this one write the window, --auc 0:12")]
    public void What_cannot_be_measured_is_asked_about(string regimen, double? from, double? to, string expected)
    {
        DoseRequest request = new()
        {
            Regimen = regimen,
            Model = "clements-1981",
            Areas = from is null ? [] : [new TimeWindow(from.Value, to!.Value)],
            IsAreaOfInterval = from is null,
        };
        Assert.Contains(expected,
            Assert.Throws<UserErrorException>(() => DoseSimulation.Run(request, Library, TimeProvider.System, TestContext.Current.CancellationToken))
            .Message, StringComparison.Ordinal);
        Assert.Contains(expected,
            Assert.Throws<UserErrorException>(() => DosePopulation.Prepare(request, new PopulationSettings { Subjects = 2, Seed = 1 }, Library))
            .Message, StringComparison.Ordinal);
    }

    /// <summary>The area of eight boluses of 50 mg, 6 h apart, ng h/mL.</summary>
    private static double Area(double from, double to)
    {
        double total = K10 + K12 + K21, root = Math.Sqrt((total * total) - (4 * K10 * K21)), fast = (total + root) / 2, slow = (total - root) / 2;
        double Until(double time) =>
            time <= 0 ? 0 : 50_000 / V1 / (fast - slow) * (
            ((fast - K21) / fast * (1 - Math.Exp(-fast * time))) + ((K21 - slow) / slow * (1 - Math.Exp(-slow * time))));
        return Enumerable.Range(0, 8).Sum(dose => Until(to - (6 * dose)) - Until(from - (6 * dose)));
    }

    private static async Task<double> PopulationArea(DoseRequest request, string measure, string analyte = "Ketamine, total")
    {
        // Nobody differs: the median is the typical person.
        DosePopulation population =
            DosePopulation.Prepare(request with { Overrides = request.Overrides },
            new PopulationSettings { Subjects = 2, Seed = 1, Covariates = [Covariate.Parse("WT=normal(70,0)")] }, Library);
        Assert.True(await population.RunAsync(null, null, TestContext.Current.CancellationToken));
        return population.Summary.Exposure().Rows.Single(row => row[0].Exact == analyte && row[1].Exact == measure)[3].Number;
    }
}
