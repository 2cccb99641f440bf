using Ketascope.Kernels;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;
using Ketascope.Study.Requests;
using MathNet.Numerics.LinearAlgebra;

namespace Ketascope.Study.DataSets;

/// <summary>Finds the states that a repeated dose leads to: the fixed point of the map over one dosing interval.</summary>
/// <remarks>
/// Newton's method on the map, its Jacobian by differences whose perturbed states are solved side by side in lanes. In a linear system the first step is the solution,
/// (1 - M) x = c. Where Newton fails, the doses are repeated one by one.
/// </remarks>
internal sealed class SteadyStateSolver(CompiledKernel kernel, SolverSettings settings, BatchSolver solver, CancellationToken cancellation)
{
    private const int MostNewtonSteps = 30;
    private const int MostCycles = 500;
    private const double Converged = 1e-7;

    /// <summary>The stretch of a constant infusion that stands for an interval, in the model's unit of time: any will do, and too short a one loses digits.</summary>
    private const double ConstantStretch = 10;

    private readonly int _states = kernel.StateCount;
    private double[] _parameters = [];
    private RepeatedDose _dose = new(0, 0, 0, 0, 0, 0);
    private double _time;
    private double _scale;

    /// <summary>Finds the states.</summary>
    /// <param name="dose">The repeated dose.</param>
    /// <param name="time">The time of the record.</param>
    /// <param name="start">The parameters, and the states to begin with.</param>
    /// <param name="place">Where the record stands, for the message.</param>
    /// <exception cref="UserErrorException">There is no steady state, or it cannot be found; the message names the compartments.</exception>
    public double[] Solve(RepeatedDose dose, double time, StartValues start, string place)
    {
        _dose = dose;
        _time = time;
        _parameters = start.Parameters;
        _scale = Math.Max(dose.IsConstant ? dose.Rate * ConstantStretch : dose.Amount, double.Epsilon);
        double[] initial = [.. Enumerable.Range(0, _states).Select(state => start.States[state * kernel.Width])];
        return _scale <= double.Epsilon && initial.All(value => value == 0) ? initial : Newton(initial) ?? Repeat(initial, place);
    }

    private double[]? Newton(double[] state)
    {
        // The first differences are as large as a dose: exact in a linear system, and far above the solver's error.
        double spread = 1;
        for (int step = 0; step < MostNewtonSteps; step++)
        {
            double[] widths = [.. state.Select(value => spread * Math.Max(Math.Abs(value), 1e-3 * _scale))];
            double[][] ends = Cycles([state, .. widths.Select((width, j) => state.Select((value, i) => i == j ? value + width : value).ToArray())]);
            if (Move(state, ends, widths) is not { } move)
            {
                return null;
            }

            state = [.. state.Select((value, i) => value + move[i])];
            if (IsSmall(move, state))
            {
                return state;
            }

            spread = 1e-4;
        }

        return null;
    }

    private double[]? Move(double[] state, double[][] ends, double[] widths)
    {
        if (ends.Any(end => end.Any(value => !double.IsFinite(value))))
        {
            return null;
        }

        Matrix<double> matrix = Matrix<double>.Build.Dense(_states, _states, (i, j) => (i == j ? 1 : 0) - ((ends[j + 1][i] - ends[0][i]) / widths[j]));
        Vector<double> residual = Vector<double>.Build.Dense(_states, i => ends[0][i] - state[i]);
        for (int i = 0; i < _states; i++)
        {
            // A state that one interval leaves as it was has no equation of its own; it keeps its value.
            if (residual[i] == 0 && matrix.Row(i).All(value => Math.Abs(value) < 1e-12))
            {
                matrix[i, i] = 1;
            }
        }

        double[] move = [.. matrix.Solve(residual)];
        double reciprocal = 1 / matrix.ConditionNumber();
        return reciprocal > 1e-13 && move.All(double.IsFinite) ? move : null;
    }

    private double[] Repeat(double[] state, string place)
    {
        double[] change = [];
        for (int cycle = 0; cycle < MostCycles; cycle++)
        {
            double[] end = Cycles([state])[0];
            change = [.. end.Select((value, i) => value - state[i])];
            state = end;
            if (change.Any(value => !double.IsFinite(value)) || IsSmall(change, state))
            {
                break;
            }
        }

        IEnumerable<string> moving = Enumerable.Range(0, _states).Where(i => !(Math.Abs(change[i]) <= Converged * (Math.Abs(state[i]) + (1e-6 * _scale)))).Select(i => kernel.StateNames[i]);
        return IsSmall(change, state) ? state : throw new UserErrorException(
            $"{place}: no steady state (SS) is reached; what still changes from dose to dose: {string.Join(", ", moving)}. A compartment that only fills has none");
    }

    private bool IsSmall(double[] change, double[] state) => change.Select((value, i) => Math.Abs(value) <= Converged * (Math.Abs(state[i]) + (1e-6 * _scale))).All(small => small);

    /// <summary>The states one interval after given states, which are solved side by side.</summary>
    private double[][] Cycles(double[][] starts)
    {
        double length = _dose.IsConstant ? ConstantStretch : _dose.Interval;
        double begin = _time - length;
        Discontinuity[] doses = _dose.IsConstant ? [new Discontinuity(begin, DiscontinuityKind.AddRate, _dose.State, _dose.Rate)] : [.. _dose.Cycle(_time)];
        double[][] ends = new double[starts.Length][];
        double[] values = new double[_states * kernel.Width];
        for (int first = 0; first < starts.Length; first += kernel.Width)
        {
            int lanes = Math.Min(kernel.Width, starts.Length - first);
            solver.Solve(
                new BatchProblem
                {
                    Kernel = kernel,
                    Parameters = _parameters,
                    ActiveLanes = lanes,
                    StartTime = begin,
                    OutputTimes = new[] { _time },
                    Stored = Enumerable.Range(0, _states).ToArray(),
                    Discontinuities = [.. Enumerable.Range(0, kernel.Width).Select(lane => (IReadOnlyList<Discontinuity>)
                    [
                        .. starts[first + Math.Min(lane, lanes - 1)].Select((value, state) => new Discontinuity(begin, DiscontinuityKind.SetState, state, value)),
                        .. doses,
                    ])],
                    Settings = settings with
                    {
                        RelativeTolerance = Math.Min(settings.RelativeTolerance, 1e-10),
                        AbsoluteTolerance = settings.AbsoluteTolerance is { } absolute ? Math.Min(absolute, 1e-10 * _scale) : null,
                    },
                    Cancellation = cancellation,
                },
                values);
            for (int lane = 0; lane < lanes; lane++)
            {
                ends[first + lane] = [.. Enumerable.Range(0, _states).Select(state => values[(state * kernel.Width) + lane])];
            }
        }

        return ends;
    }
}
