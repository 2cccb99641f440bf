using System.Runtime.ExceptionServices;

namespace Ketascope.Study.Populations;

/// <summary>
/// Pieces of work that threads do side by side, given out in their order; only a few are begun before the one that is given out next, so that memory
/// stays bounded.
/// </summary>
/// <typeparam name="T">What a piece gives.</typeparam>
internal sealed class OrderedWork<T> : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _finished = new(0);
    private readonly SemaphoreSlim _room;
    private readonly Dictionary<long, T> _done = [];
    private readonly Func<long, T> _work;
    private readonly long _count;
    private readonly int _threads;
    private ExceptionDispatchInfo? _failure;
    private long _next;
    private int _working;

    private OrderedWork(long count, int threads, Func<long, T> work)
    {
        (_count, _work) = (count, work);
        _threads = _working = (int)Math.Min(threads, count);
        _room = new SemaphoreSlim(_threads + 2);
    }

    /// <summary>Does the work.</summary>
    /// <param name="count">How many pieces.</param>
    /// <param name="threads">How many threads.</param>
    /// <param name="work">A piece, by its number from 0; called from any of the threads.</param>
    /// <exception cref="Exception">What a piece threw, once no piece is at work any more, and those before it have been given out.</exception>
    public static IEnumerable<T> Run(long count, int threads, Func<long, T> work)
    {
        if (count == 0)
        {
            yield break;
        }

        using OrderedWork<T> pieces = new(count, threads, work);
        Task[] workers =
        [
            .. Enumerable.Range(0, pieces._threads)
                .Select(_ => Task.Factory.StartNew(pieces.Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ];
        try
        {
            for (long piece = 0; piece < count; piece++)
            {
                yield return pieces.Take(piece);
                pieces._room.Release();
            }
        }
        finally
        {
            pieces.Stop();
            Task.WaitAll(workers);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _room.Dispose();
        _finished.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            _room.Wait();
            long piece = Interlocked.Increment(ref _next) - 1;
            if (piece >= _count)
            {
                Interlocked.Decrement(ref _working);
                _finished.Release();
                return;
            }

            try
            {
                T result = _work(piece);
                lock (_gate)
                {
                    _done[piece] = result;
                }
            }
#pragma warning disable CA1031 // Whatever it is, it is thrown again where the pieces are taken.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
                Stop();
            }

            _finished.Release();
        }
    }

    private T Take(long piece)
    {
        while (true)
        {
            bool ended = Volatile.Read(ref _working) == 0;
            lock (_gate)
            {
                if (_done.Remove(piece, out T? result))
                {
                    return result;
                }
            }

            if (ended)
            {
                _failure!.Throw();
            }

            _finished.Wait();
        }
    }

    /// <summary>Lets the threads end: no piece is begun any more.</summary>
    private void Stop()
    {
        Interlocked.Exchange(ref _next, _count);
        _room.Release(_threads);
    }
}
