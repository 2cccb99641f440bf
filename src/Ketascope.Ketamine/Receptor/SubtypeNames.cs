using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Receptor;

/// <summary>How papers name the subtypes of the NMDA receptor: <c>2B</c>, <c>GluN2B</c>, <c>NR2B</c>, <c>GluN1/GluN2B</c>, <c>NR1-1a/NR2B</c>.</summary>
public static partial class SubtypeNames
{
    /// <summary>The subtypes: the GluN2 subunit beside GluN1.</summary>
    public static ImmutableArray<string> All { get; } = ["2A", "2B", "2C", "2D"];

    /// <summary>The subtype of a name.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <returns><c>2A</c> ... <c>2D</c>, or null for any other name.</returns>
    public static string? Find(string name) => Parts(name) is [var only] ? only : null;

    /// <summary>The subtypes of a name that may be of several populations (<c>2A+2B</c>: receptors with GluN2A beside receptors with GluN2B).</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <exception cref="UserErrorException">It names no subtype, or a receptor with two different GluN2 subunits.</exception>
    public static ImmutableArray<string> Read(string name) =>
        TryRead(name, out ImmutableArray<string> parts, out string problem) ? parts : throw new UserErrorException(problem);

    /// <summary>The subtypes of a name that may be of several populations.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <param name="parts">The subtypes.</param>
    /// <param name="problem">Why there are none: it names no subtype, or a receptor with two different GluN2 subunits; empty where there are.</param>
    public static bool TryRead(string name, out ImmutableArray<string> parts, out string problem)
    {
        parts = Parts(name);
        string several = string.Join(" and ", parts.Select(part => $"GluN{part}"));
        problem = parts.IsEmpty ? $"there is no '{name}' among the subtypes {string.Join(", ", All)}{NearestName.Hint(name.ToUpperInvariant(), All)}"
            : parts.Length > 1 && !name.Contains('+', StringComparison.Ordinal)
                ? $"'{name}': receptors that hold {several} at once (triheteromers) are not modelled; {string.Join(',', parts)} are receptors of each kind"
            : "";
        return problem.Length == 0;
    }

    private static ImmutableArray<string> Parts(string name)
    {
        Match match = Name().Match(name);
        return match.Success ? [.. match.Groups["two"].Captures.Select(part => part.Value.ToUpperInvariant()).Distinct()] : [];
    }

    /// <summary>GluN1 in front, of any splice variant, may be left out; so may the family's name before each subunit.</summary>
    [GeneratedRegex(@"^\s*((GluN|NMDAR|NR|GRIN|N)?1([-_]?[1-4]?[ab])?\s*[-/+_ ]\s*)?(GluN|NMDAR|NR|GRIN|N)?(?<two>2[A-D])(\s*[+/]\s*(GluN|NMDAR|NR|GRIN|N)?(?<two>2[A-D]))*\s*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
