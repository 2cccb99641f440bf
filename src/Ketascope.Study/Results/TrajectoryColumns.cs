using System.Buffers;
using System.Collections.Immutable;
using Ketascope.Solvers.Trajectories;

namespace Ketascope.Study.Results;

/// <summary>Trajectories of some subjects as columns of a table in long form: a row for each subject, time and quantity, in that order.</summary>
/// <param name="Quantities">The quantities.</param>
/// <param name="Times">The times of each subject.</param>
/// <param name="Subjects">The subjects' identifiers.</param>
/// <param name="Values">The values, a row each.</param>
public sealed record TrajectoryColumns(ImmutableArray<QuantityInfo> Quantities, ImmutableArray<double> Times, ImmutableArray<long> Subjects,
    ReadOnlyMemory<double> Values)
{
    private double[]? _rented;

    /// <summary>Gives the room of the values to other columns: they must not be read any more. May be left out.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } room)
        {
            ArrayPool<double>.Shared.Return(room);
        }
    }

    /// <summary>The columns of some trajectories.</summary>
    /// <remarks>
    /// Their room is lent: new arrays of 2 MB for every part of a population would let the collector of large objects run some forty times in 100,000
    /// people, and the system clear 800 MB of pages.
    /// </remarks>
    /// <param name="block">The trajectories.</param>
    /// <param name="times">How many of their times are taken, from the first on.</param>
    public static TrajectoryColumns Of(TrajectoryBlock block, int times = int.MaxValue)
    {
        Trajectories courses = block.Values;
        int count = Math.Min(times, courses.Times.Length), width = courses.Width, rows = count * courses.Names.Length;
        int length = checked(courses.SubjectCount * rows);
        double[] values = ArrayPool<double>.Shared.Rent(length);
        for (int batch = 0; batch < courses.BatchCount; batch++)
        {
            int active = Math.Min(width, courses.SubjectCount - (batch * width));
            Turn(courses.Batch(batch)[..(rows * width)], width, values.AsSpan(batch * width * rows, active * rows), rows);
        }

        return new TrajectoryColumns(block.Quantities, courses.Times[..count], block.Subjects, values.AsMemory(0, length)) { _rented = values };
    }

    /// <summary>Turns rows of lanes into one row after another of each lane.</summary>
    private static void Turn(ReadOnlySpan<double> lanes, int width, Span<double> values, int rows)
    {
        for (int lane = 0; lane * rows < values.Length; lane++)
        {
            Span<double> own = values.Slice(lane * rows, rows);
            for (int row = 0, place = lane; row < own.Length; row++, place += width)
            {
                own[row] = lanes[place];
            }
        }
    }
}
