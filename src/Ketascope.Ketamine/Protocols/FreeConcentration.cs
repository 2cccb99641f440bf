using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Drugs;

namespace Ketascope.Ketamine.Protocols;

/// <summary>A concentration of one drug as people write it: <c>0.8uM</c>, <c>190 ng/mL</c>.</summary>
internal static partial class FreeConcentration
{
    /// <summary>Reads a concentration.</summary>
    /// <param name="drug">The drug, whose molar mass turns masses into moles.</param>
    /// <param name="text">The text.</param>
    /// <returns>The concentration, uM; null where the text is none, or the molar mass is needed and not known.</returns>
    public static double? Read(DrugFile drug, string text)
    {
        Match match = Form().Match(text);
        if (!match.Success)
        {
            return null;
        }

        double value = double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        string unit = match.Groups[2].Value;
        return ProtocolUnits.Concentration.TryGetValue(unit, out double factor) ? value * factor
            : ProtocolUnits.Mass.TryGetValue(unit, out double mass) && drug.MolarMass is { } molar ? value * mass / molar
            : null;
    }

    [GeneratedRegex(@"^\s*(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*(\S+)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
