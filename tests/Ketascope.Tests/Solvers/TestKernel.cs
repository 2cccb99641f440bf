using Ketascope.Solvers.Contract;

namespace Ketascope.Tests.Solvers;

/// <summary>Rates of change of one subject.</summary>
public delegate void Rates(double time, ReadOnlySpan<double> state, ReadOnlySpan<double> parameters, Span<double> derivative);

/// <summary>A kernel from one-line right-hand sides, evaluated lane by lane, with a Jacobian by differences of fourth order.</summary>
public sealed unsafe class TestKernel(int width, double[] start, int parameterCount, Rates rates) : LaneKernel
{
    private static readonly (int Shift, double Weight)[] s_differences = [(1, 8.0), (-1, -8.0), (2, -1.0), (-2, 1.0)];

    public override int Width => width;

    public override int StateCount => start.Length;

    public override int ParameterCount => parameterCount;

    public override int OutputCount => Output is null ? 0 : 1;

    public override int EventCount => Events.Length;

    public override SparsityPattern JacobianPattern { get; } = SparsityPattern.Dense(start.Length);

    /// <summary>One output from state and parameters.</summary>
    public Func<double[], double[], double>? Output { get; init; }

    /// <summary>For each event its time from the parameters, and what it does with time, state and parameters.</summary>
    public (Func<double[], double> Time, Action<double, double[], double[]> Act)[] Events { get; init; } = [];

    /// <summary>Makes every Jacobian not-a-number.</summary>
    public bool HasBrokenJacobian { get; init; }

    /// <summary>Whether it says that it is linear.</summary>
    public bool SaysLinear { get; init; }

    public override bool IsLinear => SaysLinear;

    public bool FiresAtStart { get; init; }

    public override void Initialize(double* time, double* context, double* state)
    {
        for (int i = 0; i < StateCount * width; i++)
        {
            state[i] = start[i / width];
        }

        Prepare(context);
    }

    public override void Derivatives(double* time, double* state, double* context, double* derivative)
    {
        Span<double> y = stackalloc double[StateCount], p = stackalloc double[ParameterCount], d = stackalloc double[StateCount];
        for (int lane = 0; lane < width; lane++)
        {
            Gather(state, lane, y);
            Gather(context, lane, p);
            rates(time[lane], y, p, d);
            Scatter(d, lane, derivative);
        }
    }

    public override void Jacobian(double* time, double* state, double* context, double* values, double* timeDerivative)
    {
        Span<double> y = stackalloc double[StateCount], p = stackalloc double[ParameterCount];
        Span<double> column = stackalloc double[StateCount];
        for (int lane = 0; lane < width; lane++)
        {
            Gather(state, lane, y);
            Gather(context, lane, p);
            for (int j = 0; j <= StateCount; j++)
            {
                Difference(time[lane], y, p, j, column);
                for (int i = 0; i < StateCount; i++)
                {
                    double* target = j < StateCount ? values + (((i * StateCount) + j) * width) : timeDerivative + (i * width);
                    target[lane] = HasBrokenJacobian ? double.NaN : column[i];
                }
            }
        }
    }

    public override void Outputs(double* time, double* state, double* context, double* outputs)
    {
        for (int lane = 0; lane < width; lane++)
        {
            double[] y = new double[StateCount], p = new double[ParameterCount];
            Gather(state, lane, y);
            Gather(context, lane, p);
            outputs[lane] = Output!(y, p);
        }
    }

    public override void EventTimes(double* context, double* times)
    {
        for (int lane = 0; lane < width; lane++)
        {
            double[] p = new double[ParameterCount];
            Gather(context, lane, p);
            for (int i = 0; i < Events.Length; i++)
            {
                times[(i * width) + lane] = Events[i].Time(p);
            }
        }
    }

    public override bool MayFireAtStart(int eventIndex) => FiresAtStart;

    public override void Fire(int eventIndex, int lane, double* time, double* state, double* context)
    {
        double[] y = new double[StateCount], p = new double[ParameterCount];
        Gather(state, lane, y);
        Gather(context, lane, p);
        Events[eventIndex].Act(time[lane], y, p);
        Scatter(y, lane, state);
        Scatter(p, lane, context);
    }

    private void Difference(double time, Span<double> y, Span<double> p, int variable, Span<double> result)
    {
        Span<double> moved = stackalloc double[StateCount], value = stackalloc double[StateCount];
        bool isTime = variable == StateCount;
        double step = isTime ? 1e-3 : (1e-3 * Math.Abs(y[variable])) + 1e-6;
        result.Clear();
        foreach ((int shift, double weight) in s_differences)
        {
            y.CopyTo(moved);
            if (!isTime)
            {
                moved[variable] += shift * step;
            }

            rates(isTime ? time + (shift * step) : time, moved, p, value);
            for (int i = 0; i < StateCount; i++)
            {
                result[i] += weight * value[i] / (12 * step);
            }
        }
    }

    private void Gather(double* source, int lane, Span<double> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = source[(i * width) + lane];
        }
    }

    private void Scatter(ReadOnlySpan<double> source, int lane, double* target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[(i * width) + lane] = source[i];
        }
    }
}
