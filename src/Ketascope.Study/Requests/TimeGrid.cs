using System.Collections.Immutable;
using System.Globalization;

namespace Ketascope.Study.Requests;

/// <summary>The times at which values are asked.</summary>
public static class TimeGrid
{
    /// <summary>The most points that a grid may have.</summary>
    public const int MaxPoints = 10_000_000;

    /// <summary>
    /// Reads <c>START:STEP:END</c> (the end is always included) or a list <c>0,0.5,1,2</c>. Points are START + k*STEP, never accumulated.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The times, strictly ascending.</returns>
    /// <exception cref="UserErrorException">The text is neither, or the times do not ascend.</exception>
    public static ImmutableArray<double> Parse(string text)
    {
        string[] parts = text.Split(':');
        if (parts.Length == 1)
        {
            return text.AsSpan().IndexOfAnyInRange('0', '9') < 0
                ? throw new UserErrorException($"the points '{InputFile.Excerpt(text)}' are neither START:STEP:END (for example 0:0.1:24) nor a list (0,0.5,1,2)")
                : Ascending([.. text.Split(',').Select(part => Number(part, text))], text);
        }

        if (parts.Length != 3)
        {
            throw new UserErrorException($"the points '{InputFile.Excerpt(text)}' are neither START:STEP:END (for example 0:0.1:24) nor a list (0,0.5,1,2)");
        }

        return Regular(Number(parts[0], text), Number(parts[1], text), Number(parts[2], text));
    }

    /// <summary>Times from a file: numbers separated by commas, white space or line ends; a first line that is no number is a header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">The file cannot be read or holds something else.</exception>
    public static ImmutableArray<double> Read(string path)
    {
        string[] words = InputFile.ReadText(path).Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        int skip = words.Length > 0 && !double.TryParse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? 1 : 0;
        return Ascending([.. words.Skip(skip).Select(word => Number(word, path))], path);
    }

    /// <summary>A regular grid from the start to the end; the last interval is shorter when the step does not divide the span.</summary>
    /// <param name="start">The first time.</param>
    /// <param name="step">The distance, above 0.</param>
    /// <param name="end">The last time, above the start.</param>
    /// <exception cref="UserErrorException">The step is not positive, the end is not after the start, or there are more than <see cref="MaxPoints"/> points.</exception>
    public static ImmutableArray<double> Regular(double start, double step, double end)
    {
        if (!(step > 0) || !(end > start) || !double.IsFinite(end - start))
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"points from {start} by {step} to {end}: the step must be above 0 and the end after the start"));
        }

        double span = (end - start) / step;
        if (span > MaxPoints)
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"points from {start} by {step} to {end} are {span:G3}; at most {MaxPoints} are allowed"));
        }

        // A span that is a whole number but for rounding (24/0.1) has no extra point just before its end.
        int whole = (int)Math.Round(span);
        int count = Math.Abs(span - whole) < 1e-9 * Math.Max(1, span) ? whole : (int)Math.Ceiling(span);
        ImmutableArray<double>.Builder times = ImmutableArray.CreateBuilder<double>(count + 1);
        for (int k = 0; k < count; k++)
        {
            times.Add(start + (k * step));
        }

        times.Add(end);
        return times.ToImmutable();
    }

    private static double Number(string word, string context) =>
        double.TryParse(word.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new UserErrorException($"'{InputFile.Excerpt(word.Trim())}' in '{InputFile.Excerpt(context)}' is not a finite number");

    private static ImmutableArray<double> Ascending(ImmutableArray<double> times, string context)
    {
        for (int i = 1; i < times.Length; i++)
        {
            if (!(times[i] > times[i - 1]))
            {
                throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"the times of '{InputFile.Excerpt(context)}' do not ascend: {times[i]} comes after {times[i - 1]}"));
            }
        }

        return times.IsEmpty ? throw new UserErrorException($"'{context}' holds no times") : times;
    }
}
