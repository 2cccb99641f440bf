using System.Collections.Immutable;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Ketamine.Regimens;

/// <summary>What patients ask pumps for, against the theory of a counter with a dead time.</summary>
public sealed class DrawnDemandsTests
{
    private const string Pump = "PCA ketamine 1 mg iv, lockout 10 min, demand 6/h for 100 h";
    private const double LockoutHours = 10.0 / 60;

    [Fact]
    public void Demands_and_deliveries_are_on_average_those_of_the_theory()
    {
        const int Seeds = 200;
        const double Rate = 6, Hours = 100, Mean = LockoutHours + (1 / Rate), Deviation = 1 / Rate;
        DemandCourse[] all = [.. Enumerable.Range(1, Seeds).Select(seed => Assert.Single(Drawn(Pump, (ulong)seed).Courses))];

        // A renewal process that is ready at 0: one that began a lockout earlier (Cox 1962, Renewal Theory, chapter 4). Four standard errors.
        double wanted = ((Hours + LockoutHours) / Mean) + (((Deviation * Deviation / Mean / Mean) - 1) / 2);
        double variance = Deviation * Deviation * Hours / (Mean * Mean * Mean);
        Assert.Equal(wanted, all.Average(course => (double)course.Deliveries.Length), 4 * Math.Sqrt(variance / Seeds));
        Assert.Equal(Rate * Hours, all.Average(course => (double)course.Demands), 4 * Math.Sqrt(Rate * Hours / Seeds));
        double served = all.Sum(course => (double)course.Deliveries.Length) / all.Sum(course => (double)course.Demands);
        Assert.Equal(all[0].Dose.Control!.LongRunShare(all[0].DeadHours), served, 0.005);
        Assert.Equal(0.5, all[0].Dose.Control!.LongRunShare(all[0].DeadHours), 12);

        double mean = all.Average(course => (double)course.Demands);
        double spread = all.Sum(course => Math.Pow(course.Demands - mean, 2)) / (Seeds - 1) / mean;
        Assert.InRange(spread, 1 - (4 * Math.Sqrt(2.0 / Seeds)), 1 + (4 * Math.Sqrt(2.0 / Seeds)));
    }

    [Theory]
    [InlineData(Pump, LockoutHours)]
    [InlineData("ketamine 1 mg iv over 10 min PCA demand 30/h for 100 h", LockoutHours)]
    [InlineData("ketamine 1 mg iv over 10 min PCA demand 30/h lockout 5 min for 100 h", LockoutHours)]
    public void No_dose_begins_within_the_lockout_of_another_or_outside_of_the_time(string text, double lockout)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            ImmutableArray<double> times = Assert.Single(Drawn(text, seed).Courses).Deliveries;
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= lockout - 1e-9));
            Assert.True(times[0] > 0 && times[^1] < 100);
        }
    }

    [Fact]
    public void Without_a_lockout_every_demand_is_served()
    {
        DemandCourse course = Assert.Single(Drawn("PCA ketamine 1 mg iv, demand 20/day for 10 d", 1).Courses);
        Assert.Equal(course.Demands, course.Deliveries.Length);
        Assert.InRange(course.Demands, 140, 260);
    }

    [Fact]
    public void The_seed_decides_and_each_pump_has_demands_of_its_own()
    {
        Assert.Equal(Drawn(Pump, 3).Regimen, Drawn(Pump, 3).Regimen);
        Assert.NotEqual(Drawn(Pump, 3).Regimen, Drawn(Pump, 4).Regimen);
        DrawnDemands two = Drawn($"{Pump} and morphine PCA 1 mg iv lockout 10 min demand 6/h for 100 h", 3);
        Assert.NotEqual(two.Courses[0].Deliveries, two.Courses[1].Deliveries);
        Assert.Equal(Drawn(Pump, 3).Courses[0].Deliveries, two.Courses[0].Deliveries);
    }

    [Fact]
    public void Other_doses_keep_their_times_around_a_pump()
    {
        const string text = "ketamine 10 mg iv then PCA 1 mg iv demand 6/h lockout 5 min for 12 h then 0.1 mg/kg/h iv for 2 h and morphine 2 mg iv at 20 h";
        DrawnDemands drawn = Drawn(text, 1);
        ImmutableArray<double> starts = drawn.Regimen.StartHours();
        Assert.Equal((0, 12, 20), (starts[0], starts[^2], starts[^1]));
        Assert.Equal(drawn.Courses[0].Deliveries, starts[1..^2]);
        Assert.False(drawn.Regimen.HasDemands);
        Assert.Equal(RegimenTests.Read(text).Describe(), drawn.Regimen.Title);
    }

    [Theory]
    [InlineData(Pump)]
    [InlineData("morphine PCA 1 mg iv 20 presses per day for 3 d then ketamine 5 mg iv PCA demand 7/week lockout 2 h for 4 weeks")]
    public void A_pump_reads_back_as_itself(string text) =>
        Assert.Equal(RegimenTests.Read(text), RegimenTests.Read(RegimenTests.Read(text).Describe()));

    [Fact]
    public void Demands_that_never_come_or_were_not_drawn_make_no_doses()
    {
        Assert.Contains("asks for no dose at all", Assert.Throws<UserErrorException>(() => Drawn("PCA ketamine 1 mg iv, demand 1/week for 1 min", 1)).Message,
            StringComparison.Ordinal);
        Dictionary<DoseSite, ImmutableArray<DoseShare>> sites = new() { [new DoseSite(Drug.RacemicKetamine, Route.Intravenous)] = [new DoseShare("central")] };
        UserErrorException undrawn = Assert.Throws<UserErrorException>(() => RegimenTests.Read(Pump).ToRecords(70, sites));
        Assert.Contains("is drawn by 'simulate' and 'regimen' alone", undrawn.Message, StringComparison.Ordinal);
    }

    private static DrawnDemands Drawn(string text, ulong seed) => DrawnDemands.Of(RegimenTests.Read(text), seed);
}
