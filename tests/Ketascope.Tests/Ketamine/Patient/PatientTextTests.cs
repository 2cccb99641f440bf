using System.Collections.Immutable;
using Ketascope.Ketamine;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Patient;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Ketamine.Patient;

/// <summary>What a dose brings to a part of the patient is what its pharmacokinetic model alone gives, through numbers that stand in a file.</summary>
public sealed class PatientTextTests
{
    private const string Infusion = "0.5 mg/kg iv over 40 min";
    private static readonly ImmutableArray<double> Times = [0, 0.25, 40.0 / 60, 1, 2, 6, 24];

    private static KetamineLibrary Library => House.Installed.Library;

    [Fact]
    public void A_part_reads_what_the_model_of_the_dose_gives()
    {
        RunOutcome joined = Run(Infusion, new SetPart(Library.Parts.Find("mood")), ["mood.S", "mood.R_NK", "mood.S_total"]);
        DoseSimulationResult alone = DoseSimulation.Run(
            new DoseRequest { Regimen = Infusion, Site = SamplingSite.Arterial, Hours = 24 }, Library.Pharmacokinetics, TimeProvider.System,
            TestContext.Current.CancellationToken);
        for (int i = 0; i < Times.Length; i++)
        {
            double s = Alone(alone, "S-ketamine", Times[i]), r = Alone(alone, "R-norketamine", Times[i]);
            Assert.Equal(s, joined.Trajectories[0, 2, i], 1e-6 + (1e-6 * s));

            // 73 and 50 % are free in plasma (models/common/numbers.json); molar masses of C13H16ClNO and C12H14ClNO.
            Assert.Equal(0.73 * s / 237.73, joined.Trajectories[0, 0, i], 1e-5 * (1 + s / 237.73));
            Assert.Equal(0.5 * r / 223.70, joined.Trajectories[0, 1, i], 1e-4 * (1 + r / 223.70));
        }
    }

    [Theory]
    [InlineData(0.19, 0)]
    [InlineData(0.21, 1)]
    [InlineData(1.99, 1)]
    [InlineData(2.01, 0)]
    [InlineData(48.1, 0)]
    [InlineData(48.3, 1)]
    public void A_session_is_about_each_dose(double time, double expected)
    {
        PatientTreatment given = Read("0.5 mg/kg iv over 40 min every 48 h x 2"), placebo = Read("placebo for 0.5 mg/kg iv over 40 min every 48 h x 2");
        SetPart mood = new(Library.Parts.Find("mood"));
        foreach (PatientTreatment treatment in (PatientTreatment[])[given, placebo])
        {
            RunOutcome outcome = ModelRun.Run(PatientRun.Of(Library, treatment, [mood], ["mood.session", "mood.S_total"], [0, time]).Request, null,
                TestContext.Current.CancellationToken);
            Assert.Equal(expected, outcome.Trajectories[0, 0, 1]);
            Assert.Equal(treatment.IsPlacebo, outcome.Trajectories[0, 1, 1] == 0);
        }
    }

    /// <summary>Tablets are taken at home: only the first goes with a visit, of lower intensity, beside which an infusion's is usual.</summary>
    [Fact]
    public void A_visit_goes_with_the_first_tablet_alone()
    {
        PatientTreatment tablets = Read("escitalopram 10 mg oral every 24 h x 3 and ketamine 0.5 mg/kg iv over 40 min at 48 h");
        SetPart mood = new(Library.Parts.Find("mood"));
        RunOutcome outcome = ModelRun.Run(PatientRun.Of(Library, tablets, [mood], ["mood.session", "mood.intensity", "mood.occ_SERT"], [0, 1, 25, 49]).Request,
            null, TestContext.Current.CancellationToken);
        Assert.Equal([0, 1, 0, 1], Enumerable.Range(0, 4).Select(i => outcome.Trajectories[0, 0, i]));
        Assert.Equal([0.4, 1], ((int[])[1, 3]).Select(i => outcome.Trajectories[0, 1, i]));
        Assert.InRange(outcome.Trajectories[0, 2, 3], 0.8, 1);
    }

    [Fact]
    public void A_word_sets_a_parameter_to_another_and_a_switch_takes_a_link_out()
    {
        SetPart mood = new SetPart(Library.Parts.Find("mood")).With("control", "saline").With("baseline", "40");
        SetPart without = mood.Without(mood.File.Switches["AMPA"]);
        RunOutcome usual = Run(Infusion, mood, ["mood.belief", "mood.b_sal", "mood.MADRS", "mood.E"]), off = Run(Infusion, without, ["mood.E", "mood.Pa"]);
        Assert.Equal(usual.Trajectories[0, 1, 0], usual.Trajectories[0, 0, 0]);
        Assert.Equal(40, usual.Trajectories[0, 2, 0], 1e-9);
        Assert.True(usual.Trajectories[0, 3, Times.Length - 1] > 0.2);
        Assert.Equal(0, off.Trajectories[0, 0, Times.Length - 1], 1e-12);
        Assert.True(off.Trajectories[0, 1, Times.Length - 1] > 0.1);
    }

    private static PatientTreatment Read(string text) => PatientTreatment.Read(text, new DoseRequest { Regimen = text }, Library.Pharmacokinetics);

    private static RunOutcome Run(string regimen, SetPart part, ImmutableArray<string> show) =>
        ModelRun.Run(PatientRun.Of(Library, Read(regimen), [part], show, Times).Request, null, TestContext.Current.CancellationToken);

    private static double Alone(DoseSimulationResult result, string analyte, double time)
    {
        Assert.Contains(result.Plan.Choice.Model.Analytes, one => one.SamplingSite == SamplingSite.Arterial && one.Name == analyte);
        int place = result.Outcome.Quantities.Index().First(one => one.Item.Label.StartsWith(analyte, StringComparison.Ordinal)
            && !one.Item.Label.Contains("venous", StringComparison.Ordinal)).Index;
        return result.Outcome.Trajectories[0, place, Array.FindIndex([.. result.Outcome.Trajectories.Times], one => Math.Abs(one - time) < 1e-9)];
    }
}
