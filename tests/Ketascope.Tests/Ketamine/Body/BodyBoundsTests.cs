using CsCheck;

namespace Ketascope.Tests.Ketamine.Body;

/// <summary>What must hold in the body whatever is given: closed forms of the gas stores, and bounds that no dose and no switch crosses.</summary>
public sealed class BodyBoundsTests
{
    private static readonly string[] Switches =
    [
        "circulation.without_NET", "circulation.without_drive", "circulation.without_baroreflex", "circulation.without_inotropy",
        "breathing.without_shift", "breathing.without_shield", "breathing.without_opioid", "pressures.without_flow_drug", "pressures.without_flow_CO2",
        "breathing.controlled",
    ];

    /// <summary>Each output and its bounds: those of a body that lives.</summary>
    private static readonly (string Output, double Low, double High)[] Bounds =
    [
        ("circulation.MAP", 20, 250), ("circulation.HR", 30, 220), ("circulation.CO", 1, 25), ("circulation.SBP", 25, 330), ("circulation.DBP", 5, 220),
        ("breathing.VE", 0, 60), ("breathing.Pa", 10, 150), ("breathing.PAO2", 0, 150), ("breathing.SpO2", 0, 100), ("breathing.RR", 0, 40),
        ("pressures.ICP", 0, 100), ("pressures.IOP", 10, 30), ("airway.airway_event", 0, 1), ("airway.reflex", 0, 1), ("airway.bronchoconstriction", 0, 1),
    ];

    /// <summary>
    /// Concentrations up to those of 10 mg/kg of S-ketamine given at once (about 60 ug/mL in plasma), any switch, any reserve, a person 2 SD from the
    /// typical one, and the alternative with arousal.
    /// </summary>
    [Fact]
    public void No_dose_and_no_switch_leaves_the_bounds_of_a_body() =>
        Gen.Select(Gen.Double[0, 60000], Gen.Double[0, 60000], Gen.Int[0, 1023], Gen.Double[0, 1], Gen.Double[-1.1, 1.1], Gen.Bool).Sample(
            (s, r, switches, reserve, drive, aroused) =>
            {
                double free = 0.73 / 237.73 * (s + r);
                (string, double)[] set =
                [
                    ("S", s), ("C", s + r), ("circulation.S", s), ("circulation.C_free", free), ("airway.C", s + r), ("circulation.reserve", reserve),
                    ("circulation.eta_drive", drive), ("breathing.arousal", aroused ? 7 : 0),
                    .. Switches.Where((_, i) => (switches >> i & 1) == 1).Select(name => (name, 1.0)),
                ];
                double[] times = [.. Enumerable.Range(0, 41).Select(i => i / 10.0)];
                double[][] courses = BodyRun.Held(set, [.. Bounds.Select(bound => bound.Output)], times);
                for (int i = 0; i < Bounds.Length; i++)
                {
                    Assert.All(courses[i], value => Assert.InRange(value, Bounds[i].Low, Bounds[i].High));
                }
            },
            iter: 60);

    /// <summary>Without ventilation carbon dioxide rises by k_CO2 P0 = 3.2 mmHg a minute.</summary>
    [Fact]
    public void Carbon_dioxide_rises_without_breath_as_its_closed_form()
    {
        double[] minutes = [0, 1, 2, 5];
        double[] course = BodyRun.Held([("breathing.fentanyl", 1e6)], ["breathing.Pa"],
            [.. minutes.Select(minute => minute / 60)])[0];
        Assert.All(minutes.Zip(course), pair => Assert.Equal(40 + (3.2 * pair.First), pair.Second, 1e-3));
    }

    /// <summary>A ventilator holds alveolar ventilation: from 40 mmHg the store empties exponentially to what it is set to.</summary>
    [Fact]
    public void A_ventilator_empties_the_store_exponentially()
    {
        double[] minutes = [0, 5, 10, 30];
        double[] course = BodyRun.Held([("breathing.controlled", 1), ("breathing.P_ventilator", 30), ("breathing.Pa", 40)], ["breathing.Pa"],
            [.. minutes.Select(minute => minute / 60)])[0];
        double rate = 0.08 * 40 / 30;
        Assert.All(minutes.Zip(course), pair => Assert.Equal(30 + (10 * Math.Exp(-rate * pair.First)), pair.Second, 1e-4));
    }

    /// <summary>The alveolar gas equation, settled: FiO2 (713) - 863 VO2/VA; and Severinghaus at an arterial pressure 10 mmHg below.</summary>
    [Theory]
    [InlineData(0.21)]
    [InlineData(0.5)]
    public void Oxygen_settles_at_the_alveolar_gas_equation(double inspired)
    {
        double[] settled = [.. BodyRun.Held([("breathing.FiO2", inspired), ("breathing.remifentanil", 0.5)],
            ["breathing.PAO2", "breathing.VA", "breathing.SpO2"], BodyRun.Settled).Select(course => course[0])];
        Assert.Equal((inspired * 713) - (863 * 0.25 / settled[1]), settled[0], 1e-3);
        double pressure = settled[0] - 10, bound = Math.Pow(pressure, 3) + (150 * pressure);
        Assert.Equal(100 * bound / (bound + 23400), settled[2], 1e-6);
    }

    /// <summary>
    /// In apnoea what lungs and blood hold falls by the uptake of oxygen: 0.25 L a minute, while there is enough to take up.
    /// </summary>
    [Fact]
    public void Lungs_and_blood_lose_what_is_taken_up()
    {
        double[] minutes = [0, 0.5, 1, 2];
        double[][] courses = BodyRun.Held([("breathing.fentanyl", 1e6)], ["breathing.PAO2", "breathing.SpO2"],
            [.. minutes.Select(minute => minute / 60)]);
        double Held(int i) => (2.5 * courses[0][i] / 863) + (courses[1][i] / 100);
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(Held(0) - (0.25 * minutes[i]), Held(i), 1e-4));
    }

    /// <summary>Where blood holds none, oxygen moves with the time constant of the lung store over alveolar ventilation.</summary>
    [Fact]
    public void Oxygen_moves_with_the_time_constant_of_its_store()
    {
        double[] minutes = [0, 0.2, 0.5, 1];
        double[] course = BodyRun.Held([("breathing.controlled", 1), ("breathing.P_ventilator", 40), ("breathing.PAO2", 60), ("breathing.blood_oxygen", 0)],
            ["breathing.PAO2"],
            [.. minutes.Select(minute => minute / 60)])[0];
        double ventilation = 0.7 * 7.06, end = (0.21 * 713) - (863 * 0.25 / ventilation);
        Assert.All(minutes.Zip(course), pair => Assert.Equal(end + ((60 - end) * Math.Exp(-ventilation / 2.5 * pair.First)), pair.Second, 1e-3));
    }
}
