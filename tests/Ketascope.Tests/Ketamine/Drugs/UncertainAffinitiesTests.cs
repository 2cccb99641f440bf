using Ketascope.Ketamine;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Draws;

namespace Ketascope.Tests.Ketamine.Drugs;

/// <summary>Affinities are drawn about the published ones, alike for enantiomers; numbers that contradict each other are each taken.</summary>
public sealed class UncertainAffinitiesTests
{
    private static readonly DrugCabinet Usual = House.Installed.Library.Drugs;

    [Fact]
    public void One_number_is_drawn_log_normally_and_enantiomers_alike()
    {
        double[] logs = [.. Draws("S-ketamine", "dopamine-transporter").Select(value => Math.Log(value / 46.9))];
        double mean = logs.Average(), deviation = Math.Sqrt(logs.Average(one => (one - mean) * (one - mean)));
        Assert.InRange(mean, -0.06, 0.06);
        Assert.InRange(deviation, 0.26, 0.34);
        double[] ratios = [.. Draws("R-ketamine", "dopamine-transporter").Zip(Draws("S-ketamine", "dopamine-transporter"), (r, s) => r / s)];
        Assert.All(ratios, ratio => Assert.Equal(390 / 46.9, ratio, 1e-9));
    }

    /// <summary>Mu: 41.7 uM in use, others down to 7 uM: about as many draws near the one as near the others.</summary>
    [Fact]
    public void Numbers_that_contradict_each_other_are_each_taken()
    {
        string[] names = [.. Enumerable.Range(1, 400).Select(i => Of(i, "ketamine", "mu-opioid").Name!)];
        string[] known = [.. names.Distinct()];
        Assert.True(known.Length >= 2);
        Assert.All(known, name => Assert.InRange(names.Count(one => one == name), 0.6 * 400 / known.Length, 1.4 * 400 / known.Length));
    }

    /// <summary>A number that is chosen by its name is found under every draw, and the pore is left to its own calibration.</summary>
    [Fact]
    public void What_was_published_keeps_its_name_and_the_pore_its_numbers()
    {
        for (int i = 1; i <= 20; i++)
        {
            DrugAction mu = Of(i, "ketamine", "mu-opioid");
            Assert.Contains("Hirota 1999", mu.Alternatives.Select(one => one.Name).Append(mu.Name));
            Assert.Equal(Usual.Find("S-ketamine").At("nmda-pore")!.Values, Of(i, "S-ketamine", "nmda-pore").Values);
        }
    }

    private static double[] Draws(string drug, string target) => [.. Enumerable.Range(1, 400).Select(i => Of(i, drug, target).Values["affinity"])];

    private static DrugAction Of(int number, string drug, string target) =>
        UncertainAffinities.Under(Usual, new ParameterDraw(1, number)).Find(drug).At(target)!;
}
