using System.Diagnostics;

namespace Ketascope.Cli.Terminal;

/// <summary>One line on the error stream that says how far work is: only on a terminal, and only when the work takes longer than a second.</summary>
internal sealed class StatusLine : IDisposable
{
    private const int Longest = 79;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly Lock _lock = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly bool _enabled = !Console.IsErrorRedirected;
    private long _last = Stopwatch.GetTimestamp();
    private int _shown;
    private bool _ended;

    /// <summary>Shows a text in place of the last one, unless that was shown just now.</summary>
    /// <param name="text">The text, told how long the work has taken.</param>
    public void Show(Func<TimeSpan, string> text)
    {
        if (!_enabled || Stopwatch.GetElapsedTime(_last) < Pause || Stopwatch.GetElapsedTime(_start) < Patience)
        {
            return;
        }

        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            _last = Stopwatch.GetTimestamp();
            string line = text(Stopwatch.GetElapsedTime(_start));
            line = line[..Math.Min(line.Length, Longest)];
            Console.Error.Write("\r" + line.PadRight(_shown));
            _shown = line.Length;
        }
    }

    /// <summary>Takes the line away for good.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            if (_shown > 0)
            {
                Console.Error.Write("\r" + new string(' ', _shown) + "\r");
                _shown = 0;
            }
        }
    }
}
