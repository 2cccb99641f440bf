using System.Collections.Immutable;
using Ketascope.Pharmacology.Exposure;

namespace Ketascope.Tests.Pharmacology.Exposure;

public sealed class LaneExposureTests
{
    private const int Lanes = LaneExposure.Lanes;

    [Theory]
    [InlineData(1, 0, 0.4)]
    [InlineData(2, 1.5, 0.4)]
    [InlineData(3, 0, 3)]
    [InlineData(4, 40, 0.01)]
    public void Every_measure_of_random_courses_is_that_of_the_analysis_of_one(int seed, double lastDose, double noise)
    {
        Random random = new(seed);
        (double, double)[] windows = [(0, 4), (0.3, 7.77), (2, 2.01), (-1, 3), (0, 96)];
        int covered = 0;
        for (int round = 0; round < 40; round++)
        {
            ImmutableArray<double> times = Times(random);
            int shown = random.Next(2, times.Length + 1);
            double[] values = Courses(random, times, noise);
            ExposureSettings settings = ExposureSettings.NoiseFree with { LastDoseEnd = lastDose, Boluses = round % 4 == 0 ? [0] : [] };
            double[] found = new double[(LaneExposure.FixedMeasures + windows.Length) * Lanes];
            uint lanes = new LaneExposure(times, shown, settings, [.. windows]).Analyse(values, 0, Lanes, settings.Boluses, found);
            for (int lane = 0; lane < Lanes; lane++)
            {
                if ((lanes >> lane & 1) != 0)
                {
                    covered++;
                    Compare(times, [.. times.Select((_, i) => values[(i * Lanes) + lane])], (shown, settings, windows), i => found[(i * Lanes) + lane]);
                }
            }
        }

        Assert.InRange(covered, 150, 40 * Lanes);
    }

    [Fact]
    public void What_is_no_ordinary_case_is_left_to_the_analysis_of_one()
    {
        ImmutableArray<double> times = [0, 1, 2, 3, 4, 5, 6];
        double[] values = new double[times.Length * Lanes];
        for (int i = 0; i < times.Length; i++)
        {
            double[] lanes =
            [
                8 - i,
                i == 3 ? double.NaN : 8 - i,
                i == 6 ? 0 : 8 - i,
                i == 4 ? -1 : 8 - i,
                0,
                i == 2 ? double.PositiveInfinity : 1,
                i,
                Math.Exp(-i),
            ];
            lanes.CopyTo(values, i * Lanes);
        }

        uint covered = new LaneExposure(times, times.Length, ExposureSettings.NoiseFree, [])
            .Analyse(values, 0, Lanes, [], new double[LaneExposure.FixedMeasures * Lanes]);
        Assert.Equal(0b1100_0001u, covered);
        Assert.Equal(0u, new LaneExposure(times, times.Length, ExposureSettings.NoiseFree, [])
            .Analyse(values, 0, Lanes, [2.5], new double[LaneExposure.FixedMeasures * Lanes]));
        Assert.False(new LaneExposure([0, 1], 2, ExposureSettings.NoiseFree, []).IsUseful);
        Assert.Throws<ArgumentException>(() => new LaneExposure([0, 2, 1, 3], 4, ExposureSettings.NoiseFree, []));
    }

    private static void Compare(ImmutableArray<double> times, double[] values,
        (int Shown, ExposureSettings Settings, (double From, double To)[] Windows) asked, Func<int, double> found)
    {
        double[] all = [.. times];
        ExposureMeasures shown = ExposureAnalysis.Analyse(all.AsSpan(0, asked.Shown), values.AsSpan(0, asked.Shown), asked.Settings),
            whole = ExposureAnalysis.Analyse(all, values, asked.Settings);
        Estimate[] expected =
        [
            shown.Cmax, shown.Tmax, shown.AucLast, whole.AucInfinity, whole.HalfLife, whole.C0,
            .. asked.Windows.Select(window => ExposureAnalysis.AreaBetween(all, values, window.From, window.To, asked.Settings)),
        ];
        for (int i = 0; i < expected.Length; i++)
        {
            // The slope of a nearly level end loses digits in both.
            double value = expected[i].Value ?? double.NaN;
            Assert.Equal(value, found(i), double.IsNaN(value) ? 0 : Math.Abs(value) * (i is 3 or 4 ? 1e-9 : 1e-13));
        }
    }

    /// <summary>Times that lie closer together at the start; now and then two are equal.</summary>
    private static ImmutableArray<double> Times(Random random)
    {
        List<double> times = [0];
        while (times[^1] < 50)
        {
            times.Add(times.Count > 1 && random.NextDouble() < 0.03 ? times[^1] : times[^1] + 0.05 + (random.NextDouble() * times[^1] * 0.3));
        }

        return [.. times];
    }

    /// <summary>Courses that rise and fall, some with noise, some from zero.</summary>
    private static double[] Courses(Random random, ImmutableArray<double> times, double noise)
    {
        double[] values = new double[times.Length * Lanes];
        for (int lane = 0; lane < Lanes; lane++)
        {
            double absorption = random.NextDouble() * 5, fast = 0.5 + random.NextDouble(), slow = 0.01 + (0.2 * random.NextDouble()),
                spread = lane % 2 == 0 ? 0 : noise;
            for (int i = 0; i < times.Length; i++)
            {
                double course = (Math.Exp(-fast * times[i]) + (0.2 * Math.Exp(-slow * times[i]))) * (lane % 3 == 0 ? 1 : 1 - Math.Exp(-absorption * times[i]));
                values[(i * Lanes) + lane] = 100 * course * Math.Exp(spread * (random.NextDouble() - 0.5));
            }
        }

        return values;
    }
}
