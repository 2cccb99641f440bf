using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ketascope.Solvers.Lanes;
using Ketascope.Solvers.LinearAlgebra;
using Ketascope.Solvers.Tableaus;

namespace Ketascope.Solvers.Stepping;

/// <summary>Steps of a Rosenbrock method.</summary>
internal sealed unsafe class RosenbrockStepper : Stepper
{
    /// <summary>
    /// What counts of the error estimate, which is that of the embedded solution of order 4 and not of the solution itself: errors over the problem sets are
    /// then 0.06 to 1.6 of the tolerance, before 0.04 to 1.1, with a sixth fewer steps (bench/RESULTS.md).
    /// </summary>
    private const double ErrorShare = 0.5;
    private readonly LaneBlock _block = new();
    private readonly RosenbrockTableau _tableau;
    private readonly LaneLu _lu;
    private readonly int _stages;
    private readonly double** _increments;
    private readonly double** _terms;
    private readonly double* _weights;
    private readonly double* _jacobian;
    private readonly double* _timeDerivative;
    private readonly double* _argument;
    private readonly double* _slope;
    private readonly double* _sum;
    private readonly double* _product;
    private bool _jacobianIsCurrent;

    /// <summary>Makes a stepper.</summary>
    /// <param name="workspace">The shared buffers.</param>
    /// <param name="tableau">The method.</param>
    public RosenbrockStepper(LaneWorkspace workspace, RosenbrockTableau tableau)
        : base(workspace)
    {
        _tableau = tableau;
        _stages = tableau.StageCount;
        _lu = LaneLu.Create(workspace.Kernel);
        _increments = (double**)_block.Take(_stages);
        _terms = (double**)_block.Take(_stages + 1);
        _weights = _block.Take(_stages + 1);
        _jacobian = _block.Take(workspace.Kernel.JacobianPattern.Entries.Length * workspace.Kernel.Width);
        _timeDerivative = _block.Take(workspace.Size);
        _argument = _block.Take(workspace.Size);
        _slope = _block.Take(workspace.Size);
        _sum = workspace.Kernel.Mass is null ? null : _block.Take(workspace.Size);
        _product = workspace.Kernel.Mass is null ? null : _block.Take(workspace.Size);
        _terms[0] = _timeDerivative;
        for (int i = 0; i < _stages; i++)
        {
            _increments[i] = _block.Take(workspace.Size);
            _terms[i + 1] = _increments[i];
        }
    }

    /// <inheritdoc/>
    public override int ErrorOrder => _tableau.Orders.Embedded + 1;

    /// <inheritdoc/>
    public override bool KnowsNewDerivative => false;

    /// <summary>Evaluations of the Jacobian.</summary>
    public long JacobianCalls { get; private set; }

    /// <summary>LU factorizations.</summary>
    public long Factorizations { get; private set; }

    /// <summary>Solutions of a factored system.</summary>
    public long LinearSolves { get; private set; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double TryStep(double time, double step)
    {
        LaneWorkspace work = Workspace;
        Prepare(time, step);
        for (int stage = 0; stage < _stages; stage++)
        {
            double* slope = work.Derivative;
            if (stage > 0)
            {
                Argument(stage);
                slope = _slope;
                work.Evaluate(time + (_tableau.Nodes[stage] * step), _argument, slope);
            }

            RightHandSide(stage, step, slope);
            _lu.Solve(_increments[stage]);
        }

        LinearSolves += _stages;
        double one = 1;
        double** last = _increments + _stages - 1;
        VectorLoops.Combine(work.NewState, _argument, last, &one, (1, work.Padded));
        return ErrorShare * ErrorShare * work.Mask.Largest(
            VectorLoops.ScaledSquares(work.State, work.NewState, new ErrorSum(*last, *last, 0), work.Padded, work.Scale.Now)) / work.StateCount;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Interpolate(double fraction, double* destination)
    {
        _tableau.DenseWeights(fraction, new Span<double>(_weights, _stages));
        VectorLoops.Combine(destination, Workspace.State, _increments, _weights, (_stages, Workspace.Padded));
    }

    /// <inheritdoc/>
    public override double ErrorOf(int element) => ErrorShare * _increments[_stages - 1][element];

    /// <inheritdoc/>
    public override bool IsRegular(int lane) => _lu.IsRegular(lane);

    /// <summary>
    /// An upper bound of the product of a step and the largest eigenvalue at the start of the step tried last, for the worst lane:
    /// the largest column sum of the Jacobian's absolute values.
    /// </summary>
    /// <param name="step">The step.</param>
    public double Stiffness(double step)
    {
        LaneWorkspace work = Workspace;
        int width = work.Width;
        new Span<double>(_argument, work.Padded).Clear();
        int place = 0;
        foreach ((_, int column) in work.Kernel.JacobianPattern.Entries)
        {
            for (int lane = 0; lane < width; lane++)
            {
                _argument[(column * width) + lane] += Math.Abs(_jacobian[(place * width) + lane]);
            }

            place++;
        }

        Vector512<double> largest = Vector512<double>.Zero;
        for (int i = 0; i < work.Padded; i += 8)
        {
            largest = Vector512.Max(largest, Vector512.Load(_argument + i));
        }

        return step * work.Mask.LargestLane(largest);
    }

    /// <summary>Sets the counts to zero.</summary>
    public void ResetCounts()
    {
        JacobianCalls = 0;
        Factorizations = 0;
        LinearSolves = 0;
    }

    /// <inheritdoc/>
    public override void Accepted() => _jacobianIsCurrent = false;

    /// <inheritdoc/>
    public override void Forget()
    {
        Workspace.DerivativeIsCurrent = false;
        _jacobianIsCurrent = false;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _lu.Dispose();
        _block.Dispose();
    }

    private void Prepare(double time, double step)
    {
        LaneWorkspace work = Workspace;
        work.EnsureDerivative(time);
        if (!_jacobianIsCurrent)
        {
            work.SetTime(time);
            work.EvaluateJacobian(work.State, _jacobian, _timeDerivative);
            _jacobianIsCurrent = true;
            JacobianCalls++;
        }

        _lu.Factor(1 / (step * _tableau.Gamma), _jacobian);
        Factorizations++;
    }

    private void Argument(int stage)
    {
        if (Extends(stage))
        {
            double one = 1;
            VectorLoops.Combine(_argument, _argument, _increments + stage - 1, &one, (1, Workspace.Padded));
            return;
        }

        _tableau.A[stage].CopyTo(new Span<double>(_weights, stage));
        VectorLoops.Combine(_argument, Workspace.State, _increments, _weights, (stage, Workspace.Padded));
    }

    /// <summary>Whether a stage's argument is that of the one before plus its increment, as in the last stages of stiffly accurate methods.</summary>
    private bool Extends(int stage) =>
        stage > 1 && _tableau.A[stage][stage - 1] == 1 && _tableau.A[stage].AsSpan()[..(stage - 1)].SequenceEqual(_tableau.A[stage - 1].AsSpan());

    private void RightHandSide(int stage, double step, double* slope)
    {
        _weights[0] = _tableau.TimeFactors[stage] * step;
        for (int i = 0; i < stage; i++)
        {
            _weights[i + 1] = _tableau.C[stage][i] / step;
        }

        if (Workspace.Kernel.Mass is { } mass)
        {
            // (M/(h gamma) - J) U_i = f + M sum(c_ij U_j)/h + d_i h df/dt (Hairer and Wanner, Solving Ordinary Differential Equations II, 1996, section VI.4).
            VectorLoops.Combine(_increments[stage], slope, _terms, _weights, (1, Workspace.Padded));
            double one = 1;
            new Span<double>(_sum, Workspace.Padded).Clear();
            VectorLoops.Combine(_sum, _sum, _increments, _weights + 1, (stage, Workspace.Padded));
            mass.Multiply(_sum, _product, Workspace.Width);
            double* product = _product;
            VectorLoops.Combine(_increments[stage], _increments[stage], &product, &one, (1, Workspace.Padded));
            return;
        }

        // A stage without a time factor skips the first term.
        int skip = _weights[0] == 0 ? 1 : 0;
        VectorLoops.Combine(_increments[stage], slope, _terms + skip, _weights + skip, (stage + 1 - skip, Workspace.Padded));
    }
}
