using System.Runtime.InteropServices;
using Ketascope.Kernels.Passes;
using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Interpreter;

/// <summary>
/// Carries out an instruction list for some lanes with the scalar functions of <see cref="ScalarMath"/>: the oracle for emitted code,
/// and the way of the entry points that are called too rarely to be worth compiling.
/// </summary>
internal static unsafe class LaneInterpreter
{
    /// <summary>Computes the results of a list. All are computed before any is stored.</summary>
    /// <param name="list">The instructions.</param>
    /// <param name="buffers">The five buffers, in the order of <see cref="KernelBuffer"/>; those that the list does not use may be null.</param>
    /// <param name="lanes">How many lanes are computed, from the one that the buffers point to.</param>
    /// <param name="stride">The distance between two elements of a buffer.</param>
    public static void Run(InstructionList list, ReadOnlySpan<nint> buffers, int lanes, int stride)
    {
        // Native memory: no garbage, and no limit of the stack's size.
        double* slots = (double*)NativeMemory.Alloc((nuint)Math.Max(1, list.SlotCount * lanes), sizeof(double));
        try
        {
            foreach (ref readonly Instruction instruction in list.Instructions)
            {
                Execute(instruction, slots, buffers, lanes, stride);
            }

            foreach (Store store in list.Stores)
            {
                double* target = (double*)buffers[(int)store.Buffer] + (store.Element * stride);
                new ReadOnlySpan<double>(slots + (store.Node * lanes), lanes).CopyTo(new Span<double>(target, lanes));
            }
        }
        finally
        {
            NativeMemory.Free(slots);
        }
    }

    private static void Execute(in Instruction instruction, double* slots, ReadOnlySpan<nint> buffers, int lanes, int stride)
    {
        Span<double> target = new(slots + (instruction.Target * lanes), lanes);
        switch (instruction.Operation)
        {
            case Operation.Constant:
                target.Fill(instruction.Value);
                break;
            case Operation.Time:
                new ReadOnlySpan<double>((double*)buffers[(int)KernelBuffer.Time], lanes).CopyTo(target);
                break;
            case Operation.State:
                new ReadOnlySpan<double>((double*)buffers[(int)KernelBuffer.State] + (instruction.A * stride), lanes).CopyTo(target);
                break;
            case Operation.Context:
                new ReadOnlySpan<double>((double*)buffers[(int)KernelBuffer.Context] + (instruction.A * stride), lanes).CopyTo(target);
                break;
            default:
                double* a = slots + (instruction.A * lanes), b = slots + (instruction.B * lanes), c = slots + (instruction.C * lanes);
                for (int lane = 0; lane < lanes; lane++)
                {
                    target[lane] = ScalarMath.Apply(instruction.Operation, a[lane], b[lane], c[lane]);
                }

                break;
        }
    }
}
