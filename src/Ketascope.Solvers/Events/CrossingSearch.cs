using Ketascope.Solvers.Lanes;

namespace Ketascope.Solvers.Events;

/// <summary>
/// Finds the first moment within a step at which states turn a switch: by looking at some places of the step, at where a margin comes nearest to 0 between
/// them, and by halving.
/// </summary>
internal sealed unsafe class CrossingSearch
{
    /// <summary>How many places of a step are looked at.</summary>
    private const int Places = 8;

    /// <summary>
    /// The longest step where switches depend on states and time, as a share of the whole time: the control of errors knows nothing of such a course of time.
    /// </summary>
    private const double LongestStep = 0.005;
    private readonly ModeSwitches _switches;
    private readonly LaneWorkspace _work;
    private readonly double[][] _margins;

    /// <summary>Makes the buffers.</summary>
    /// <param name="switches">The switches.</param>
    /// <param name="work">The buffers of the batch.</param>
    public CrossingSearch(ModeSwitches switches, LaneWorkspace work)
    {
        (_switches, _work) = (switches, work);
        _margins = [.. Enumerable.Range(0, Places + 1).Select(_ => new double[switches.Values.Length / 2])];
    }

    /// <summary>The longest step in which a switch is not likely to turn twice unseen.</summary>
    /// <param name="span">The whole time.</param>
    public double MaxStep(double span) => _switches.DependOnBoth ? LongestStep * span : double.PositiveInfinity;

    /// <summary>The first moment.</summary>
    /// <param name="stepper">What took the step.</param>
    /// <param name="time">Its start.</param>
    /// <param name="step">Its size.</param>
    /// <param name="end">Its end.</param>
    /// <returns>The moment; null when nothing turns.</returns>
    public double? First(Stepper stepper, double time, double step, double end)
    {
        double before = time;
        _switches.IsDifferent(time, _work.State);
        Keep(0);
        for (int place = 1; place <= Places; place++)
        {
            double now = place == Places ? end : time + (step * place / Places);
            bool isDifferent = place == Places ? _switches.IsDifferent(end, _work.NewState) : IsDifferent(stepper, time, step, now);
            Keep(place);
            if (place >= 2 && Nearest(stepper, (time, step), place) is { } touch)
            {
                return Halve(stepper, (time, step), time + (step * (place - 2) / Places), touch);
            }

            if (isDifferent)
            {
                return Halve(stepper, (time, step), before, now);
            }

            before = now;
        }

        return null;
    }

    /// <summary>A moment between the last three places at which a margin that comes near 0 and turns back has passed it.</summary>
    private double? Nearest(Stepper stepper, (double Time, double Size) step, int place)
    {
        double[] first = _margins[place - 2], second = _margins[place - 1], third = _margins[place];
        for (int i = 0; i < first.Length; i++)
        {
            double a = Math.Abs(first[i]), b = Math.Abs(second[i]), c = Math.Abs(third[i]);
            bool turnsBack = b <= a && b <= c && a + c - (2 * b) > 0 && first[i] * second[i] > 0 && second[i] * third[i] > 0;
            if (!turnsBack || !_switches.IsWatched(i))
            {
                continue;
            }

            // The top of the parabola through the three places.
            double shift = 0.5 * (a - c) / (a + c - (2 * b)), least = b - (0.25 * (a - c) * shift);
            double moment = step.Time + (step.Size * (place - 1 + shift) / Places);
            if (least < 0.5 * b && moment > step.Time && IsDifferent(stepper, step.Time, step.Size, moment))
            {
                return moment;
            }
        }

        return null;
    }

    private void Keep(int place)
    {
        ReadOnlySpan<double> values = _switches.Values;
        values[(values.Length / 2)..].CopyTo(_margins[place]);
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
        stepper.Interpolate((now - time) / step, _work.Scratch);
        return _switches.IsDifferent(now, _work.Scratch);
    }
}
