using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Antimony;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>What a dose is to reach: <c>150 ng/mL at 1 h</c>, <c>peak 200 ng/mL</c>, <c>S-ketamine auc 0-24 h 300 ng*h/mL</c>.</summary>
/// <param name="Analyte">What is measured; null where it is not said.</param>
/// <param name="Measure">When, or which measure of the course.</param>
/// <param name="Value">The value, above 0.</param>
/// <param name="Unit">Its unit.</param>
internal sealed partial record DoseTarget(string? Analyte, string Measure, double Value, string Unit)
{
    private const string Example = "for example '150 ng/mL at 1 h', 'peak 200 ng/mL' or 'S-ketamine auc 300 ng*h/mL'";

    private static readonly Regex Form = new(
        $@"^(?:(?<analyte>(?:[SR]-|es|ar)?(?:nor)?ketamine|{string.Join('|', Drug.All.Select(drug => drug.Measured).Distinct())})\s+)?" +
        @"(?:(?<measure>peak|c?max|auc|average)(?<window>\s+\d[\d.]*\s*-\s*\d[\d.]*\s*(?:h|min|d))?\s+)?(?:of\s+)?" +
        @"(?<value>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*(?<unit>[^\s\d]\S*)(?:\s+at\s+(?<at>end of infusion|\d[\d.]*\s*(?:s|min|h|d)))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Reads a target.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="UserErrorException">It has another form.</exception>
    public static DoseTarget Parse(string text)
    {
        Match match = Form.Match(text.Trim());
        if (!match.Success)
        {
            throw new UserErrorException($"'{text}' is not a value to reach; write {Example}");
        }

        string at = match.Groups["at"].Value, measure = match.Groups["measure"].Value;
        if (at.Length > 0 == measure.Length > 0)
        {
            throw new UserErrorException($"'{text}' says {(at.Length > 0 ? "both a time and a measure" : "neither a time nor a measure")}; write {Example}");
        }

        string unit = match.Groups["unit"].Value;
        string when = at.Length > 0 ? at : Spelled(measure) + match.Groups["window"].Value;
        string problem = UnitParser.TryParse(unit, out string misfit) is null ? misfit : ObservationVocabulary.MeasureProblem(when);
        if (problem.Length > 0)
        {
            throw new UserErrorException($"'{text}': {problem}");
        }

        double value = double.Parse(match.Groups["value"].ValueSpan, CultureInfo.InvariantCulture);
        return value > 0
            ? new DoseTarget(match.Groups["analyte"].Value is { Length: > 0 } analyte ? analyte : null, when, value, unit)
            : throw new UserErrorException($"'{text}': the value to reach must be above 0");
    }

    private static string Spelled(string measure) => Peak().Replace(measure, "max");

    [GeneratedRegex("^(peak|cmax|max)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Peak();
}
