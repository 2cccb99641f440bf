using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ketascope.Solvers.Contract;

namespace Ketascope.Solvers.Lanes;

/// <summary>The buffers that every stepper shares: time, states, parameters and constant inputs of one batch of lanes.</summary>
internal sealed unsafe class LaneWorkspace : IDisposable
{
    private readonly LaneBlock _block = new();

    /// <summary>Makes the buffers for a kernel.</summary>
    /// <param name="kernel">The equations.</param>
    public LaneWorkspace(LaneKernel kernel)
    {
        Kernel = kernel;
        Width = kernel.Width;
        StateCount = kernel.StateCount;
        Size = StateCount * Width;
        Padded = LaneBlock.Padded(Size);
        Time = _block.Take(kernel.Width);
        Context = _block.Take((kernel.ParameterCount + kernel.HoistedCount) * kernel.Width);
        State = _block.Take(Size);
        NewState = _block.Take(Size);
        Derivative = _block.Take(Size);
        NewDerivative = _block.Take(Size);
        Input = _block.Take(Size);
        Scratch = _block.Take(Size);
        Outputs = _block.Take(kernel.OutputCount * kernel.Width);
        Scale = new ErrorScale(kernel);
    }

    /// <summary>The equations.</summary>
    public LaneKernel Kernel { get; }

    /// <summary>The number of lanes.</summary>
    public int Width { get; }

    /// <summary>The number of states.</summary>
    public int StateCount { get; }

    /// <summary>The number of states times the number of lanes.</summary>
    public int Size { get; }

    /// <summary><see cref="Size"/> rounded up to whole vectors.</summary>
    public int Padded { get; }

    /// <summary>The time given to the kernel.</summary>
    public double* Time { get; }

    /// <summary>Parameters and hoisted terms.</summary>
    public double* Context { get; }

    /// <summary>The states at the start of the step.</summary>
    public double* State { get; private set; }

    /// <summary>The states at the end of the step.</summary>
    public double* NewState { get; private set; }

    /// <summary>The rates of change at the start of the step, when <see cref="DerivativeIsCurrent"/>.</summary>
    public double* Derivative { get; private set; }

    /// <summary>The rates of change at the end of the step, where a stepper knows them.</summary>
    public double* NewDerivative { get; private set; }

    /// <summary>The constant input into each state.</summary>
    public double* Input { get; }

    /// <summary>Room for interpolated states.</summary>
    public double* Scratch { get; }

    /// <summary>Room for the kernel's outputs.</summary>
    public double* Outputs { get; }

    /// <summary>Where the kernel's past values come from; null where it asks for none.</summary>
    public DelayHistory? Past { get; set; }

    /// <summary>Evaluates slightly outside the domain of functions; null until a solution needs it.</summary>
    public DomainEdge? Edge { get; set; }

    /// <summary>Whether any constant input is not zero.</summary>
    public bool HasInput { get; set; }

    /// <summary>The elements of the state buffer whose rate of change is held at 0.</summary>
    public List<int> Resting { get; } = [];

    /// <summary>Whether <see cref="Derivative"/> belongs to <see cref="State"/>.</summary>
    public bool DerivativeIsCurrent { get; set; }

    /// <summary>Which lanes count.</summary>
    public LaneMask Mask { get; } = new();

    /// <summary>What errors are measured by.</summary>
    public ErrorScale Scale { get; }

    /// <summary>Evaluations of the rates of change.</summary>
    public long DerivativeCalls { get; set; }

    /// <summary>The rates of change, constant inputs included.</summary>
    /// <param name="time">The time.</param>
    /// <param name="state">The states.</param>
    /// <param name="derivative">Where they go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(double time, double* state, double* derivative)
    {
        Past?.Fill(time, state);
        SetTime(time);
        DerivativeCalls++;
        Kernel.Derivatives(Time, state, Context, derivative);
        Edge?.Mend(state, derivative);
        if (HasInput)
        {
            VectorLoops.AddTo(derivative, EquationInput(), Padded);
        }

        foreach (int element in Resting)
        {
            derivative[element] = 0;
        }
    }

    /// <summary>The constant input into each equation: with a mass matrix M, M times the input into the states.</summary>
    private double* EquationInput()
    {
        if (Kernel.Mass is not { } mass)
        {
            return Input;
        }

        mass.Multiply(Input, Scratch, Width);
        return Scratch;
    }

    /// <summary>The Jacobian, with empty rows for resting states.</summary>
    /// <param name="state">The states.</param>
    /// <param name="values">Where the entries go, in the order of the kernel's pattern.</param>
    /// <param name="timeDerivative">Where the derivatives with respect to time go.</param>
    public void EvaluateJacobian(double* state, double* values, double* timeDerivative)
    {
        if (Edge is null)
        {
            Kernel.Jacobian(Time, state, Context, values, timeDerivative);
        }
        else
        {
            Edge.Jacobian(state, values, timeDerivative);
        }

        Past?.AddTimeDerivative(state, values, timeDerivative);
        foreach (int element in Resting)
        {
            timeDerivative[element] = 0;
            ImmutableArray<(int Row, int Column)> entries = Kernel.JacobianPattern.Entries;
            for (int place = 0; place < entries.Length; place++)
            {
                int lane = element % Width;
                values[(place * Width) + lane] = entries[place].Row == element / Width ? 0 : values[(place * Width) + lane];
            }
        }
    }

    /// <summary>Computes <see cref="Derivative"/> unless it is current.</summary>
    /// <param name="time">The time of <see cref="State"/>.</param>
    public void EnsureDerivative(double time)
    {
        if (!DerivativeIsCurrent)
        {
            Evaluate(time, State, Derivative);
            DerivativeIsCurrent = true;
        }
    }

    /// <summary>Whether values of all lanes that count are finite.</summary>
    /// <param name="values">As many as states.</param>
    public bool IsFinite(double* values)
    {
        for (int element = 0; element < Size; element++)
        {
            if (!double.IsFinite(values[element]) && Mask.Contains(element % Width))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Sets the time given to the kernel.</summary>
    /// <param name="time">The time.</param>
    /// <remarks>Not inlined: a method with vectors of 512 bits cannot be compiled ahead of time, and its callers would start as unoptimized code.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void SetTime(double time)
    {
        if (Width == 8)
        {
            Vector512.Create(time).Store(Time);
            return;
        }

        new Span<double>(Time, Width).Fill(time);
    }

    /// <summary>Makes the end of a step the start of the next.</summary>
    /// <param name="derivativeKnown">Whether <see cref="NewDerivative"/> was computed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Accept(bool derivativeKnown)
    {
        double* state = State;
        State = NewState;
        NewState = state;
        DerivativeIsCurrent = derivativeKnown;
        if (derivativeKnown)
        {
            double* derivative = Derivative;
            Derivative = NewDerivative;
            NewDerivative = derivative;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Scale.Dispose();
        _block.Dispose();
    }
}
