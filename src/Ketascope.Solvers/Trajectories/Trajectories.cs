using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ketascope.Solvers.Trajectories;

/// <summary>Values of named quantities at given times for a number of subjects: what a run returns.</summary>
/// <remarks>Stored as the solver writes it: by batch of <see cref="Width"/> subjects, then time, then quantity, then lane.</remarks>
public sealed class Trajectories
{
    private const int Alignment = 64 / sizeof(double);
    private readonly double[][] _batches;
    private readonly int[] _starts;

    /// <summary>Makes room for the values of a run; every value is NaN until a solver writes it, so that a run that ends early shows nothing else.</summary>
    /// <param name="names">The names of the quantities.</param>
    /// <param name="times">The times, ascending.</param>
    /// <param name="subjectCount">The number of subjects.</param>
    /// <param name="width">The number of lanes of a batch.</param>
    public Trajectories(ImmutableArray<string> names, ImmutableArray<double> times, int subjectCount, int width)
    {
        Names = names;
        Times = times;
        SubjectCount = subjectCount;
        Width = width;
        _batches = new double[(subjectCount + width - 1) / width][];
        _starts = new int[_batches.Length];
        BatchLength = times.Length * names.Length * width;
        for (int batch = 0; batch < _batches.Length; batch++)
        {
            _batches[batch] = GC.AllocateUninitializedArray<double>(BatchLength + Alignment - 1, pinned: true);
            _batches[batch].AsSpan().Fill(double.NaN);
            _starts[batch] = StartOf(_batches[batch]);
        }
    }

    /// <summary>The names of the quantities.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The times, ascending.</summary>
    public ImmutableArray<double> Times { get; }

    /// <summary>The number of subjects.</summary>
    public int SubjectCount { get; }

    /// <summary>The number of lanes of a batch.</summary>
    public int Width { get; }

    /// <summary>The number of batches.</summary>
    public int BatchCount => _batches.Length;

    /// <summary>The number of values of a batch.</summary>
    public int BatchLength { get; }

    /// <summary>
    /// The buffer of a batch, to be written by a solver, at a multiple of 64 bytes: quantity <c>q</c> at time <c>t</c> in lane <c>l</c> at <c>[(t*names +
    /// q)*Width + l]</c>.
    /// </summary>
    /// <param name="batch">Which batch.</param>
    public Span<double> Batch(int batch) => _batches[batch].AsSpan(_starts[batch], BatchLength);

    /// <summary>One value.</summary>
    /// <param name="subject">Which subject, from 0.</param>
    /// <param name="quantity">Which quantity, an index into <see cref="Names"/>.</param>
    /// <param name="time">Which time, an index into <see cref="Times"/>.</param>
    public double this[int subject, int quantity, int time] =>
        _batches[subject / Width][_starts[subject / Width] + (((time * Names.Length) + quantity) * Width) + (subject % Width)];

    /// <summary>The same courses up to a time.</summary>
    /// <param name="count">How many times are kept, from the first on.</param>
    public Trajectories First(int count)
    {
        Trajectories first = new(Names, Times[..count], SubjectCount, Width);
        for (int batch = 0; batch < BatchCount; batch++)
        {
            Batch(batch)[..first.BatchLength].CopyTo(first.Batch(batch));
        }

        return first;
    }

    /// <summary>The course of one quantity in one subject.</summary>
    /// <param name="subject">Which subject, from 0.</param>
    /// <param name="quantity">Which quantity, an index into <see cref="Names"/>.</param>
    public double[] Course(int subject, int quantity)
    {
        double[] course = new double[Times.Length];
        Course(subject, quantity, course);
        return course;
    }

    /// <summary>Copies the course of one quantity in one subject.</summary>
    /// <param name="subject">Which subject, from 0.</param>
    /// <param name="quantity">Which quantity, an index into <see cref="Names"/>.</param>
    /// <param name="course">Where it goes: as many values as there are <see cref="Times"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Course(int subject, int quantity, Span<double> course)
    {
        ReadOnlySpan<double> batch = Batch(subject / Width);
        int stride = Names.Length * Width, place = (quantity * Width) + (subject % Width);
        for (int time = 0; time < course.Length; time++)
        {
            course[time] = batch[place + (time * stride)];
        }
    }

    /// <summary>The first element that stands at a multiple of 64 bytes; the array is pinned.</summary>
    private static unsafe int StartOf(double[] pinned) =>
        (int)((Alignment - ((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned)) / sizeof(double) % Alignment)) % Alignment);
}
