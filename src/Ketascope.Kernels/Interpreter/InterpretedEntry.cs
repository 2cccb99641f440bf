using Ketascope.Kernels.Passes;

namespace Ketascope.Kernels.Interpreter;

/// <summary>An entry point that is interpreted.</summary>
internal sealed unsafe class InterpretedEntry : EntryPoint
{
    private readonly InstructionList _instructions;
    private readonly int _width;

    /// <summary>Prepares to interpret.</summary>
    /// <param name="schedule">What is computed.</param>
    /// <param name="width">The number of lanes.</param>
    public InterpretedEntry(Schedule schedule, int width)
    {
        _instructions = new InstructionList(schedule);
        _width = width;
        Run = RunLanes;
    }

    /// <summary>Computes the results for one lane alone; those of other lanes stay as they are.</summary>
    public void RunLane(int lane, double* time, double* state, double* context) =>
        LaneInterpreter.Run(_instructions, [(nint)(time + lane), (nint)(state + lane), (nint)(context + lane), 0, 0], 1, _width);

    private void RunLanes(double* time, double* state, double* context, double* first, double* second) =>
        LaneInterpreter.Run(_instructions, [(nint)time, (nint)state, (nint)context, (nint)first, (nint)second], _width, _width);
}
