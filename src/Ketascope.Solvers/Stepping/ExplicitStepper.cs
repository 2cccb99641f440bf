using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ketascope.Solvers.Lanes;
using Ketascope.Solvers.Tableaus;

namespace Ketascope.Solvers.Stepping;

/// <summary>Steps of an explicit Runge-Kutta pair.</summary>
internal sealed unsafe class ExplicitStepper : Stepper
{
    private readonly LaneBlock _block = new();
    private readonly ExplicitTableau _tableau;
    private readonly int _stages;
    private readonly double** _slopes;
    private readonly int _rowLength;
    private readonly double* _rows;
    private readonly double* _nodes;
    private readonly double* _errorFactors;
    private readonly double* _dense;
    private readonly double* _weights;
    private readonly double* _argument;
    private readonly double* _error;
    private readonly int _densePowers;
    private double _step;
    private double _lastErrorWeight;

    /// <summary>Makes a stepper.</summary>
    /// <param name="workspace">The shared buffers.</param>
    /// <param name="tableau">The method.</param>
    public ExplicitStepper(LaneWorkspace workspace, ExplicitTableau tableau)
        : base(workspace)
    {
        _tableau = tableau;
        _stages = tableau.StageCount;
        _densePowers = tableau.DenseRows[0].Length;
        _slopes = (double**)_block.Take(_stages);
        _rowLength = LaneBlock.Padded(_stages);
        _rows = _block.Take(_stages * _rowLength);
        _nodes = _block.Take(_stages);
        _errorFactors = _block.Take(_stages);
        _dense = _block.Take(_stages * _densePowers);
        _weights = _block.Take(2 * _rowLength);
        _argument = _block.Take(workspace.Size);
        _error = _block.Take(workspace.Size);
        for (int i = 0; i < _stages; i++)
        {
            _slopes[i] = i > 0 && i < _stages - 1 ? _block.Take(workspace.Size) : null;
            _nodes[i] = tableau.Nodes[i];
            _errorFactors[i] = tableau.ErrorWeights[i];
            tableau.Rows[i].CopyTo(new Span<double>(_rows + (i * _rowLength), i));
            tableau.DenseRows[i].CopyTo(new Span<double>(_dense + (i * _densePowers), _densePowers));
        }
    }

    /// <inheritdoc/>
    public override int ErrorOrder => _tableau.Orders.Embedded + 1;

    /// <inheritdoc/>
    public override bool KnowsNewDerivative => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double TryStep(double time, double step)
    {
        LaneWorkspace work = Workspace;
        work.EnsureDerivative(time);
        _step = step;
        _slopes[0] = work.Derivative;
        _slopes[_stages - 1] = work.NewDerivative;
        for (int stage = 1; stage < _stages - 1; stage++)
        {
            // The argument of the last but one stage is kept for the estimate of stiffness.
            Scale(_weights, _rows + (stage * _rowLength));
            VectorLoops.Combine(_argument, work.State, _slopes, _weights, (stage, work.Padded));
            work.Evaluate(time + (_nodes[stage] * step), _argument, _slopes[stage]);
        }

        int last = _stages - 1;
        Scale(_weights, _rows + (last * _rowLength));
        Scale(_weights + last, _errorFactors);
        _lastErrorWeight = _weights[last + last];
        double** results = stackalloc double*[] { work.NewState, _error };
        VectorLoops.CombineTwo(results, work.State, _slopes, _weights, (last, work.Padded));
        work.Evaluate(time + step, work.NewState, work.NewDerivative);
        Vector512<double> squares =
            VectorLoops.ScaledSquares(work.State, work.NewState, new ErrorSum(_error, work.NewDerivative, _lastErrorWeight), work.Padded, work.Scale.Now);
        return work.Mask.Largest(squares) / work.StateCount;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Interpolate(double fraction, double* destination)
    {
        double* factors = _dense;
        for (int stage = 0; stage < _stages; stage++, factors += _densePowers)
        {
            double sum = 0;
            for (int power = _densePowers - 1; power >= 0; power--)
            {
                sum = (sum + factors[power]) * fraction;
            }

            _weights[stage] = sum * _step;
        }

        VectorLoops.Combine(destination, Workspace.State, _slopes, _weights, (_stages, Workspace.Padded));
    }

    /// <inheritdoc/>
    public override double ErrorOf(int element) => _error[element] + (_lastErrorWeight * _slopes[_stages - 1][element]);

    /// <summary>
    /// How far the step tried last reaches into the left half-plane, in units of the stability limit, for the worst lane: above 1 stability limits the step,
    /// not accuracy. The estimate of the largest eigenvalue compares the last two stages, which stand at the same time (Hairer and Wanner, Solving Ordinary
    /// Differential Equations II, 1996, IV.2).
    /// </summary>
    public double Stiffness()
    {
        LaneWorkspace work = Workspace;
        Tolerances tolerances = work.Scale.Now;
        Vector512<double> slopes = VectorLoops.ScaledDifference(work.NewDerivative, _slopes[_stages - 2], work.NewState, work.Padded, tolerances);
        Vector512<double> states = VectorLoops.ScaledDifference(work.NewState, _argument, work.NewState, work.Padded, tolerances);
        Vector512<double> ratio = work.Mask.Fold(slopes) / Vector512.Max(work.Mask.Fold(states), Vector512.Create(1e-300));
        return _step * Math.Sqrt(work.Mask.LargestLane(ratio)) / _tableau.StabilityRadius;
    }

    /// <inheritdoc/>
    public override void Forget() => Workspace.DerivativeIsCurrent = false;

    /// <inheritdoc/>
    public override void Dispose() => _block.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Scale(double* weights, double* factors)
    {
        for (int i = 0; i < _rowLength; i += 8)
        {
            (Vector512.Load(factors + i) * _step).Store(weights + i);
        }
    }
}
