using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Tests.Models;

/// <summary>First pass and inhibition of CYP2B6 in Ashraf 2018, against an independent implementation that keeps the paper's gut wall, portal vein and liver.</summary>
public sealed class CytochromeInhibitionTests
{
    private const string Ketamine = "C_ketamine", Norketamine = "C_norketamine";

    private static readonly double[] Times = [.. Enumerable.Range(0, (240 * 60) + 1).Select(minute => minute / 60.0)];

    private static readonly ModelRun Ashraf = ModelRun.OfFile(ModelFolder.ById("ashraf-2018").TextPath, Ketamine, Norketamine);

    [Theory]
    [InlineData(0.5, 7.9156564, 40.841122)]
    [InlineData(1, 6.7549764, 49.996236)]
    [InlineData(2, 4.1186427, 42.165605)]
    [InlineData(4, 1.4340683, 23.077099)]
    [InlineData(8, 0.39427961, 10.611464)]
    [InlineData(24, 0.076129165, 2.0436927)]
    public void Fourteen_milligrams_by_mouth_in_70_kg(double hours, double ketamine, double norketamine)
    {
        var courses = Oral();
        int minute = (int)(hours * 60);
        Assert.Equal(ketamine, courses[Ketamine][minute], ketamine * 1e-6);
        Assert.Equal(norketamine, courses[Norketamine][minute], norketamine * 1e-6);
    }

    [Theory]
    // No enzyme: 1 / (1 - 0.63). Ticlopidine at 0.18 umol/L leaves 0.06 % of it. All of the paper's ticlopidine over six days gives 2.64 to 2.69.
    [InlineData("CYP2B6_reference", 0, 2.7027027)]
    [InlineData("I_CYP2B6", 0.18, 2.7000552)]
    // Half of the enzyme is left: closed form of the printed constants.
    [InlineData("I_CYP2B6", 0.0005, 1.4459636)]
    public void An_inhibitor_raises_the_exposure_to_ketamine_and_leaves_that_to_norketamine(string parameter, double value, double ratio)
    {
        var alone = Oral();
        var inhibited = Oral((parameter, value));
        Assert.Equal(ratio, Area(inhibited[Ketamine]) / Area(alone[Ketamine]), 2e-4);
        // All of the dose that passes the gut wall becomes norketamine, sooner or later: a property of the structure.
        Assert.Equal(1, Area(inhibited[Norketamine]) / Area(alone[Norketamine]), 2e-4);
    }

    [Fact]
    public void Ticlopidine_raises_the_peak_as_in_the_full_model()
    {
        // 2.2136 with ticlopidine's own pharmacokinetics.
        Assert.Equal(2.2136, Oral(("I_CYP2B6", 0.18))[Ketamine].Max() / Oral()[Ketamine].Max(), 0.001);
    }

    private static IReadOnlyDictionary<string, double[]> Oral(params (string Name, double Value)[] overrides) =>
        Ashraf.Solve([new DoseRecord { Time = 0, Compartment = "oral", Amount = 14 }], Times, overrides);

    private static double Area(double[] course) => course.Zip(course.Skip(1), (a, b) => (a + b) / 2).Sum();
}
