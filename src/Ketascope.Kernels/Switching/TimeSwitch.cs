using Ketascope.Kernels.Interpreter;
using Ketascope.Kernels.Passes;
using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Switching;

/// <summary>
/// A switch that depends on the time and parameters alone. When it turns next is found without solving anything: stretches of time in which it cannot turn, by
/// bounds of its margin, are passed over whole; others are halved, until the margin grows or falls all the way (then the turn is found by bisection) or only a
/// few numbers are left.
/// </summary>
internal sealed unsafe class TimeSwitch
{
    /// <summary>A few neighbouring numbers are looked at one by one.</summary>
    private const int Neighbours = 4;

    /// <summary>How many stretches are looked at before a search stops on the way, to go on from there.</summary>
    private const int MostStretches = 4000;
    private readonly Switch _switch;
    private readonly InstructionList _live;
    private readonly InstructionList _margin;

    /// <summary>Prepares the search.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="turning">The switch.</param>
    public TimeSwitch(ExpressionGraph graph, Switch turning)
    {
        _switch = turning;
        _live = new InstructionList(Schedule.Of(graph, [new Store(turning.Live, KernelBuffer.First, 0)]));
        _margin = new InstructionList(Schedule.Of(graph, [new Store(turning.Margin, KernelBuffer.First, 0)]));
    }

    /// <summary>
    /// The first moment at which it is another than right after a time; for an equality the first at which it holds or its sides change places.
    /// </summary>
    /// <param name="context">The context of one lane.</param>
    /// <param name="stride">The distance between two elements of the context.</param>
    /// <param name="after">The time.</param>
    /// <param name="end">Up to when it matters.</param>
    /// <returns>The moment; infinity where it does not turn until the end. Where the search was long, a moment on the way, before which it does not
    /// turn.</returns>
    public double Next(double* context, int stride, double after, double end)
    {
        Search search = new(this, (nint)context, stride);
        double start = Math.BitIncrement(after);
        if (!(start < end))
        {
            return start == end && search.At(end) != search.At(start) ? end : double.PositiveInfinity;
        }

        search.Value = search.At(start);
        return search.First(start, end)
            ?? (search.Stretches > MostStretches && search.Reached < end ? Math.Max(search.Reached, start) : double.PositiveInfinity);
    }

    private static double Run(InstructionList list, double* context, int stride, double time)
    {
        double result;
        LaneInterpreter.Run(list, [(nint)(&time), 0, (nint)context, (nint)(&result), 0], 1, stride);
        return result;
    }

    private sealed class Search(TimeSwitch owner, nint context, int stride)
    {
        private readonly Course[] _slots = new Course[owner._margin.SlotCount];

        public double Value { get; set; }

        public int Stretches { get; private set; }

        public double Reached { get; private set; } = double.NegativeInfinity;

        /// <summary>What the switch is at a time, such that it is another when the switch turns: of an equality which side is larger.</summary>
        public double At(double time) => owner._switch.IsEquality
            ? Math.Sign(Number(Run(owner._margin, (double*)context, stride, time)))
            : Run(owner._live, (double*)context, stride, time);

        /// <summary>The first moment after the start of a stretch, up to its end, at which the switch is another than it was.</summary>
        public double? First(double start, double end)
        {
            if (++Stretches > MostStretches)
            {
                Reached = Math.Max(Reached, start);
                return null;
            }

            Course margin = Over(start, end);
            if (IsSettled(margin))
            {
                return null;
            }

            if (Math.BitIncrement(Math.BitIncrement(Math.BitIncrement(Math.BitIncrement(start)))) >= end)
            {
                return OneByOne(start, end);
            }

            if (margin.IsMonotone)
            {
                return At(end) == Value ? null : Bisect(margin, start, end);
            }

            double middle = start + (0.5 * (end - start));
            return First(start, middle) ?? (Stretches > MostStretches ? null : At(middle) != Value ? middle : First(middle, end));
        }

        private static double Number(double value) => double.IsNaN(value) ? 0 : value;

        /// <summary>Whether the switch cannot turn while its margin stays within bounds.</summary>
        private bool IsSettled(Course margin) => owner._switch.Kind switch
        {
            Operation.Floor => Math.Floor(margin.Low) == Math.Floor(margin.High),
            Operation.Ceiling => Math.Ceiling(margin.Low) == Math.Ceiling(margin.High),
            Operation.Quotient => Math.Truncate(margin.Low) == Math.Truncate(margin.High),
            _ => margin.Low > 0 || margin.High < 0 || margin is { Low: 0, High: 0 },
        };

        private double? OneByOne(double start, double end)
        {
            double time = start;
            for (int i = 0; i <= Neighbours && time < end; i++)
            {
                time = Math.BitIncrement(time);
                if (At(time) != Value)
                {
                    return time;
                }
            }

            return null;
        }

        private double Bisect(Course margin, double start, double end)
        {
            // Most margins are straight lines, whose zero is a guess that is right but for rounding.
            double slope = margin.SlopeLow == margin.SlopeHigh ? margin.SlopeLow : double.NaN;
            double guess = start - (Run(owner._margin, (double*)context, stride, start) / slope);
            foreach (double near in (ReadOnlySpan<double>)[guess, Math.BitIncrement(guess), Math.BitDecrement(guess)])
            {
                if (near > start && near <= end && At(near) != Value && (Math.BitDecrement(near) <= start || At(Math.BitDecrement(near)) == Value))
                {
                    return near;
                }
            }

            (double before, double after) = (start, end);
            while (true)
            {
                double middle = before + (0.5 * (after - before));
                if (middle <= before || middle >= after)
                {
                    return after;
                }

                (before, after) = At(middle) != Value ? (before, middle) : (middle, after);
            }
        }

        /// <summary>The course of the margin over a stretch of time.</summary>
        private Course Over(double start, double end)
        {
            foreach (ref readonly Instruction instruction in owner._margin.Instructions)
            {
                _slots[instruction.Target] = instruction.Operation switch
                {
                    Operation.Constant => Course.Constant(instruction.Value),
                    Operation.Time => new Course(start, end, 1, 1),
                    Operation.Context => Course.Constant(((double*)context)[instruction.A * stride]),
                    var operation => CourseMath.Apply(operation, _slots[instruction.A], _slots[instruction.B], _slots[instruction.C]),
                };
            }

            return _slots[owner._margin.Stores[0].Node];
        }
    }
}
