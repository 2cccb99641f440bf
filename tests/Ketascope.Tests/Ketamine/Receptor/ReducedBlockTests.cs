using System.Collections.Immutable;
using Ketascope.Ketamine.Receptor;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Ketamine.Receptor;

/// <summary>The reduction (reduced.ant) against the full scheme, over the range in which circuit and patient use it.</summary>
public sealed class ReducedBlockTests
{
    [Theory]
    [InlineData("s-ketamine", 0.3, 1, -70, 0, 0.01)]
    [InlineData("s-ketamine", 1, 5, -60, 1, 0.01)]
    [InlineData("s-ketamine", 3, 10, -40, 1, 0.015)]
    [InlineData("s-ketamine", 10, 2, -70, 0, 0.08)]
    [InlineData("r-ketamine", 1, 20, -20, 1, 0.01)]
    [InlineData("memantine", 1, 5, -60, 1, 0.01)]
    public void FollowsTheFullSchemeThroughATrain(string drug, double concentration, double rate, double voltage, double magnesium, double bound)
    {
        const int Pulses = 60;
        string Text(double dose) => FormattableString.Invariant($"hold {voltage} mV; magnesium {magnesium} mM; {drug} {dose} uM; pulses {rate} Hz x {Pulses}");
        ChannelProtocol treated = Patch.Read(Text(concentration));
        Recording full = Patch.Experiment.Record([("full", treated)], TestContext.Current.CancellationToken)[0];

        // Activity: how long the gate is open in a pulse, from the receptor alone with nothing in its pore, times pulses per second.
        Recording gate = Patch.Record(FormattableString.Invariant($"hold {voltage} mV; pulses {rate} Hz x {Pulses}"));
        double worst = 0;
        double blocked = 0;
        LoadedModel reduced = Reduced(drug, "2A");
        for (int pulse = 1; pulse <= Pulses; pulse++)
        {
            double from = (pulse - 1) / rate, to = pulse / rate;
            double activity = gate.Open.Area(gate.Open.IndexAt(from), gate.Open.IndexAt(to), 0) * rate;
            blocked = Step(reduced, blocked, activity, concentration, voltage, magnesium, 1 / rate);
            worst = Math.Max(worst, Math.Abs(blocked - full.Occupied.At(to)));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{drug} {concentration} uM: {worst:G3}"));
        Assert.InRange(worst, 0, bound);
        Assert.True(blocked > 0.01, "there is block to compare");
    }

    [Theory]
    [InlineData("s-ketamine", 0.7, -60, 1)]
    [InlineData("s-ketamine", 0.7, -40, 0)]
    public void SettlesWhereTheFullSchemeDoes(string drug, double concentration, double voltage, double magnesium)
    {
        Recording full = Patch.Record(FormattableString.Invariant($"hold {voltage} mV; magnesium {magnesium} mM; {drug} {concentration} uM; glutamate 100 uM for 1e6 s"));
        RunOutcome reduced = Run(Reduced(drug, "2A"), 0, 0.25, concentration, voltage, magnesium, 1e5);
        Assert.Equal(full.Occupied.Values[^1], reduced.Trajectories[0, 0, 1], 1e-6);
        Assert.Equal(full.Occupied.Values[^1], reduced.Trajectories[0, 1, 1], 1e-6);
    }

    /// <summary>The reduction leaves out memantine's superficial site: in the steady state this part of the receptors that hold it is missing.</summary>
    [Theory]
    [InlineData(1, -60, 1, 0.014)]
    [InlineData(1, -70, 0, 0.071)]
    public void LeavesOutTheSuperficialSite(double concentration, double voltage, double magnesium, double bound)
    {
        Recording full = Patch.Record(FormattableString.Invariant($"hold {voltage} mV; magnesium {magnesium} mM; memantine {concentration} uM; glutamate 100 uM for 1e6 s"));
        RunOutcome reduced = Run(Reduced("memantine", "2A"), 0, 0.25, concentration, voltage, magnesium, 1e5);
        Assert.InRange(full.Occupied.Values[^1] - reduced.Trajectories[0, 1, 1], 0.5 * bound, bound);
    }

    private static double Step(LoadedModel model, double blocked, double activity, double concentration, double voltage, double magnesium, double length) =>
        Run(model, blocked, activity, concentration, voltage, magnesium, length).Trajectories[0, 0, 1];

    private static RunOutcome Run(LoadedModel model, double blocked, double activity, double concentration, double voltage, double magnesium, double length) => ModelRun.Run(
        new RunRequest
        {
            Model = model,
            Times = [0, length],
            Show = ["reduced.blocked", "reduced.blocked_at_equilibrium"],
            Overrides = new Dictionary<string, double>
            {
                ["reduced.blocked"] = blocked,
                ["reduced.activity"] = activity,
                ["reduced.concentration"] = concentration,
                ["reduced.V"] = voltage,
                ["reduced.magnesium"] = magnesium,
            }.ToImmutableSortedDictionary(),
            Solver = ChannelRun.Tolerances,
        },
        cancellation: TestContext.Current.CancellationToken);

    private static LoadedModel Reduced(string drug, string subunits)
    {
        DrugAction pore = Patch.Cabinet.Find(drug).At("nmda-pore")!;
        string text = FormattableString.Invariant($$"""
            import "modules/reduced.ant"
            import "glun{{subunits.ToLowerInvariant()}}.ant"
            model *test()
              unit per_s = 1/second; unit per_uM_s = litre/(1e-6 mole*second); unit mV = 1e-3 volt;
              unit substance = dimensionless; unit extent = dimensionless; unit time_unit = second;
              receptor: glun{{subunits.ToLowerInvariant()}}();
              reduced: nmda_block_reduced();
              reduced.K_mg_0 is receptor.nmda.K_mg_0;
              reduced.V_mg is receptor.nmda.V_mg;
              reduced.k_block = {{pore.Values["bindingRate"]:R}} per_uM_s;
              reduced.k_unblock_ref = {{pore.Values["unbindingRate"]:R}} per_s;
              reduced.V_ref = {{pore.Values["voltage"]:R}} mV;
              reduced.V_site = {{25.5202 / pore.Values["electricalDistance"]:R}} mV;
            end
            """);
        return ModelLoading.LoadText(Path.Combine(Patch.Folder, "test.ant"), text);
    }
}
