using System.Collections.Immutable;
using Ketascope.Kernels.Interpreter;
using Ketascope.Kernels.Passes;
using Ketascope.Kernels.Switching;
using Ketascope.Kernels.VectorMath;
using Ketascope.Solvers.Contract;

namespace Ketascope.Kernels;

/// <summary>The switches of a kernel: what they are, and when those that depend on the time alone turn.</summary>
internal sealed unsafe class KernelSwitches
{
    private readonly TimeSwitch?[] _ofTime;
    private readonly InterpretedEntry _modes;
    private readonly int _width;

    /// <summary>Prepares them.</summary>
    /// <param name="lowered">The system.</param>
    /// <param name="switches">The switches.</param>
    /// <param name="denominators">The denominators that can pass 0.</param>
    /// <param name="width">The number of lanes.</param>
    /// <param name="isRead">Whether anything reads the mode of a switch; nothing does where it only tells where <c>min</c> or <c>max</c> bends.</param>
    public KernelSwitches(SystemGraph lowered, IReadOnlyList<Switch> switches, IReadOnlyList<int> denominators, int width, Func<int, bool> isRead)
    {
        _width = width;
        ExpressionGraph graph = lowered.Graph;
        IReadOnlyDictionary<int, string> names = switches.Count + denominators.Count == 0 ? new Dictionary<int, string>() : lowered.Names();
        Descriptions = [.. switches.Select((one, i) => new SwitchDescription
        {
            Text = SwitchText.Of(graph, one.Live, names),
            UsesTime = one.UsesTime,
            UsesStates = one.UsesStates,
            IsRelation = one.Kind is Operation.Sign or (>= Operation.Less and <= Operation.NotEqual),
            OnlyBends = !isRead(i),
            AtEquality = one.IsEquality ? (one.Kind == Operation.Equal ? 1 : 0) : null,
        })];
        _ofTime = [.. switches.Select(one => one.UsesStates ? null : new TimeSwitch(graph, one))];
        Store[] live = [.. switches.Select((one, i) => new Store(one.Live, KernelBuffer.First, i))];
        _modes = new InterpretedEntry(Schedule.Of(graph, live), width);
        Values = Schedule.Of(graph, [.. live, .. switches.Select((one, i) => new Store(one.Margin, KernelBuffer.First, switches.Count + i))]);
        DenominatorTexts = [.. denominators.Select(node => SwitchText.Of(graph, node, names))];
        Denominators = Schedule.Of(graph, [.. denominators.Select((node, i) => new Store(node, KernelBuffer.First, i))]);
    }

    /// <summary>The texts of the denominators that can pass 0.</summary>
    public ImmutableArray<string> DenominatorTexts { get; }

    /// <summary>Computes them.</summary>
    public Schedule Denominators { get; }

    /// <summary>How many there are.</summary>
    public int Count => Descriptions.Length;

    /// <summary>What the solver must know of them.</summary>
    public ImmutableArray<SwitchDescription> Descriptions { get; }

    /// <summary>Computes the values of all, then the margins of all.</summary>
    public Schedule Values { get; }

    /// <summary>Sets the modes to the values of the moment.</summary>
    /// <param name="time">The time.</param>
    /// <param name="state">The states.</param>
    /// <param name="context">The context.</param>
    /// <param name="modes">Where they go.</param>
    public void SetModes(double* time, double* state, double* context, double* modes)
    {
        if (Count > 0)
        {
            _modes.Run(time, state, context, modes, null);
        }
    }

    /// <summary>When a switch of time turns next.</summary>
    /// <param name="index">Which.</param>
    /// <param name="context">The context of the lane.</param>
    /// <param name="after">The time after which is looked.</param>
    /// <param name="end">The time until which is looked.</param>
    public double NextTurn(int index, double* context, double after, double end) =>
        _ofTime[index]?.Next(context, _width, after, end) ?? double.PositiveInfinity;
}
