using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Pain;

/// <summary>People in pain, as far as they differ.</summary>
/// <param name="Drawn">What was drawn of each.</param>
/// <param name="Input">The ongoing C input of each, Hz.</param>
/// <param name="Exposure">The concentrations of each, of typical ones.</param>
/// <param name="Flares">Further C input of each over time, from the treatment on.</param>
public sealed record PainPeople(
    SubjectTable Drawn, ImmutableArray<double> Input, ImmutableArray<double> Exposure, ImmutableArray<StepCourse> Flares)
{
    /// <summary>How many they are.</summary>
    public int Count => Input.Length;

    /// <summary>Some of them.</summary>
    /// <param name="first">The first, from 0.</param>
    /// <param name="count">How many.</param>
    public PainPeople Part(int first, int count)
    {
        int width = Drawn.Columns.Length;
        return new PainPeople(
            new SubjectTable([.. Drawn.Ids.AsSpan(first, count)], Drawn.Columns, Drawn.Values.Slice(first * width, count * width)),
            [.. Input.AsSpan(first, count)], [.. Exposure.AsSpan(first, count)], [.. Flares.AsSpan(first, count)]);
    }
}

/// <summary>What is done to people in pain.</summary>
/// <param name="Exposure">The drug of a typical person, from the start of the treatment on.</param>
/// <param name="IsTreated">Whether there is a treatment, be it a placebo.</param>
/// <param name="Alternative">What ketamine does in the cord; null where none is given.</param>
public sealed record PainTreatment(CordExposure Exposure, bool IsTreated, CordAlternative? Alternative)
{
    /// <summary>What a placebo is called where a regimen could stand.</summary>
    public const string PlaceboName = "placebo";

    /// <summary>A placebo.</summary>
    public static PainTreatment Placebo { get; } = new(CordExposure.None, true, null);

    /// <summary>Whether a placebo stands where a regimen could.</summary>
    /// <param name="text">The text.</param>
    public static bool IsPlacebo(string text) => text.Trim().Equals(PlaceboName, StringComparison.OrdinalIgnoreCase);
}

/// <summary>How people rate their pain over time.</summary>
/// <param name="Times">The times since the treatment began, s.</param>
/// <param name="Ratings">The ratings, 0 to 10, of each person at each time.</param>
public sealed record PainCourses(ImmutableArray<double> Times, ImmutableArray<ImmutableArray<double>> Ratings)
{
    /// <summary>The mean rating of each person from the start until a time.</summary>
    /// <param name="time">The time, s, above 0.</param>
    public double[] MeanUntil(double time)
    {
        double[] sums = new double[Ratings.Length], before = At(0);
        double last = 0;
        foreach (double next in Times.Where(one => one > 0 && one < time).Append(time))
        {
            double[] now = At(next);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += (next - last) * (before[i] + now[i]) / 2;
            }

            (before, last) = (now, next);
        }

        return [.. sums.Select(sum => sum / time)];
    }

    /// <summary>The ratings of all people at a time, on straight lines between the times that are known.</summary>
    /// <param name="time">The time, s.</param>
    public double[] At(double time)
    {
        int after = Times.BinarySearch(time);
        if (after >= 0)
        {
            return [.. Ratings.Select(course => course[after])];
        }

        after = Math.Clamp(~after, 1, Times.Length - 1);
        double part = Math.Clamp((time - Times[after - 1]) / (Times[after] - Times[after - 1]), 0, 1);
        return [.. Ratings.Select(course => course[after - 1] + (part * (course[after] - course[after - 1])))];
    }
}
