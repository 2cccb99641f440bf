namespace Ketascope.Tests.Ketamine.Body;

/// <summary>The design of pressures and of the airway, against what was printed (models/body/README.md), within the printed digits.</summary>
public sealed class PressuresAirwayDesignTests
{
    /// <summary>
    /// Intracranial pressure at S-ketamine 1000 ng/mL: usual, with a lesion, and in a ventilated child whose pressure pain and cough had raised.
    /// </summary>
    [Theory]
    [InlineData(42, 10, 8, 0, 13, 0.5)]
    [InlineData(42, 15, 40, 0, 32, 0.5)]
    [InlineData(35, 25.8, 8, 6, 20.5, 0.05)]
    public void The_skull_follows_carbon_dioxide(double carbonDioxide, double before, double stiffness, double relief, double expected, double tolerance) =>
        Assert.Equal(expected, BodyRun.Held([("S", 1000), ("breathing.Pa", carbonDioxide), ("pressures.ICP0", before), ("pressures.stiffness", stiffness),
            ("pressures.relief_most", relief)], ["pressures.ICP"], 0)[0][0], tolerance);

    /// <summary>Blood flow of the brain at 159 and 1959 ng/mL: 13.7 and 36.4 % were observed, and the two numbers of the curve came from them.</summary>
    [Theory]
    [InlineData(159, 13.7)]
    [InlineData(1959, 36.4)]
    public void Blood_flow_of_the_brain_rises(double concentration, double expected) =>
        Assert.Equal(expected, 100 * (BodyRun.Held([("S", concentration)], ["pressures.CBF"], 0)[0][0] - 1), 0.4);

    /// <summary>The eye after 1.88 mg/kg at 15 min (Drayna 2012): 2.4 mmHg.</summary>
    [Fact]
    public void The_eye_rises() =>
        Assert.Equal(2.4, BodyRun.Given(BodyRun.Racemate(1.88, 1), [], ["b.pressures.IOP"], 15)[0][0] - 15, 0.05);

    /// <summary>A child of 2 to 12 years: 2.3 %; a cohort with 12 % of children in each other age and 10 to 15 % with each other factor: 3.9 %.</summary>
    [Fact]
    public void Airway_events_of_the_cohort_are_met()
    {
        Assert.Equal(2.3, 100 * Event(), 0.05);
        (string Name, double Value, double Share)[] factors =
            [("dose_total", 5, 0.125), ("anticholinergic", 1, 0.125), ("benzodiazepine", 1, 0.125)];
        (string Name, double Share)[] ages = [("", 0.76), ("infant", 0.12), ("adolescent", 0.12)];
        double sum = 0;
        foreach ((string age, double ageShare) in ages)
        {
            for (int which = 0; which < 8; which++)
            {
                List<(string, double)> set = age.Length > 0 ? [("airway." + age, 1)] : [];
                double share = ageShare;
                for (int i = 0; i < 3; i++)
                {
                    bool has = (which >> i & 1) == 1;
                    share *= has ? factors[i].Share : 1 - factors[i].Share;
                    if (has)
                    {
                        set.Add(("airway." + factors[i].Name, factors[i].Value));
                    }
                }

                sum += share * Event([.. set]);
            }
        }

        Assert.Equal(3.9, 100 * sum, 0.15);
    }

    /// <summary>Laryngospasm is 7 % of events: 0.16 % in a child of 2 to 12 years, and 7 % of 3.9 % in the cohort.</summary>
    [Fact]
    public void Laryngospasm_is_rare() =>
        Assert.Equal(0.16, 100 * BodyRun.Held([], ["airway.laryngospasm"], 0)[0][0], 0.005);

    /// <summary>By construction: 30.8 % without and 11.4 % with atropine.</summary>
    [Theory]
    [InlineData(0, 30.8)]
    [InlineData(1, 11.4)]
    public void Atropine_dries(double atropine, double expected) =>
        Assert.Equal(expected, 100 * BodyRun.Held([("airway.anticholinergic", atropine)], ["airway.hypersalivation"], 0)[0][0], 0.1);

    /// <summary>Swallowing under propofol at half its Cp50 (Sundman 2001): dysfunction 58 %, 8 % before.</summary>
    [Theory]
    [InlineData(0, 0.92)]
    [InlineData(1700, 0.42)]
    public void Propofol_disturbs_swallowing(double propofol, double expected) =>
        Assert.Equal(expected, BodyRun.Held([("breathing.propofol", propofol)], ["airway.swallowing"], 0)[0][0], 1e-9);

    private static double Event(params (string, double)[] set) => BodyRun.Held(set, ["airway.airway_event"], 0)[0][0];
}
