using System.Runtime.InteropServices;

namespace Ketascope.Kernels;

/// <summary>
/// The values of a kernel at the start of a solution, before anything was integrated: how a caller learns what the text computes, such as a subject's
/// bioavailability.
/// </summary>
/// <param name="Parameters">Parameter <c>i</c> of lane <c>l</c> at <c>[i*Width + l]</c>, those that follow from others computed.</param>
/// <param name="States">The start value of state <c>i</c> of lane <c>l</c> at <c>[i*Width + l]</c>.</param>
/// <param name="Outputs">Output <c>k</c> of lane <c>l</c> at <c>[k*Width + l]</c>.</param>
public sealed unsafe record StartValues(double[] Parameters, double[] States, double[] Outputs)
{
    private const int Alignment = 64;

    /// <summary>Computes them for one batch.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="startTime">The time at which the start values hold.</param>
    /// <param name="parameters">The parameters: parameter <c>i</c> of lane <c>l</c> at <c>[i*Width + l]</c>.</param>
    /// <exception cref="ArgumentException">There are not as many parameters as the kernel has.</exception>
    public static StartValues Of(CompiledKernel kernel, double startTime, ReadOnlySpan<double> parameters)
    {
        int width = kernel.Width;
        if (parameters.Length != kernel.ParameterCount * width)
        {
            throw new ArgumentException("There must be one value a parameter and lane.", nameof(parameters));
        }

        int contextLength = (kernel.ParameterCount + kernel.HoistedCount) * width;
        int total = contextLength + ((1 + kernel.StateCount + kernel.OutputCount) * width);

        // Each part starts at a whole number of lanes, and so is aligned for vectors of that many lanes.
        double* buffer = (double*)NativeMemory.AlignedAlloc((nuint)(total * sizeof(double)), Alignment);
        try
        {
            double* time = buffer + contextLength, state = time + width, outputs = state + (kernel.StateCount * width);
            parameters.CopyTo(new Span<double>(buffer, parameters.Length));
            new Span<double>(time, width).Fill(startTime);
            kernel.Initialize(time, buffer, state);
            kernel.Outputs(time, state, buffer, outputs);
            return new StartValues(
                new ReadOnlySpan<double>(buffer, parameters.Length).ToArray(),
                new ReadOnlySpan<double>(state, kernel.StateCount * width).ToArray(),
                new ReadOnlySpan<double>(outputs, kernel.OutputCount * width).ToArray());
        }
        finally
        {
            NativeMemory.AlignedFree(buffer);
        }
    }
}
