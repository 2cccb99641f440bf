using System.Collections.Immutable;
using Ketascope.Study.Results;

namespace Ketascope.Study.Plots;

/// <summary>The course of one quantity over time: of one subject, or the middle and the spread of many.</summary>
/// <param name="Label">The name for people.</param>
/// <param name="Times">The times, ascending.</param>
/// <param name="Middle">The value at each time; of many subjects the median.</param>
/// <param name="Low">The 5th percentile at each time, or empty for one subject.</param>
/// <param name="High">The 95th percentile at each time, or empty for one subject.</param>
public sealed record CourseSeries(
    string Label, ImmutableArray<double> Times, ImmutableArray<double> Middle, ImmutableArray<double> Low, ImmutableArray<double> High)
{
    /// <summary>Every value that is shown.</summary>
    public IEnumerable<double> Values => Middle.Concat(Low).Concat(High);

    /// <summary>The course of one quantity of a block.</summary>
    /// <param name="block">The values.</param>
    /// <param name="quantity">Which quantity.</param>
    public static CourseSeries Of(TrajectoryBlock block, int quantity)
    {
        string label = block.Quantities[quantity].Label;
        ImmutableArray<double> times = block.Values.Times;
        if (block.Values.SubjectCount == 1)
        {
            return new CourseSeries(label, times, [.. block.Values.Course(0, quantity)], [], []);
        }

        double[] low = new double[times.Length];
        double[] middle = new double[times.Length];
        double[] high = new double[times.Length];
        for (int time = 0; time < times.Length; time++)
        {
            double[] sample = FiniteSorted(block, quantity, time);
            low[time] = SampleQuantile.Of(sample, 0.05);
            middle[time] = SampleQuantile.Of(sample, 0.5);
            high[time] = SampleQuantile.Of(sample, 0.95);
        }

        return new CourseSeries(label, times, [.. middle], [.. low], [.. high]);
    }

    private static double[] FiniteSorted(TrajectoryBlock block, int quantity, int time)
    {
        List<double> sample = new(block.Values.SubjectCount);
        for (int subject = 0; subject < block.Values.SubjectCount; subject++)
        {
            double value = block.Values[subject, quantity, time];
            if (double.IsFinite(value))
            {
                sample.Add(value);
            }
        }

        sample.Sort();
        return [.. sample];
    }
}
