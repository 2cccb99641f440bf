using System.Text.RegularExpressions;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>Molar masses of analytes, from the drugs that come with the program.</summary>
internal static partial class MolarMasses
{
    /// <summary>The molar mass of an analyte, g/mol.</summary>
    /// <param name="drugs">The drugs; null where none are known.</param>
    /// <param name="analyte">Its name; stereoisomers that have no file of their own are of the mass of the others.</param>
    /// <exception cref="UserErrorException">It is not known.</exception>
    public static double Of(DrugCabinet? drugs, string analyte) =>
        (Known(drugs, analyte.Trim()) ?? Known(drugs, Isomer().Replace(analyte.Trim(), ""))) is { } mass
            ? mass
            : throw new UserErrorException($"the molar mass of '{analyte}' is not known; give the value in a unit of mass, such as ng/mL");

    private static double? Known(DrugCabinet? drugs, string name) => drugs is not null && drugs.TryFind(name, out DrugFile drug) ? drug.MolarMass : null;

    [GeneratedRegex(@"^(\([^()]*\)|[SR](\([+-]\))?)-", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Isomer();
}
