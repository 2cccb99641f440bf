using System.Collections.Immutable;

namespace Ketascope.Study.Requests;

/// <summary>
/// The names that standard deviations of a residual error have in a text: <c>sigma_log_X</c>, <c>sigma_proportional_X</c> and <c>sigma_additive_X</c>
/// of an output <c>X</c>.
/// </summary>
internal static class Residual
{
    /// <summary>The kinds, in this order: of the logarithm, in proportion to the output, added to it.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["log", "proportional", "additive"];

    /// <summary>The name of a standard deviation.</summary>
    /// <param name="kind">Which of <see cref="Kinds"/>.</param>
    /// <param name="output">The output, in a submodel with the submodel's name before it.</param>
    public static string Name(int kind, string output)
    {
        string local = VariabilityText.LocalName(output);
        return $"{output[..^local.Length]}sigma_{Kinds[kind]}_{local}";
    }

    /// <summary>The output whose error a name belongs to; null for another name.</summary>
    /// <param name="name">The name.</param>
    public static string? OutputOf(string name)
    {
        string local = VariabilityText.LocalName(name);
        return Kinds.Select(kind => $"sigma_{kind}_").FirstOrDefault(start => local.StartsWith(start, StringComparison.Ordinal)) is { } prefix
            ? name[..^local.Length] + local[prefix.Length..] : null;
    }

    /// <summary>Whether a name is that of a standard deviation of an output's error.</summary>
    /// <param name="name">The name.</param>
    public static bool IsDeviation(string name) => OutputOf(name) is not null;
}
