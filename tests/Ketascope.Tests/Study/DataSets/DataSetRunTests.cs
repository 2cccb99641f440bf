using Ketascope.Pharmacology.Dosing;
using Ketascope.Study.DataSets;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Study.DataSets;

/// <summary>The scenarios of the reference that the conformance folder leaves out, by closed forms or by a data set that must mean the same.</summary>
public sealed class DataSetRunTests
{
    private const double K = 1.1 / 20;
    private const string MichaelisMenten = """
        model mm
          substanceOnly species C;
          out: C -> ; VM*C/(KM + C);
          VM = 10; KM = 5;
        end
        """;

    private const string Emax = "model emax\n E0 = 4; EMAX = 30; EC50 = 10; CONC = 0; EFF := E0 + EMAX*CONC/(EC50 + CONC)\nend\n";

    [Fact]
    public void A_lagged_steady_state_bolus_has_the_profile_whose_next_dose_comes_after_the_lag()
    {
        double[] values = DataSetFile.Values("""
            ID,TIME,EVID,AMT,CMT,SS,II,ADDL,LAGT
            1,0,4,100,2,1,12,2,10
            1,9.999,0,0,0,0,0,0,10
            1,10,0,0,0,0,0,0,10
            """);
        double trough = 5000 * Math.Exp(-K * 2) / (1 - Math.Exp(-12 * K));
        Assert.Equal(trough, values[0], 1e-4 * trough);
        Assert.Equal((values[1] * Math.Exp(-K * 0.001)) + 5000, values[2], 0.01);
    }

    [Fact]
    public void A_second_steady_state_is_added_to_the_first() =>
        Assert.Equal([1891.9, 4606.4], DataSetFile.Values("""
            TIME,EVID,AMT,CMT,SS,II
            0,1,100,1,1,24
            12,1,50,1,2,24
            """).Select(value => Math.Round(value, 1)));

    [Theory]
    [InlineData("100,8.33333333333333,6,1", 100.0 / 6 / K / 0.02)]
    [InlineData("100,4.12,10,0.412", 41.2 / 10 / K / 0.02)]
    public void Infusions_that_overlap_or_touch_at_steady_state_are_one_endless_infusion(string dose, double expected) =>
        Assert.Equal(expected, DataSetFile.Values($"AMT,RATE,II,BIOAV,TIME,EVID,CMT,SS\n{dose},0,1,2,1\n")[0], 1e-6 * expected);

    [Fact]
    public void Overlapping_steady_state_infusions_end_one_by_one()
    {
        // Two run at time 0 beside the new one: the older ends at 0, the other at 6, the new one at 12.
        double[] values = DataSetFile.Values("""
            TIME,EVID,AMT,CMT,SS,II,RATE
            0,1,100,2,1,6,8.333333333333334
            6,0,0,0,0,0,0
            12,0,0,0,0,0,0
            """);
        double level = 100.0 / 6 / K / 0.02, one = 100.0 / 12 / K / 0.02;
        Assert.Equal(level, values[1], 1e-6 * level);
        Assert.Equal(one + ((level - one) * Math.Exp(-6 * K)), values[2], 1e-6 * level);
    }

    [Fact]
    public void Steady_state_equals_200_doses_before_in_a_linear_system()
    {
        double[] steady = DataSetFile.Values("TIME,EVID,AMT,CMT,SS,II\n2400,1,100,1,1,12\n2405,0,0,0,0,0\n");
        double[] doses = DataSetFile.Values("TIME,EVID,AMT,CMT,ADDL,II\n0,1,100,1,200,12\n2400,0,0,0,0,0\n2405,0,0,0,0,0\n");
        Assert.Equal(doses[1], steady[0], 1e-6 * doses[1]);
        Assert.Equal(doses[2], steady[1], 1e-6 * doses[2]);
    }

    [Fact]
    public void Steady_state_of_a_linear_system_is_that_of_linear_algebra_to_the_last_digits()
    {
        double[] values = DataSetFile.Values("ID,TIME,EVID,AMT,CMT,SS,II,RATE\n1,0,1,100,2,1,12,0\n1,7,0,0,0,0,0,0\n2,0,1,0,2,1,0,3\n2,0,0,0,0,0,0,0\n");
        double peak = 5000 / (1 - Math.Exp(-12 * K)), plateau = 3 / K / 0.02;
        Assert.All(new[] { peak, peak * Math.Exp(-7 * K), plateau, plateau }.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-11 * pair.First));
    }

    [Fact]
    public void Steady_state_is_found_in_a_saturable_system()
    {
        double[] steady = DataSetFile.Values("TIME,EVID,AMT,CMT,SS,II\n0,1,50,1,1,12\n", "C", MichaelisMenten);
        double[] doses = DataSetFile.Values("TIME,EVID,AMT,CMT,ADDL,II\n0,1,50,1,400,12\n4800,0,0,0,0,0\n", "C", MichaelisMenten);
        Assert.Equal(doses[1], steady[0], 1e-5 * doses[1]);
    }

    [Fact]
    public void Where_intake_exceeds_the_greatest_elimination_there_is_no_steady_state_and_the_compartment_is_named()
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => DataSetFile.Run("ID,TIME,EVID,AMT,CMT,SS,II\n7,0,1,150,1,1,12\n", "C", MichaelisMenten));
        Assert.Contains("line 2, ID 7: no steady state (SS) is reached", error.Message, StringComparison.Ordinal);
        Assert.Contains("dose: C.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reset_ends_infusions_for_good_and_keeps_the_doses_to_come()
    {
        double[] values = DataSetFile.Values("""
            TIME,EVID,AMT,CMT,RATE,ADDL,II
            0,1,100,2,5,1,30
            4,3,0,0,0,0,0
            5,1,40,2,2,0,0
            24,0,0,0,0,0,0
            31,0,0,0,0,0,0
            """);
        double Infusion(double rate, double start, double time) => rate / K / 0.02 * (1 - Math.Exp(-K * (time - start)));
        Assert.Equal(0, values[1]);
        Assert.Equal(Infusion(2, 5, 24), values[3], 1e-5);
        double later = (Infusion(2, 5, 25) * Math.Exp(-K * 6)) + Infusion(5, 30, 31);
        Assert.Equal(later, values[4], 1e-5);
    }

    [Fact]
    public void An_observation_before_the_dose_of_its_time_sees_the_trough_and_one_after_it_the_peak() =>
        Assert.Equal([5000, 10000, 10000], DataSetFile.Values("""
            TIME,EVID,AMT,CMT,CL
            0,1,100,2,0
            10,0,0,0,0
            10,1,100,2,0
            10,0,0,0,0
            """).Skip(1));

    [Fact]
    public void Observations_first_sees_troughs_at_every_dose() =>
        Assert.Equal([0, 5000, 5000], DataSetFile.Values("TIME,EVID,AMT,CMT,ADDL,II,CL\n0,1,100,2,1,10,0\n0,0,0,0,0,0,0\n10,0,0,0,0,0,0\n10,1,100,2,0,0,0\n10,0,0,0,0,0,0\n", rules: new DataSetRules(Order: RecordOrder.ObservationsFirst)).Where((_, i) => i is 1 or 2 or 4));

    [Fact]
    public void A_covariate_holds_from_the_last_record_on_or_up_to_the_next()
    {
        const string Data = "TIME,EVID,AMT,CMT,CL\n0,1,100,2,2\n10,0,0,0,4\n20,0,0,0,4\n";
        double[] next = DataSetFile.Values(Data), last = DataSetFile.Values(Data, rules: new DataSetRules(CovariateInterpolation.LastRecord));
        Assert.Equal(5000 * Math.Exp(-2), next[1], 1e-4);
        Assert.Equal(5000 * Math.Exp(-1), last[1], 1e-4);
        Assert.Equal(5000 * Math.Exp(-3), last[2], 1e-4);
    }

    [Theory]
    [InlineData(CovariateInterpolation.NextRecord)]
    [InlineData(CovariateInterpolation.LastRecord)]
    public void The_record_of_a_dose_says_itself_how_much_of_it_is_available(CovariateInterpolation interpolation) =>
        Assert.Equal(1250, DataSetFile.Values("TIME,EVID,AMT,CMT,CL,BIOAV\n0,0,0,0,0,1\n5,1,100,2,0,0.25\n6,0,0,0,0,1\n", rules: new DataSetRules(interpolation))[2], 1e-6);

    [Fact]
    public void What_follows_from_a_covariate_follows_it_in_time() =>
        Assert.Equal(100 * Math.Exp(-2), DataSetFile.Values("""
            TIME,EVID,AMT,CMT,WT
            0,1,100,1,70
            10,0,0,0,140
            """, "C", "model m\n substanceOnly species C;\n out: C -> ; k*C;\n WT = 70; k = 0.1*WT/70;\nend")[1], 1e-6);

    [Fact]
    public void A_compartment_switched_off_is_emptied_and_takes_nothing_in_until_a_dose_switches_it_on()
    {
        double[] values = DataSetFile.Values("""
            TIME,EVID,AMT,CMT
            0,1,100,GUT
            1,2,0,-CENT
            5,0,0,0
            6,1,20,CENT
            6,0,0,0
            """);
        Assert.Equal([0, 0], values[1..3]);
        Assert.Equal(1000, values[4], 1e-6);
    }

    [Fact]
    public void Subjects_in_lanes_with_times_of_their_own_are_what_each_is_alone()
    {
        string[] subjects = [.. Enumerable.Range(1, 11).Select(id => $"{id},{id % 4},1,{10 * id},{1 + (id % 2)},{id % 3}\n{id},{id + 0.5},0,0,0,0\n{id},{20 + id},0,0,0,0\n")];
        const string Header = "ID,TIME,EVID,AMT,CMT,LAGT\n";
        double[] together = DataSetFile.Values(Header + string.Concat(subjects), width: 8);
        double[] alone = [.. subjects.SelectMany(subject => DataSetFile.Values(Header + subject))];
        Assert.Equal(alone.Length, together.Length);
        Assert.All(alone.Zip(together), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Max(1, pair.First)));
    }

    [Fact]
    public void Another_unit_of_time_or_a_later_start_changes_nothing_but_the_times()
    {
        const string Model = "model m\n substanceOnly species C;\n out: C -> ; k*C;\n k = 0.1;\nend";
        double hours = DataSetFile.Values("TIME,EVID,AMT,CMT,SS,II,RATE\n0,1,100,1,1,12,50\n7,0,0,0,0,0,0\n", "C", Model)[1];
        double minutes = DataSetFile.Values("TIME,EVID,AMT,CMT,SS,II,RATE\n600,1,100,1,1,720,0.8333333333333334\n1020,0,0,0,0,0,0\n", "C", Model.Replace("0.1", "0.1/60", StringComparison.Ordinal))[1];
        Assert.Equal(hours, minutes, 1e-5);
    }

    [Fact]
    public void A_model_without_a_differential_equation_is_computed_at_each_record() =>
        Assert.Equal([4, 4, 0, 24, 4, 20, 33.03225806451613, 4, 300],
            DataSetFile.Run("ID,TIME,CONC\n1,0,0\n1,1,20\n1,2,300\n", "EFF,E0,CONC", Emax).Values[0].Select(value => Math.Round(value, 14)));

    [Fact]
    public void A_dose_into_a_model_that_integrates_nothing_is_refused() =>
        Assert.Contains("line 2, column AMT: the model has no compartment that takes a dose",
            Assert.Throws<UserErrorException>(() => DataSetFile.Run("TIME,AMT\n0,5\n", "EFF", Emax)).Message, StringComparison.Ordinal);

    [Fact]
    public void Past_values_are_no_compartments() =>
        Assert.Contains("CMT: 2 is not between 1 and 1",
            Assert.Throws<UserErrorException>(() => DataSetFile.Run("TIME,AMT,CMT\n0,5,2\n", "x", "model m\n x = 1; x' = -delay(x, 1)\nend\n"))
            .Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void TIME_may_start_again_at_a_reset_where_earlier_doses_end_for_good(int evid)
    {
        // The doses of 12, 24 ... h and the infusion belong to a time that is over.
        double[] values = DataSetFile.Values(
            $"TIME,EVID,AMT,CMT,RATE,ADDL,II\n0,1,100,2,2,5,12\n6,0,0,0,0,0,0\n1,{evid},{(evid == 4 ? 200 : 0)},2,0,0,0\n31,0,0,0,0,0,0\n");
        Assert.Equal(2 / K / 0.02 * (1 - Math.Exp(-6 * K)), values[1], 1e-5);
        Assert.Equal(evid == 4 ? 10000 * Math.Exp(-30 * K) : 0, values[3], 1e-5);
    }

    [Fact]
    public void The_models_time_and_its_events_start_again_with_TIME()
    {
        const string Model = "model m\n substanceOnly species A; J: A -> ; k*A; k = 0; y := time\n at (time > 3): k = 1\nend\n";
        double[] values = DataSetFile.Values("TIME,EVID,AMT\n0,1,100\n4,0,0\n0,4,100\n2,0,0\n5,0,0\n", "A,y", Model);
        Assert.Equal([100, 0, 100 * Math.Exp(-1), 4, 100, 0, 100, 2, 100 * Math.Exp(-2), 5], values.Select(value => Math.Round(value, 6)), (a, b) =>
            Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void An_event_before_a_subjects_first_record_does_not_reach_it_from_its_neighbours()
    {
        const string Model = "model m\n substanceOnly species A; J: A -> ; k*A; k = 0\n at (time > 3): k = 1\nend\n", Late = "2,5,1,100\n2,7,0,0\n";
        double[] alone = DataSetFile.Values("ID,TIME,EVID,AMT\n" + Late, "A", Model);
        Assert.Equal(alone, DataSetFile.Values("ID,TIME,EVID,AMT\n1,0,1,100\n1,9,0,0\n" + Late, "A", Model, width: 8)[2..]);
    }

    [Theory]
    [InlineData("S", 5, 10)]
    [InlineData("[S]", 5, 10)]
    [InlineData("amount(S)", 2.5, 5)]
    public void A_column_of_a_species_gives_its_start_from_the_first_record_or_a_reset_on(string column, double concentration, double amount)
    {
        const string Model = "model m\n compartment c = 2; species S in c; S = 3; J: S -> ; c*0.1*S\nend\n";
        double[] values = DataSetFile.Values($"ID,TIME,EVID,{column}\n1,0,0,5\n1,1,0,5\n1,2,3,10\n2,0,0,1\n", "S,amount(S)", Model);
        Assert.Equal([concentration, amount], values[..2]);
        Assert.Equal(concentration * Math.Exp(-0.1), values[2], 1e-8);
        Assert.Equal([2 * concentration, 2 * amount, concentration / 5, amount / 5], values[4..]);
        Assert.Contains($"the column '{column}' gives the start of '{column}'", DataSetFile.Read($"ID,TIME,{column}\n1,0,5\n", Model).Note,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_a_species_that_changes_without_a_reset_is_asked_about() =>
        Assert.Contains("line 3, ID 1, column C: 4 is not the value above (5)",
            Assert.Throws<UserErrorException>(() => DataSetFile.Read("ID,TIME,C\n1,0,5\n1,1,4\n", MichaelisMenten)).Message, StringComparison.Ordinal);
}
