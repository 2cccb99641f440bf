using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims;

/// <summary>The ledger for readers (one HTML page) and for programs (JSON).</summary>
public static class LedgerPage
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A verdict in words.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Words(Verdict verdict) => verdict switch
    {
        Verdict.Holds => "holds",
        Verdict.HoldsInDirection => "holds in direction",
        Verdict.Contested => "contested",
        Verdict.Misses => "misses",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A number with three digits, with more where rounding would put it on the other side of an end of what is expected, and its unit.</summary>
    /// <param name="finding">The number.</param>
    public static string Measured(Finding finding)
    {
        int digits = 3;
        while (digits < 7 && IsInside(double.Parse(Number(finding.Measured, digits), CultureInfo.InvariantCulture), finding) != IsInside(finding.Measured, finding))
        {
            digits++;
        }

        return $"{Number(finding.Measured, digits)} {finding.Unit}".TrimEnd();
    }

    /// <summary>What is expected, as a range.</summary>
    /// <param name="finding">The number.</param>
    public static string Range(Finding finding) => $"{Number(finding.Low, 3)} to {Number(finding.High, 3)}";

    /// <summary>The ledger as JSON: an array of claims with their findings.</summary>
    /// <param name="results">The results.</param>
    public static string Json(IEnumerable<ClaimResult> results) => new JsonArray([.. results.Select(result => (JsonNode)new JsonObject
    {
        ["claim"] = result.Claim.Number,
        ["title"] = result.Claim.Title,
        ["sentence"] = result.Claim.Sentence,
        ["experiment"] = result.Claim.Experiment,
        ["verdict"] = Words(result.Verdict),
        ["remark"] = result.Remark,
        ["findings"] = new JsonArray([.. result.Findings.Select(one => (JsonNode)new JsonObject
        {
            ["what"] = one.What,
            ["measured"] = one.Measured,
            ["unit"] = one.Unit,
            ["low"] = one.Low,
            ["high"] = one.High,
            ["source"] = one.Source,
            ["verdict"] = Words(one.Verdict),
        })]),
    })]).ToJsonString(Indented);

    /// <summary>The ledger as one page that needs nothing else.</summary>
    /// <param name="results">The results.</param>
    public static string Html(IReadOnlyList<ClaimResult> results)
    {
        StringBuilder page = new();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Ketascope: the claims</title><style>")
            .Append("body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}table{border-collapse:collapse;width:100%;font-size:.9rem}td,th{border-bottom:1px solid #ddd;padding:.35rem .5rem;text-align:left;vertical-align:top}td.n{text-align:right;white-space:nowrap}svg{max-width:100%;height:auto}blockquote{margin:.5rem 0;padding-left:1rem;border-left:4px solid #ccc;color:#444}.v{font-weight:600}.holds{color:#00734f}.direction{color:#8a5a00}.contested{color:#6b4a8a}.misses{color:#a33}")
            .Append("</style></head><body><h1>The claims</h1><p>")
            .Append(WebUtility.HtmlEncode(CourseFigure.Disclaimer))
            .Append("</p><table><tr><th>claim</th><th></th><th>verdict</th></tr>");
        foreach (ClaimResult result in results)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{result.Claim.Number}</td><td><a href=\"#claim-{result.Claim.Number}\">{WebUtility.HtmlEncode(result.Claim.Title)}</a></td><td>{Badge(result.Verdict)}</td></tr>");
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
        page.Append(CultureInfo.InvariantCulture, $"<h2 id=\"claim-{result.Claim.Number}\">{result.Claim.Number}. {WebUtility.HtmlEncode(result.Claim.Title)}: {Badge(result.Verdict)}</h2>")
            .Append(CultureInfo.InvariantCulture, $"<blockquote>{WebUtility.HtmlEncode(result.Claim.Sentence)}</blockquote><p>{WebUtility.HtmlEncode(result.Claim.Experiment)}</p>")
            .Append("<table><tr><th>what</th><th>measured</th><th>expected</th><th>verdict</th><th>source</th></tr>");
        foreach (Finding one in result.Findings)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{WebUtility.HtmlEncode(one.What)}</td><td class=\"n\">{WebUtility.HtmlEncode(Measured(one))}</td><td class=\"n\">{Range(one)}</td><td>{Badge(one.Verdict)}</td><td>{WebUtility.HtmlEncode(one.Source)}</td></tr>");
        }

        page.Append("</table>");
        if (result.Remark.Length > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{WebUtility.HtmlEncode(result.Remark)}</p>");
        }

        page.Append(result.Picture.Svg());
    }

    private static string Badge(Verdict verdict) => $"<span class=\"v {(verdict == Verdict.HoldsInDirection ? "direction" : Words(verdict))}\">{Words(verdict)}</span>";

    private static bool IsInside(double value, Finding finding) => value >= finding.Low && value <= finding.High;

    private static string Number(double value, int digits) => Math.Abs(value) < 1e-9 ? "0" : value.ToString($"G{digits}", CultureInfo.InvariantCulture);
}
