using System.Globalization;
using System.Text;

namespace Ketascope.Tests.Models;

/// <summary>Model texts of a central compartment <c>central</c> fed from a depot <c>gut</c>, with none, one or two peripheral compartments; the concentration is <c>C</c>.</summary>
internal static class MammillaryText
{
    internal static string Write(double volume, double clearance, double absorptionRate, params (double Volume, double Clearance)[] peripheral)
    {
        StringBuilder text = new();
        Line(text, $"model mammillary");
        Line(text, $"  substanceOnly species gut, central;");
        Line(text, $"  absorption: gut -> central; KA*gut;");
        Line(text, $"  elimination: central -> ; CL/V*central;");
        Line(text, $"  C := central/V;");
        Line(text, $"  gut = 0; central = 0; V = {volume:R}; CL = {clearance:R}; KA = {absorptionRate:R};");
        for (int i = 1; i <= peripheral.Length; i++)
        {
            Line(text, $"  substanceOnly species peripheral_{i};");
            Line(text, $"  distribution_{i}: central -> peripheral_{i}; Q_{i}/V*central - Q_{i}/V_{i}*peripheral_{i};");
            Line(text, $"  peripheral_{i} = 0; V_{i} = {peripheral[i - 1].Volume:R}; Q_{i} = {peripheral[i - 1].Clearance:R};");
        }

        Line(text, $"end");
        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
