using System.Runtime.InteropServices;
using Ketascope.Solvers.Contract;

namespace Ketascope.Kernels;

/// <summary>The Jacobian of a kernel at the start of a solution, as a full matrix.</summary>
public static unsafe class JacobianMatrix
{
    private const int Alignment = 64;

    /// <summary>Computes it: how the rate of change of the row's variable answers to the column's variable, at the start values.</summary>
    /// <param name="kernel">The kernel, of width 1.</param>
    /// <param name="startTime">The time at which the start values hold.</param>
    /// <param name="parameters">The parameters.</param>
    /// <exception cref="ArgumentException">The kernel is wider, or there are not as many parameters as it has.</exception>
    public static double[,] Of(CompiledKernel kernel, double startTime, ReadOnlySpan<double> parameters)
    {
        if (kernel.Width != 1 || parameters.Length != kernel.ParameterCount)
        {
            throw new ArgumentException("The kernel must have width 1 and one value a parameter.", nameof(parameters));
        }

        SparsityPattern pattern = kernel.JacobianPattern;
        int total = kernel.ParameterCount + kernel.HoistedCount + 1 + (2 * kernel.StateCount) + pattern.Entries.Length;
        double* buffer = (double*)NativeMemory.AlignedAlloc((nuint)(total * sizeof(double)), Alignment);
        try
        {
            double* time = buffer + kernel.ParameterCount + kernel.HoistedCount, state = time + 1, byTime = state + kernel.StateCount, values = byTime + kernel.StateCount;
            parameters.CopyTo(new Span<double>(buffer, parameters.Length));
            *time = startTime;
            kernel.Initialize(time, buffer, state);
            kernel.Jacobian(time, state, buffer, values, byTime);
            double[,] matrix = new double[kernel.StateCount, kernel.StateCount];
            for (int i = 0; i < pattern.Entries.Length; i++)
            {
                matrix[pattern.Entries[i].Row, pattern.Entries[i].Column] = values[i];
            }

            return matrix;
        }
        finally
        {
            NativeMemory.AlignedFree(buffer);
        }
    }
}
