using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Tests.Models;

/// <summary>One, two and three compartments through the whole way, against sums of exponentials.</summary>
public sealed class ClosedFormTests
{
    // Volumes and clearances of S-ketamine from Otto 2021 (doi:10.1007/s00228-021-03104-1): rates from 0.09 to 3.2 per h.
    private const double Volume = 133, Clearance = 95.2, AbsorptionRate = 1.7, Amount = 10, Duration = 0.5;

    private static readonly (double Volume, double Clearance)[] Peripheral = [(187, 23.2), (98.8, 157)];

    private static readonly double[] Times = [0.1, 0.25, 0.5, 0.75, 1, 2, 4, 8, 12, 24];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Bolus_infusion_and_absorption_agree_to_1e_8(int peripheralCount)
    {
        ClosedForm exact = new(Volume, Clearance, Peripheral[..peripheralCount]);
        ModelRun run = ModelRun.OfText(MammillaryText.Write(Volume, Clearance, AbsorptionRate, Peripheral[..peripheralCount]), "C");

        Compare(run, new DoseRecord { Time = 0, Compartment = "central", Amount = Amount }, time => exact.Bolus(Amount, time));
        Compare(run, new DoseRecord { Time = 0, Compartment = "central", Amount = Amount, Rate = Amount / Duration }, time => exact.Infusion(Amount, Duration, time));
        Compare(run, new DoseRecord { Time = 0, Compartment = "gut", Amount = Amount }, time => exact.Absorption(Amount, AbsorptionRate, time));
    }

    private static void Compare(ModelRun run, DoseRecord dose, Func<double, double> exact)
    {
        double[] course = run.Solve([dose], Times)["C"];
        Assert.All(Times.Zip(course), point =>
        {
            double expected = exact(point.First);
            Assert.True(Math.Abs(point.Second - expected) <= 1e-8 * expected, $"{dose}, {point.First} h: {point.Second:R} instead of {expected:R}");
        });
    }
}
