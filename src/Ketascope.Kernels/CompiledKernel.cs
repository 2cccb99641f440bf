using System.Collections.Immutable;
using Ketascope.Kernels.Interpreter;
using Ketascope.Kernels.Passes;
using Ketascope.Solvers.Contract;

namespace Ketascope.Kernels;

/// <summary>A flat system as a kernel for the solvers, with the names of its quantities. Made by <see cref="KernelCompiler"/>.</summary>
/// <remarks>Derivatives, outputs and Jacobian are compiled when first called, hoisted terms and event times when called again and again; what runs once a batch
/// (start values, assignments of events) is interpreted.</remarks>
public sealed unsafe class CompiledKernel : LaneKernel
{
    private readonly KernelParts _parts;
    private readonly ImmutableArray<ConditionDescription> _conditions;
    private readonly EntryPoint _derivatives;
    private readonly EntryPoint _jacobian;
    private readonly Dictionary<string, int> _stateIndex;
    private readonly Dictionary<string, int> _parameterIndex;
    private readonly Dictionary<string, int> _outputIndex;

    internal CompiledKernel(KernelParts parts)
    {
        _parts = parts;
        _conditions = [.. parts.Conditions.Select(condition => condition.Description)];
        _derivatives = parts.Derivatives;
        _jacobian = parts.Jacobian;
        _stateIndex = Indices(parts.StateNames);
        _parameterIndex = Indices(parts.ParameterNames);
        _outputIndex = Indices(parts.OutputNames);
        Defaults = FindDefaults();
    }

    /// <inheritdoc/>
    public override int Width => _parts.Width;

    /// <inheritdoc/>
    public override int StateCount => _parts.StateNames.Length;

    /// <inheritdoc/>
    public override int ParameterCount => _parts.ParameterNames.Length;

    /// <inheritdoc/>
    /// <remarks>The modes of switches, which come first, and the scratch area of systems that take several methods are counted too; the latter holds nothing
    /// between calls.</remarks>
    public override int HoistedCount => _parts.HoistedCount;

    /// <inheritdoc/>
    public override int OutputCount => _parts.OutputNames.Length;

    /// <inheritdoc/>
    public override int EventCount => _parts.Events.Length;

    /// <inheritdoc/>
    public override ImmutableArray<ConditionDescription> Conditions => _conditions;

    /// <inheritdoc/>
    public override ImmutableArray<SwitchDescription> Switches => _parts.Switches.Descriptions;

    /// <inheritdoc/>
    public override void SwitchValues(double* time, double* state, double* context, double* values) =>
        _parts.SwitchValues.Run(time, state, context, values, null);

    /// <inheritdoc/>
    public override double NextTurn(int index, int lane, double* context, double after, double end) =>
        _parts.Switches.NextTurn(index, context + lane, after, end);

    /// <inheritdoc/>
    public override ImmutableArray<string> DenominatorTexts => _parts.Switches.DenominatorTexts;

    /// <inheritdoc/>
    public override void Denominators(double* time, double* state, double* context, double* values) =>
        _parts.Denominators.Run(time, state, context, values, null);

    /// <inheritdoc/>
    public override int DelayCount => _parts.DelayCount;

    /// <inheritdoc/>
    public override bool IsLinear => FirstNonlinearState < 0 && Conditions.IsEmpty;

    /// <summary>
    /// The index of the first state whose rate of change is not linear in the states with coefficients independent of time, or that holds a past value (of a
    /// system with algebraic equations: the first such equation); -1 when there is none.
    /// </summary>
    public int FirstNonlinearState => _parts.FirstNonlinearState;

    /// <inheritdoc/>
    public override MassMatrix? Mass => _parts.Mass;

    /// <inheritdoc/>
    public override SparsityPattern JacobianPattern => _parts.JacobianPattern;

    /// <summary>The names of the states, by index.</summary>
    public ImmutableArray<string> StateNames => _parts.StateNames;

    /// <summary>The names of the parameters, by index.</summary>
    public ImmutableArray<string> ParameterNames => _parts.ParameterNames;

    /// <summary>The names of the outputs, by index.</summary>
    public ImmutableArray<string> OutputNames => _parts.OutputNames;

    /// <summary>
    /// The parameters' values as the text gives or computes them (at time 0), one for each parameter; overridden ones with the value that the text computes.
    /// </summary>
    public ImmutableArray<double> Defaults { get; }

    /// <summary>The index of a state, or -1 when there is none of this name.</summary>
    public int StateIndex(string name) => _stateIndex.GetValueOrDefault(name, -1);

    /// <summary>The index of a parameter, or -1 when there is none of this name.</summary>
    public int ParameterIndex(string name) => _parameterIndex.GetValueOrDefault(name, -1);

    /// <summary>The index of an output, or -1 when there is none of this name.</summary>
    public int OutputIndex(string name) => _outputIndex.GetValueOrDefault(name, -1);

    /// <inheritdoc/>
    public override bool IsConcentration(int state) => _parts.AreConcentrations[state];

    /// <inheritdoc/>
    public override void Units(double* time, double* state, double* context, double* units) => _parts.Units.Run(time, state, context, units, null);

    /// <inheritdoc/>
    public override string StateName(int state) => _parts.StateNames[state];

    /// <inheritdoc/>
    public override void Initialize(double* time, double* context, double* state)
    {
        _parts.Initialize.Run(time, state, context, null, null);
        SetModes(time, state, context);
        Prepare(context);
    }

    /// <inheritdoc/>
    public override void SetModes(double* time, double* state, double* context) =>
        _parts.Switches.SetModes(time, state, context, context + (ParameterCount * Width));

    /// <inheritdoc/>
    public override void Prepare(double* context) => _parts.Prepare.Run(null, null, context, null, null);

    /// <inheritdoc/>
    public override void Derivatives(double* time, double* state, double* context, double* derivative) =>
        _derivatives.Run(time, state, context, derivative, null);

    /// <inheritdoc/>
    public override void Jacobian(double* time, double* state, double* context, double* values, double* timeDerivative) =>
        _jacobian.Run(time, state, context, values, timeDerivative);

    /// <inheritdoc/>
    public override void Outputs(double* time, double* state, double* context, double* outputs) =>
        _parts.Outputs.Run(time, state, context, outputs, null);

    /// <inheritdoc/>
    public override void DelayArguments(double* time, double* state, double* context, double* arguments) => _parts.DelayArguments.Run(time, state, context, arguments, null);

    /// <inheritdoc/>
    public override void FastDrives(double* time, double* state, double* context, double* drives) => _parts.FastDrives.Run(time, state, context, drives, null);

    /// <inheritdoc/>
    public override void EventTimes(double* context, double* times) => _parts.EventTimes.Run(null, null, context, times, null);

    /// <inheritdoc/>
    public override bool MayFireAtStart(int eventIndex) => _parts.Events[eventIndex].MayFireAtStart;

    /// <inheritdoc/>
    public override bool IsAfterTime(int eventIndex) => _parts.Events[eventIndex].IsAfterTime;

    /// <inheritdoc/>
    public override void Fire(int eventIndex, int lane, double* time, double* state, double* context) =>
        _parts.Events[eventIndex].Assignments.RunLane(lane, time, state, context);

    /// <inheritdoc/>
    public override void Triggers(double* time, double* state, double* context, double* values) => _parts.Triggers.Run(time, state, context, values, null);

    /// <inheritdoc/>
    public override void ConditionTiming(int condition, double* time, double* state, double* context, double* values) =>
        _parts.Conditions[condition].Timing.Run(time, state, context, values, null);

    /// <inheritdoc/>
    public override void ConditionValues(int condition, double* time, double* state, double* context, double* values) =>
        _parts.Conditions[condition].Values.Run(time, state, context, values, null);

    /// <inheritdoc/>
    public override void ConditionFactors(int condition, double* time, double* state, double* context, double* values) =>
        _parts.Conditions[condition].Factors.Run(time, state, context, values, null);

    private static Dictionary<string, int> Indices(ImmutableArray<string> names)
    {
        Dictionary<string, int> indices = new(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            indices.TryAdd(names[i], i);
        }

        return indices;
    }

    private ImmutableArray<double> FindDefaults()
    {
        double time = 0;
        double[] context = new double[Math.Max(1, ParameterCount + HoistedCount)], state = new double[Math.Max(1, StateCount)];
        fixed (double* c = context, s = state)
        {
            _parts.Defaults.Run(&time, s, c, null, null);
        }

        return [.. context.AsSpan(0, ParameterCount)];
    }
}

/// <summary>An event of a kernel.</summary>
/// <param name="MayFireAtStart">Whether it may fire at the very start.</param>
/// <param name="IsAfterTime">Whether its trigger is true only after its time.</param>
/// <param name="Assignments">What it assigns, for one lane.</param>
internal sealed record KernelEvent(bool MayFireAtStart, bool IsAfterTime, InterpretedEntry Assignments);

/// <summary>All that a <see cref="CompiledKernel"/> is made of.</summary>
internal sealed record KernelParts
{
    public required int Width { get; init; }

    public required ImmutableArray<string> StateNames { get; init; }

    public required ImmutableArray<bool> AreConcentrations { get; init; }

    public required EntryPoint Units { get; init; }

    public required ImmutableArray<string> ParameterNames { get; init; }

    public required ImmutableArray<string> OutputNames { get; init; }

    public required int HoistedCount { get; init; }

    public required SparsityPattern JacobianPattern { get; init; }

    public required int FirstNonlinearState { get; init; }

    public required EntryPoint Triggers { get; init; }

    public required KernelSwitches Switches { get; init; }

    public required EntryPoint SwitchValues { get; init; }

    public required EntryPoint Denominators { get; init; }

    public required ImmutableArray<KernelCondition> Conditions { get; init; }

    public required MassMatrix? Mass { get; init; }

    public required int DelayCount { get; init; }

    public required EntryPoint DelayArguments { get; init; }
    public required EntryPoint FastDrives { get; init; }

    public required EntryPoint Initialize { get; init; }

    public required EntryPoint Prepare { get; init; }

    public required EntryPoint Derivatives { get; init; }

    public required EntryPoint Jacobian { get; init; }

    public required EntryPoint Outputs { get; init; }

    public required EntryPoint EventTimes { get; init; }

    /// <summary>Computes all parameters and states for one lane from nothing but the text.</summary>
    public required EntryPoint Defaults { get; init; }

    public required ImmutableArray<KernelEvent> Events { get; init; }
}
