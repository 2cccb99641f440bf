using System.Collections.Immutable;

namespace Ketascope.Study.Requests;

/// <summary>
/// The names of dosing parameters: for a species <c>X</c> the text may give <c>F_X</c> (bioavailability), <c>ALAG_X</c> (lag), <c>R_X</c> (rate) and
/// <c>D_X</c> (duration), in a submodel <c>A</c> as <c>A.F_X</c>.
/// </summary>
internal static class DosingParameters
{
    private static readonly ImmutableArray<string> Kinds = ["F", "ALAG", "R", "D"];

    /// <summary>The names of a compartment's.</summary>
    /// <param name="compartment">The compartment.</param>
    public static IEnumerable<string> Of(string compartment) => Kinds.Select(kind => Name(kind, compartment));

    /// <summary>The name of a dosing parameter, in the submodel of its species.</summary>
    /// <param name="kind">F, ALAG, R or D.</param>
    /// <param name="compartment">The compartment.</param>
    public static string Name(string kind, string compartment)
    {
        int dot = compartment.LastIndexOf('.') + 1;
        return $"{compartment[..dot]}{kind}_{compartment[dot..]}";
    }
}
