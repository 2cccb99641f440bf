using System.Collections.Immutable;
using System.Globalization;

namespace Ketascope.Study.Requests;

/// <summary>A stretch of time over which an area is asked for.</summary>
/// <param name="From">The start, in the unit of the run's times.</param>
/// <param name="To">The end, after the start.</param>
public readonly record struct TimeWindow(double From, double To)
{
    /// <summary>Whether it is the last dosing interval, whose area is called AUCtau.</summary>
    public bool IsInterval { get; init; }

    /// <summary>What the area over it is called: <c>AUC 0-12</c>, or <c>AUCtau</c>.</summary>
    public string Label => IsInterval ? "AUCtau" : string.Create(CultureInfo.InvariantCulture, $"AUC {From}-{To}");

    /// <summary>Reads <c>0:12</c> and lists such as <c>0:12,12:24</c>.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="time">Reads a time.</param>
    /// <exception cref="UserErrorException">A text has another form, a window does not end after it starts, or one is given twice.</exception>
    public static ImmutableArray<TimeWindow> Parse(IEnumerable<string> texts, Func<string, double> time)
    {
        ImmutableArray<TimeWindow>.Builder windows = ImmutableArray.CreateBuilder<TimeWindow>();
        foreach (string text in texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (text.Split(':') is not [{ Length: > 0 } from, { Length: > 0 } to])
            {
                throw new UserErrorException($"'{InputFile.Excerpt(text)}' is not a window of time; write --auc FROM:TO, for example --auc 0:12");
            }

            TimeWindow window = new(time(from), time(to));
            if (!(window.From < window.To))
            {
                throw new UserErrorException($"the window '{InputFile.Excerpt(text)}' of --auc must end after it starts");
            }

            windows.Add(windows.Contains(window) ? throw new UserErrorException($"--auc names the window '{InputFile.Excerpt(text)}' twice") : window);
        }

        return windows.ToImmutable();
    }
}
