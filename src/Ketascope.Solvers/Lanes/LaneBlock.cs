using System.Runtime.InteropServices;

namespace Ketascope.Solvers.Lanes;

/// <summary>
/// Memory outside the garbage-collected heap from which buffers are cut, each aligned to 64 bytes and padded to whole vectors of 8 numbers.
/// The padding is zero at the start and stays so under element-wise operations, so that loops need no remainder.
/// </summary>
internal sealed unsafe class LaneBlock : IDisposable
{
    private readonly List<nint> _buffers = [];

    /// <summary>Frees the memory of a block that was not disposed of.</summary>
    ~LaneBlock() => Free();

    /// <summary>A new buffer of zeros.</summary>
    /// <param name="count">How many numbers it holds at least.</param>
    public double* Take(int count)
    {
        nuint bytes = (nuint)Padded(count) * sizeof(double);
        void* buffer = NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(buffer, bytes);
        _buffers.Add((nint)buffer);
        return (double*)buffer;
    }

    /// <summary>A count rounded up to whole vectors of 8, at least one.</summary>
    /// <param name="count">The count.</param>
    public static int Padded(int count) => Math.Max(8, (count + 7) & ~7);

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        foreach (nint buffer in _buffers)
        {
            NativeMemory.AlignedFree((void*)buffer);
        }

        _buffers.Clear();
    }
}
