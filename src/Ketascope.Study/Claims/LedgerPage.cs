using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ketascope.Study.Plots;
using Ketascope.Study.Results;

namespace Ketascope.Study.Claims;

/// <summary>The ledger for readers (one HTML page) and for programs (JSON).</summary>
public static class LedgerPage
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A number with three digits, with more where rounding would put it on the other side of an end of what is expected, and its unit.</summary>
    /// <param name="finding">The number.</param>
    public static string Measured(Finding finding)
    {
        int digits = 3;
        while (digits < 7 && finding.Expectation.IsInside(
            double.Parse(Number(finding.Measured, digits), CultureInfo.InvariantCulture)) != finding.Expectation.IsInside(finding.Measured))
        {
            digits++;
        }

        return $"{Number(finding.Measured, digits)} {finding.Expectation.Unit}".TrimEnd();
    }

    /// <summary>What is expected, as a range.</summary>
    /// <param name="expectation">The expectation.</param>
    public static string Range(Expectation expectation) => $"{Number(expectation.Low, 3)} to {Number(expectation.High, 3)}";

    /// <summary>Between what the number lies in nine of ten draws of the uncertain parameters.</summary>
    /// <param name="finding">The number.</param>
    public static string Spread(Finding finding)
    {
        double[] sorted = [.. finding.Draws.Order()];
        return $"{Number(SampleQuantile.Of(sorted, 0.05), 3)} to {Number(SampleQuantile.Of(sorted, 0.95), 3)}";
    }

    /// <summary>What a basis is called.</summary>
    /// <param name="basis">The basis.</param>
    public static string Words(Basis basis) => basis switch
    {
        Basis.Measured => "measured",
        Basis.Theory => "theory",
        Basis.Direction => "direction",
        Basis.Calibrated => "calibrated",
        Basis.Construction => "construction",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Where what is expected is from: the range in words, then the publications.</summary>
    /// <param name="expectation">The expectation.</param>
    public static string Source(Expectation expectation) =>
        string.Join("; ", expectation.Sources.Select(one => one.Doi is { } doi ? $"{one.Text} (doi:{doi})" : one.Text).Prepend(expectation.Range));

    /// <summary>The ledger as JSON: an array of claims with their findings.</summary>
    /// <param name="results">The results.</param>
    public static string Json(IEnumerable<ClaimResult> results) => new JsonArray([.. results.Select(result => (JsonNode)new JsonObject
    {
        ["claim"] = result.Text.Number,
        ["title"] = result.Text.Title,
        ["sentence"] = result.Text.Sentence,
        ["experiment"] = result.Text.Experiment,
        ["verdict"] = VerdictWords.Of(result.Verdict),
        ["remark"] = result.Text.Remark,
        ["findings"] = new JsonArray([.. result.Findings.Select(one => (JsonNode)new JsonObject
        {
            ["id"] = one.Expectation.Id,
            ["what"] = one.Expectation.What,
            ["measured"] = double.IsFinite(one.Measured) ? one.Measured : null,
            ["unit"] = one.Expectation.Unit,
            ["low"] = one.Expectation.Low,
            ["high"] = one.Expectation.High,
            ["basis"] = Words(one.Expectation.Basis),
            ["status"] = one.Expectation.Status,
            ["source"] = Source(one.Expectation),
            ["draws"] = one.Draws.IsEmpty ? null : new JsonArray([.. one.Draws.Select(draw => double.IsFinite(draw) ? (JsonNode)draw : null)]),
            ["probabilityInside"] = one.ProbabilityInside,
            ["probabilityOfDirection"] = one.ProbabilityOfDirection,
            ["verdict"] = VerdictWords.Of(one.Verdict),
        })]),
    })]).ToJsonString(Indented);

    /// <summary>The ledger as one page that needs nothing else.</summary>
    /// <param name="results">The results.</param>
    public static string Html(IReadOnlyList<ClaimResult> results)
    {
        StringBuilder page = new();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" " +
            "content=\"width=device-width\"><title>Ketascope: the claims</title><style>")
            .Append("body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}table{border-collapse:collapse;width:100%;font-size:.9rem}td,th{border-bottom:1px solid #ddd;padding:.35rem .5rem;text-align:left;vertical-align:top}td.n{text-align:right;white-space:nowrap}svg{max-width:100%;height:auto}blockquote{margin:.5rem 0;padding-left:1rem;border-left:4px solid #ccc;color:#444}.v{font-weight:600}.holds{color:#00734f}.direction{color:#8a5a00}.contested{color:#6b4a8a}.misses{color:#a33}")
            .Append("</style></head><body><h1>The claims</h1><p>")
            .Append(WebUtility.HtmlEncode(CourseFigure.Disclaimer))
            .Append("</p><table><tr><th>claim</th><th></th><th>verdict</th></tr>");
        foreach (ClaimResult result in results)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{result.Text.Number}</td><td><a href=\"#claim-{result.Text.Number}\">{WebUtility.HtmlEncode(result.Text.Title)}</a></td><td>{Badge(result.Verdict)}</td></tr>");
        }

        page.Append("</table>");
        foreach (ClaimResult result in results)
        {
            Append(page, result);
        }

        return page.Append("</body></html>").ToString();
    }

    private static void Append(StringBuilder page, ClaimResult result)
    {
        page.Append(CultureInfo.InvariantCulture,
            $"<h2 id=\"claim-{result.Text.Number}\">{result.Text.Number}. {WebUtility.HtmlEncode(result.Text.Title)}: {Badge(result.Verdict)}</h2>")
            .Append(CultureInfo.InvariantCulture,
                $"<blockquote>{WebUtility.HtmlEncode(result.Text.Sentence)}</blockquote><p>{WebUtility.HtmlEncode(result.Text.Experiment)}</p>")
            .Append("<table><tr><th>what</th><th>measured</th><th>expected</th><th>rests on</th><th>verdict</th><th>source</th></tr>");
        foreach (Finding one in result.Findings)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><td>{WebUtility.HtmlEncode(one.Expectation.What)}</td><td class=\"n\">{WebUtility.HtmlEncode(Measured(one))}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{Range(one.Expectation)}</td><td>{Words(one.Expectation.Basis)}</td><td>{Badge(one.Verdict)}</td><td>{WebUtility.HtmlEncode(Source(one.Expectation))}</td></tr>");
        }

        page.Append("</table>");
        if (result.Text.Remark.Length > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{WebUtility.HtmlEncode(result.Text.Remark)}</p>");
        }

        page.Append(result.Picture.Svg());
    }

    private static string Badge(Verdict verdict) =>
        $"<span class=\"v {(verdict == Verdict.HoldsInDirection ? "direction" : VerdictWords.Of(verdict))}\">{VerdictWords.Of(verdict)}</span>";

    private static string Number(double value, int digits) => Math.Abs(value) < 1e-9 ? "0" : value.ToString($"G{digits}", CultureInfo.InvariantCulture);
}
