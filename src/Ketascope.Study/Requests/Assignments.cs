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
    public static ImmutableSortedDictionary<string, double> Parse(IEnumerable<string> texts)
    {
        ImmutableSortedDictionary<string, double>.Builder values = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (string pair in texts.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            int equals = pair.IndexOf('=');
            string name = equals > 0 ? pair[..equals].Trim() : throw new UserErrorException($"'{pair}' is not of the form NAME=VALUE");
            string number = pair[(equals + 1)..];
            if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            {
                throw new UserErrorException($"the value '{number}' of '{name}' is not a finite number");
            }

            if (!values.TryAdd(name, value))
            {
                throw new UserErrorException($"'{name}' is given a value twice");
            }
        }

        return values.ToImmutable();
    }
}
