using Ketascope.Kernels.Passes;

namespace Ketascope.Kernels.Interpreter;

/// <summary>An entry point that is interpreted.</summary>
/// <param name="schedule">What it computes.</param>
/// <param name="width">The number of lanes.</param>
internal sealed unsafe class InterpretedEntry(Schedule schedule, int width) : EntryPoint
{
    private readonly InstructionList _instructions = new(schedule);

    /// <inheritdoc/>
    public override void Run(double* time, double* state, double* context, double* first, double* second) =>
        Run(width, [(nint)time, (nint)state, (nint)context, (nint)first, (nint)second]);

    /// <summary>Computes the results for one lane alone; those of other lanes stay as they are.</summary>
    public void RunLane(int lane, double* time, double* state, double* context) =>
        Run(1, [(nint)(time + lane), (nint)(state + lane), (nint)(context + lane), 0, 0]);

    private void Run(int lanes, ReadOnlySpan<nint> buffers) => LaneInterpreter.Run(_instructions, buffers, lanes, width);
}
