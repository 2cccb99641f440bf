using System.Text.RegularExpressions;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Receptor;

/// <summary>Reads a substance with several concentrations: <c>ketamine 0,0.3,1,3 uM</c>.</summary>
internal static partial class DrugSteps
{
    /// <summary>A statement for each concentration; one empty statement for no substance.</summary>
    /// <param name="text">A substance and its concentrations.</param>
    /// <param name="cabinet">The drugs.</param>
    /// <param name="option">The option that it is from.</param>
    /// <exception cref="UserErrorException">It is not a name, numbers separated by commas, and a unit.</exception>
    public static IEnumerable<string> Of(string text, DrugCabinet cabinet, string option = "--drug")
    {
        string trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            return [""];
        }

        // A name may have digits in it (MK 801), so that known names are looked for first.
        int length = cabinet.TryTake(trimmed, out _, out _, out int known) ? known : OtherName().Match(trimmed).Length;
        Match steps = Steps().Match(trimmed[length..]);
        if (length == 0 || !steps.Success)
        {
            throw new UserErrorException($"{option} \"{text}\": expected a drug, its concentrations and a unit, for example \"ketamine 0,0.3,1,3 uM\"");
        }

        string name = trimmed[..length].Trim(), unit = steps.Groups["unit"].Value;
        return unit.Length == 0
            ? throw new UserErrorException($"{option} \"{text}\": the concentrations need a unit: nM, uM, mM or ng/mL")
            : steps.Groups["value"].Captures.Select(value => $"{name} {value.Value} {unit}");
    }

    [GeneratedRegex(@"^[^\s\d.][^\s]*(\s+[^\s\d.][^\s]*)*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex OtherName();

    [GeneratedRegex(
        @"^\s+(?<value>[\d.][\d.eE+-]*?)(\s*,\s*(?<value>[\d.][\d.eE+-]*?))*,?\s*(?<unit>[^\s\d.,+-].*)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Steps();
}
