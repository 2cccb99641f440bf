using Ketascope.Solvers.Stepping;

namespace Ketascope.Solvers.Events;

/// <summary>Finds the first moment within a step at which a condition turns true or false, by looking at some places of the step and halving.</summary>
/// <param name="conditions">The conditions.</param>
/// <param name="work">The buffers of the batch.</param>
internal sealed unsafe class CrossingSearch(ConditionEvents conditions, LaneWorkspace work)
{
    /// <summary>How many places of a step are looked at.</summary>
    private const int Places = 8;

    /// <summary>The longest step, as a share of the whole time: a condition of time alone asks for no short steps.</summary>
    private const double LongestStep = 0.005;

    /// <summary>The longest step in which a condition is not likely to turn twice unseen.</summary>
    /// <param name="span">The whole time.</param>
    public static double MaxStep(double span) => LongestStep * span;

    /// <summary>The first moment.</summary>
    /// <param name="stepper">What took the step.</param>
    /// <param name="time">Its start.</param>
    /// <param name="step">Its size.</param>
    /// <param name="end">Its end.</param>
    /// <returns>The moment; null when nothing turns.</returns>
    public double? First(Stepper stepper, double time, double step, double end)
    {
        double before = time;
        for (int place = 1; place <= Places; place++)
        {
            double now = place == Places ? end : time + (step * place / Places);
            if (place == Places ? conditions.IsDifferent(end, work.NewState) : IsDifferent(stepper, time, step, now))
            {
                return Halve(stepper, (time, step), before, now);
            }

            before = now;
        }

        return null;
    }

    private double Halve(Stepper stepper, (double Time, double Size) step, double before, double after)
    {
        while (true)
        {
            double middle = before + (0.5 * (after - before));
            if (middle <= before || middle >= after)
            {
                return after;
            }

            if (IsDifferent(stepper, step.Time, step.Size, middle))
            {
                after = middle;
            }
            else
            {
                before = middle;
            }
        }
    }

    private bool IsDifferent(Stepper stepper, double time, double step, double now)
    {
        stepper.Interpolate((now - time) / step, work.Scratch);
        return conditions.IsDifferent(now, work.Scratch);
    }
}
