using CsCheck;
using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Tests.Models;

/// <summary>What must hold in linear models whatever the numbers: doses add up, a later dose gives the same course later, and the choice of units changes nothing.</summary>
public sealed class LinearityTests
{
    private const long Cases = 20;

    private static readonly double[] Times = [.. Enumerable.Range(1, 48).Select(i => i / 4.0)];

    private static readonly Lazy<ModelRun>[] Shipped =
        [.. ModelFolder.All.Select(folder => new Lazy<ModelRun>(() => ModelRun.OfFile(folder.TextPath, folder.Analytes.Select(a => a.Variable))))];

    // Multiples of a quarter of an hour, so that shifted times are exact.
    private static readonly Gen<double> Start = Gen.Int[0, 16].Select(quarter => quarter / 4.0);

    private static readonly Gen<DoseRecord> Dose =
        Gen.Select(Start, Gen.Double[1, 100], Gen.Double[0.1, 2], Gen.Bool, (start, amount, duration, isBolus) =>
            new DoseRecord { Time = start, Compartment = "", Amount = amount, Rate = isBolus ? 0 : amount / duration });

    private static readonly Gen<double> Weight = Gen.Double[45, 110];

    [Fact]
    public void Doses_add_up() => Gen.Select(Model, Weight, Dose, Dose, (model, weight, a, b) => (model, weight, a, b)).Sample(
        (model, weight, a, b) =>
        {
            (ModelRun run, DoseRecord first, DoseRecord second) = (Shipped[model].Value, Into(model, a), Into(model, b));
            var together = Solve(run, weight, [.. new[] { first, second }.OrderBy(dose => dose.Time)]);
            var one = Solve(run, weight, [first]);
            var other = Solve(run, weight, [second]);
            foreach (string output in together.Keys)
            {
                Same(together[output], [.. one[output].Zip(other[output], (x, y) => x + y)]);
            }
        },
        iter: Cases);

    [Fact]
    public void A_later_dose_gives_the_same_course_later() => Gen.Select(Timeless, Weight, Dose, Gen.Int[1, 16], (model, weight, dose, shift) => (model, weight, dose, shift)).Sample(
        (model, weight, dose, shift) =>
        {
            ModelRun run = Shipped[model].Value;
            DoseRecord early = Into(model, dose);
            var before = Solve(run, weight, [early]);
            var after = Solve(run, weight, [early with { Time = early.Time + (shift / 4.0) }]);
            foreach (string output in before.Keys)
            {
                Same(after[output][shift..], before[output][..^shift]);
            }
        },
        iter: Cases);

    [Fact]
    public void Units_do_not_matter() => Gen.Select(Gen.Double[5, 200], Gen.Double[5, 150], Gen.Double[20, 300], Gen.Double[5, 150], Dose, (v, cl, v2, q, dose) => (v, cl, v2, q, dose)).Sample(
        (v, cl, v2, q, dose) =>
        {
            // mg, L and h, then ug, mL and min: a concentration is the same number in mg/L and ug/mL.
            ModelRun hours = ModelRun.OfText(MammillaryText.Write(v, cl, 1.3, (v2, q)), "C");
            ModelRun minutes = ModelRun.OfText(MammillaryText.Write(1000 * v, 1000 * cl / 60, 1.3 / 60, (1000 * v2, 1000 * q / 60)), "C");
            DoseRecord central = dose with { Compartment = "central" };
            Same(minutes.Solve([central.Convert(60, 1000)], [.. Times.Select(time => 60 * time)])["C"], hours.Solve([central], Times)["C"]);
        },
        iter: Cases);

    private static Gen<int> Model => Gen.Int[0, Shipped.Length - 1];

    // The equations of some models hold the time since the first dose.
    private static Gen<int> Timeless => Model.Where(i => !ModelFolder.All[i].KnowsTime);

    private static IReadOnlyDictionary<string, double[]> Solve(ModelRun run, double weight, DoseRecord[] doses) => run.Solve(doses, Times, ("WT", weight));

    // Into the first species that the model takes an intravenous dose by, or one by its only route.
    private static DoseRecord Into(int model, DoseRecord dose)
    {
        ModelFolder folder = ModelFolder.All[model];
        string route = folder.Routes.Contains("iv") ? "iv" : folder.Routes[0];
        return dose with { Compartment = folder.Shares(folder.Drugs[0], route)[0].Species };
    }

    private static void Same(double[] actual, double[] expected)
    {
        double scale = expected.Max();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(actual[i] - expected[i]) <= 1e-8 * scale, $"point {i}: {actual[i]:R} instead of {expected[i]:R}, highest {scale:R}");
        }
    }
}
