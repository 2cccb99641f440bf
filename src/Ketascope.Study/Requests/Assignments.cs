using System.Collections.Immutable;
using System.Globalization;

namespace Ketascope.Study.Requests;

/// <summary>Reads values given to names on the command line.</summary>
public static class Assignments
{
    /// <summary>Reads <c>NAME=VALUE</c> pairs, separated by commas or given one by one.</summary>
    /// <param name="texts">The texts.</param>
    /// <returns>The value of each name.</returns>
    /// <exception cref="UserErrorException">A text is no such pair, a value is no finite number, or a name is given twice.</exception>
    public static ImmutableSortedDictionary<string, double> Parse(IEnumerable<string> texts) =>
        ParseWords(texts).ToImmutableSortedDictionary(one => one.Key, one => Number(one.Key, one.Value), StringComparer.Ordinal);

    /// <summary>Reads <c>NAME=VALUE</c> pairs whose values may be words, separated by commas or given one by one.</summary>
    /// <param name="texts">The texts.</param>
    /// <returns>The value of each name, as it was written.</returns>
    /// <exception cref="UserErrorException">A text is no such pair, or a name is given twice.</exception>
    public static ImmutableSortedDictionary<string, string> ParseWords(IEnumerable<string> texts)
    {
        ImmutableSortedDictionary<string, string>.Builder values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string pair in texts.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            int equals = pair.IndexOf('=');
            string name = equals > 0 ? pair[..equals].Trim() : throw new UserErrorException($"'{pair}' is not of the form NAME=VALUE");
            if (!values.TryAdd(name, pair[(equals + 1)..].Trim()))
            {
                throw new UserErrorException($"'{name}' is given a value twice");
            }
        }

        return values.ToImmutable();
    }

    private static double Number(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new UserErrorException($"the value '{text}' of '{name}' is not a finite number");
}
