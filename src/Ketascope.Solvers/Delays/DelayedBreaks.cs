namespace Ketascope.Solvers.Delays;

/// <summary>
/// Times at which a jump or bend of the solution comes back by a delay. Each return is smoother than the one before, so that after some of them steps need not
/// end there. Bellen A, Zennaro M (2003) Numerical Methods for Delay Differential Equations, chapter 2, doi:10.1093/acprof:oso/9780198506546.001.0001.
/// </summary>
internal sealed class DelayedBreaks
{
    private const int Returns = 5;
    private const int Most = 10_000;
    private readonly SortedDictionary<double, int> _times = [];
    private int _return;

    /// <summary>The next time; infinity for none.</summary>
    public double Next => _times.Count > 0 ? _times.First().Key : double.PositiveInfinity;

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _times.Clear();
        _return = 0;
    }

    /// <summary>Takes the times away that are reached.</summary>
    /// <param name="time">The time.</param>
    /// <returns>Whether there were any.</returns>
    public bool Reach(double time)
    {
        bool any = false;
        _return = Returns;
        while (_times.Count > 0 && _times.First() is var (first, number) && first <= time)
        {
            _return = Math.Min(_return, number);
            any = true;
            _times.Remove(first);
        }

        _return = any ? _return : 0;
        return any;
    }

    /// <summary>Adds a return.</summary>
    /// <param name="now">The time.</param>
    /// <param name="time">When it returns.</param>
    public void Add(double now, double time)
    {
        if (time > now && double.IsFinite(time) && _return < Returns && _times.Count < Most)
        {
            _times[time] = Math.Min(_times.GetValueOrDefault(time, int.MaxValue), _return + 1);
        }
    }
}
