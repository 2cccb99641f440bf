using System.Collections.Frozen;

namespace Ketascope.Language.Expressions;

/// <summary>
/// The random distributions that Antimony and SBML's package for distributions know (Smith, Moodie, Bergmann et al. 2020, doi:10.1515/jib-2020-0018), as calls
/// of functions in text. Those with two more arguments than usual are truncated to the range that these give; Antimony calls four of them by names of their own
/// (<c>truncatedNormal</c>).
/// </summary>
public static class RandomFunctions
{
    private const string Truncated = "truncated";

    // How many arguments each takes; those that only the truncated form takes come last.
    private static readonly FrozenDictionary<string, int[]> Counts = new Dictionary<string, int[]>(StringComparer.Ordinal)
    {
        ["normal"] = [2, 4],
        ["truncatedNormal"] = [4],
        ["uniform"] = [2],
        ["exponential"] = [1, 3],
        ["truncatedExponential"] = [3],
        ["gamma"] = [2, 4],
        ["truncatedGamma"] = [4],
        ["poisson"] = [1, 3],
        ["truncatedPoisson"] = [3],
        ["bernoulli"] = [1],
        ["binomial"] = [2, 4],
        ["cauchy"] = [1, 2, 4],
        ["chisquare"] = [1, 3],
        ["laplace"] = [1, 2, 4],
        ["lognormal"] = [2, 4],
        ["rayleigh"] = [1, 3],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => Counts.Keys;

    /// <summary>Whether a function's name is that of a distribution.</summary>
    public static bool Contains(string name) => Counts.ContainsKey(name);

    /// <summary>How many arguments a distribution may have.</summary>
    /// <exception cref="KeyNotFoundException">There is no such distribution.</exception>
    public static IReadOnlyList<int> ArgumentCounts(string name) => Counts[name];

    /// <summary>The name in SBML, without the address of its symbols: <c>normal</c> for <c>truncatedNormal</c>.</summary>
    public static string SbmlName(string name) => name.StartsWith(Truncated, StringComparison.Ordinal) ? name[Truncated.Length..].ToLowerInvariant() : name;

    /// <summary>The name of SBML's function with so many arguments; null where there is none.</summary>
    public static string? FromSbml(string symbol, int arguments)
    {
        if (symbol.StartsWith(Truncated, StringComparison.Ordinal) || !Counts.TryGetValue(symbol, out int[]? counts) || !counts.Contains(arguments))
        {
            return null;
        }

        string truncated = $"{Truncated}{char.ToUpperInvariant(symbol[0])}{symbol[1..]}";
        return Counts.TryGetValue(truncated, out int[]? ofTruncated) && ofTruncated.Contains(arguments) ? truncated : symbol;
    }
}
