using System.Diagnostics;
using System.Globalization;

namespace Ketascope.Cli.Terminal;

/// <summary>One line on the error stream that tells how many subjects are done: only on a terminal, and only when the work takes longer than a second.</summary>
internal sealed class ProgressLine(int subjects) : IProgress<int>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly bool _enabled = !Console.IsErrorRedirected;
    private long _last = Stopwatch.GetTimestamp();
    private bool _shown;

    public void Report(int value)
    {
        if (!_enabled || Stopwatch.GetElapsedTime(_last) < TimeSpan.FromMilliseconds(200) || Stopwatch.GetElapsedTime(_start) < Patience)
        {
            return;
        }

        lock (_lock)
        {
            _last = Stopwatch.GetTimestamp();
            _shown = true;
            double left = Stopwatch.GetElapsedTime(_start).TotalSeconds * (subjects - value) / value;
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{value} of {subjects} subjects, about {left:F0} s left    "));
        }
    }

    public void Dispose()
    {
        if (_shown)
        {
            Console.Error.Write("\r" + new string(' ', 60) + "\r");
            _shown = false;
        }
    }
}
