using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ketascope.Solvers.Contract;

namespace Ketascope.Solvers.Lanes;

/// <summary>Writes the asked quantities at the asked times into the caller's buffer.</summary>
internal sealed unsafe class OutputWriter
{
    private readonly LaneWorkspace _work;
    private readonly int _width;
    private double* _times;
    private int _timeCount;
    private ReadOnlyMemory<int> _stored;
    private double* _values;
    private int _next;
    private bool _inOrder;
    private bool _direct;
    private bool _needsOutputs;
    private uint _failed;

    /// <summary>Makes a writer.</summary>
    /// <param name="work">The shared buffers.</param>
    public OutputWriter(LaneWorkspace work)
    {
        _work = work;
        _width = work.Kernel.Width;
    }

    /// <summary>The next time at which values are asked; infinity when all are written.</summary>
    public double NextTime { get; private set; }

    /// <summary>
    /// Whether states may be computed in <see cref="Slot"/> itself: what is asked is all states in their order, they stand as vectors do, and they are to stay
    /// in the caches.
    /// </summary>
    public bool IsDirect { get; private set; }

    /// <summary>Whether states are to be written by <see cref="Stream"/> as soon as they are known.</summary>
    public bool Streams { get; private set; }

    /// <summary>Where the next values go.</summary>
    public double* Slot => _values + ((long)_next * _stored.Length * _width);

    /// <summary>The times at which values are still asked, pinned.</summary>
    public double* Times => _times + _next;

    /// <summary>How many of <see cref="Times"/> lie before a time.</summary>
    /// <param name="time">The time.</param>
    public int CountBefore(double time)
    {
        int place = new ReadOnlySpan<double>(_times, _timeCount)[_next..].BinarySearch(time);
        int count = place < 0 ? ~place : place;
        while (count > 0 && Times[count - 1] == time)
        {
            count--;
        }

        return count;
    }

    /// <summary>Copies states past the caches: some at a time, while others are computed, so that the memory need not be waited for.</summary>
    /// <param name="states">The states, aligned.</param>
    /// <param name="place">How many times after the next they belong to.</param>
    /// <param name="count">The number of times.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Stream(double* states, int place, int count)
    {
        double* target = Slot + ((long)place * _work.Size), end = states + ((long)count * _work.Size);
        for (; states < end; states += 8, target += 8)
        {
            Vector512.LoadAligned(states).StoreAlignedNonTemporal(target);
        }
    }

    /// <summary>Writes states at the next times.</summary>
    /// <param name="states">The states at each of the times, one after the other; where <see cref="IsDirect"/> it is <see cref="Slot"/>, and where
    /// <see cref="Streams"/> they stand there already.</param>
    /// <param name="count">The number of times.</param>
    public void WriteNext(double* states, int count)
    {
        if (_inOrder && _failed == 0)
        {
            if (!IsDirect && !Streams)
            {
                Buffer.MemoryCopy(states, Slot, (long)count * _work.Size * sizeof(double), (long)count * _work.Size * sizeof(double));
            }

            _next += count;
        }
        else
        {
            for (int i = 0; i < count; i++, _next++)
            {
                Copy(states + ((long)i * _work.Size));
                if (_failed != 0)
                {
                    BlankFailed();
                }
            }
        }

        UpdateNextTime();
    }

    /// <summary>Ends a batch: what was written is seen by other threads from here on.</summary>
    public void Finish()
    {
        if (Streams)
        {
            Interlocked.MemoryBarrier();
        }
    }

    /// <summary>Starts a batch.</summary>
    /// <param name="problem">What is asked.</param>
    /// <param name="times">The output times, pinned.</param>
    /// <param name="values">The caller's buffer.</param>
    public void Start(BatchProblem problem, double* times, double* values)
    {
        _times = times;
        _timeCount = problem.OutputTimes.Length;
        _stored = problem.Stored;
        _values = values;
        _next = 0;
        _failed = 0;
        _needsOutputs = false;
        ReadOnlySpan<int> stored = _stored.Span;
        bool inOrder = stored.Length == _work.Kernel.StateCount;
        for (int i = 0; i < stored.Length; i++)
        {
            _needsOutputs |= stored[i] >= _work.Kernel.StateCount;
            inOrder &= stored[i] == i;
        }

        bool isAligned = ((nint)values & 63) == 0;
        _inOrder = inOrder;
        Streams = problem.WritesPastCaches && inOrder && isAligned && _work.Size == _work.Padded;
        _direct = inOrder && _work.Size == _work.Padded;
        IsDirect = _direct && isAligned && !Streams;
        UpdateNextTime();
    }

    /// <summary>Makes all later values of a lane not-a-number.</summary>
    /// <param name="lane">The lane.</param>
    public void Fail(int lane) => _failed |= 1u << lane;

    /// <summary>Writes the values asked within the step tried last.</summary>
    /// <param name="stepper">The stepper that tried it.</param>
    /// <param name="start">The time at its start.</param>
    /// <param name="step">Its size.</param>
    /// <param name="end">The time at its end, which is left to the next call.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteWithin(Stepper stepper, double start, double step, double end)
    {
        while (NextTime < end)
        {
            double* states = _direct ? Slot : _work.Scratch;
            stepper.Interpolate((NextTime - start) / step, states);
            Finish(states);
        }
    }

    /// <summary>Writes the values asked at the current time.</summary>
    /// <param name="time">The time of <see cref="LaneWorkspace.State"/>.</param>
    public void WriteAt(double time)
    {
        while (NextTime <= time)
        {
            if (_direct)
            {
                new ReadOnlySpan<double>(_work.State, _work.Size).CopyTo(new Span<double>(Slot, _work.Size));
            }

            Finish(_work.State);
        }
    }

    /// <summary>Writes the values of one lane at the current time into a row of samples; not-a-number when the lane failed.</summary>
    /// <param name="row">Which row, from 0.</param>
    /// <param name="lane">Which lane.</param>
    /// <param name="time">The time of <see cref="LaneWorkspace.State"/>.</param>
    public void Sample(int row, int lane, double time)
    {
        if (_needsOutputs)
        {
            _work.Past?.Fill(time, _work.State);
            _work.SetTime(time);
            _work.Kernel.Outputs(_work.Time, _work.State, _work.Context, _work.Outputs);
        }

        ReadOnlySpan<int> stored = _stored.Span;
        double* slot = _values + ((long)(_timeCount + row) * stored.Length * _width) + lane;
        for (int i = 0; i < stored.Length; i++)
        {
            slot[i * _width] = (_failed >> lane & 1) != 0 ? double.NaN : Source(_work.State, stored[i])[lane];
        }
    }

    /// <summary>Makes not-a-number of all that is not written yet: no lane is left.</summary>
    public void Abandon()
    {
        int count = _stored.Length * _width;
        new Span<double>(Slot, (_timeCount - _next) * count).Fill(double.NaN);
        _next = _timeCount;
        UpdateNextTime();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish(double* states)
    {
        if (!_direct)
        {
            Copy(states);
        }

        if (_failed != 0)
        {
            BlankFailed();
        }

        _next++;
        UpdateNextTime();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Copy(double* states)
    {
        if (_needsOutputs)
        {
            _work.Past?.Fill(_times[_next], states);
            _work.SetTime(_times[_next]);
            _work.Kernel.Outputs(_work.Time, states, _work.Context, _work.Outputs);
        }

        ReadOnlySpan<int> stored = _stored.Span;
        double* slot = Slot;
        for (int i = 0; i < stored.Length; i++, slot += _width)
        {
            double* source = Source(states, stored[i]);
            if (_width == 8)
            {
                Vector512.Load(source).Store(slot);
                continue;
            }

            for (int lane = 0; lane < _width; lane++)
            {
                slot[lane] = source[lane];
            }
        }
    }

    /// <summary>Where the values of a stored quantity stand in all lanes.</summary>
    private double* Source(double* states, int quantity)
    {
        int stateCount = _work.Kernel.StateCount;
        return quantity < stateCount ? states + (quantity * _width) : _work.Outputs + ((quantity - stateCount) * _width);
    }

    private void BlankFailed()
    {
        double* slot = Slot;
        for (int i = 0; i < _stored.Length * _width; i++)
        {
            slot[i] = (_failed >> (i % _width) & 1) != 0 ? double.NaN : slot[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void UpdateNextTime() => NextTime = _next < _timeCount ? _times[_next] : double.PositiveInfinity;
}
