namespace Ketascope.Ketamine.Receptor;

/// <summary>A recorded course: values at ascending times.</summary>
/// <param name="Times">The times, s.</param>
/// <param name="Values">The values.</param>
public sealed record Trace(double[] Times, double[] Values)
{
    /// <summary>The index of the first time that is not before a time.</summary>
    /// <param name="time">The time, s.</param>
    public int IndexAt(double time)
    {
        int index = Array.BinarySearch(Times, time);
        return Math.Min(index < 0 ? ~index : index, Times.Length - 1);
    }

    /// <summary>The value at a time, between recorded ones by a straight line.</summary>
    /// <param name="time">The time, s.</param>
    public double At(double time)
    {
        int right = IndexAt(time);
        if (right == 0 || Times[right] <= time)
        {
            return Values[right];
        }

        double part = (time - Times[right - 1]) / (Times[right] - Times[right - 1]);
        return Values[right - 1] + (part * (Values[right] - Values[right - 1]));
    }

    /// <summary>When the course first crosses a level, by a straight line between recorded values; NaN if it does not.</summary>
    /// <param name="first">The index to begin with.</param>
    /// <param name="last">The last index.</param>
    /// <param name="level">The level.</param>
    public double Crossing(int first, int last, double level)
    {
        bool above = Values[first] > level;
        for (int i = first + 1; i <= last; i++)
        {
            if (Values[i] > level != above)
            {
                return Times[i - 1] + ((level - Values[i - 1]) / (Values[i] - Values[i - 1]) * (Times[i] - Times[i - 1]));
            }
        }

        return double.NaN;
    }

    /// <summary>The area between the course and a level, by the trapezoidal rule.</summary>
    /// <param name="first">The index to begin with.</param>
    /// <param name="last">The last index.</param>
    /// <param name="level">The level.</param>
    public double Area(int first, int last, double level)
    {
        double area = 0;
        for (int i = first + 1; i <= last; i++)
        {
            area += (Times[i] - Times[i - 1]) * (((Values[i] + Values[i - 1]) / 2) - level);
        }

        return area;
    }
}
