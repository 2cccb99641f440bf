using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ketascope.Study.Plots;
using Ketascope.Study.Reports;
using Ketascope.Study.Results;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Reports;

public sealed partial class HtmlReportTests
{
    [Fact]
    public void The_report_is_well_formed_and_says_everything()
    {
        using CommaCulture comma = new();
        XElement html = Parse(Report(SampleRuns.Run()));
        string text = html.Element("body")!.Value;

        Assert.Equal("Ketamine 0.5 mg/kg <iv> & \"more\"", html.Descendants("h1").Single().Value);
        Assert.All(
            (string[])["0.5 mg/kg ketamine intravenously over 40 min", "The dose is high.", "Weight 70 kg.", "sample: the only one", "arterial plasma", "Cmax (µg/L)", "182.3",
                "doi:10.1000/xyz", "1.51", "0.30000000000000004", "ba7816bf8f01cfea", "18446744073709551615", "not for treatment decisions", "2026-03-01 12:30:00 +00:00"],
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.Single(html.Descendants(XName.Get("svg", "http://www.w3.org/2000/svg")));
    }

    [Fact]
    public void The_report_needs_nothing_from_elsewhere()
    {
        string report = Report(SampleRuns.Run());
        string[] namespaces = ["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"];
        Assert.All(Address().Matches(report), match => Assert.Contains(match.Value, namespaces));
        Assert.DoesNotContain("@import", report, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Parse(report).Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.DoesNotContain(
            Parse(report).Descendants().Attributes(),
            attribute => attribute.Name.LocalName is "href" or "src" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_that_looks_like_markup_stays_text()
    {
        RunResult run = SampleRuns.Run() with { Assumptions = ["<script>alert(1)</script>"], Regimen = "a < b & c" };
        string report = Report(run);
        Assert.DoesNotContain("<script", report, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", report, StringComparison.Ordinal);
    }

    // <div/> is an open tag to an HTML reader.
    [Fact]
    public void Only_void_elements_of_html_are_closed_in_themselves()
    {
        string report = Report(SampleRuns.Run() with { Summary = ResultTable.Empty, Parameters = new ResultTable([new("a")], [[""]]), Warnings = [] });
        string outsideSvg = Regex.Replace(report, "<svg.*</svg>", "", RegexOptions.Singleline);
        Assert.All(SelfClosed().Matches(outsideSvg), match => Assert.Equal("meta", match.Groups[1].Value));
    }

    [Fact]
    public void Sections_without_content_are_left_out()
    {
        RunResult run = SampleRuns.Run() with { Summary = ResultTable.Empty, Parameters = ResultTable.Empty, Assumptions = [], Warnings = [] };
        XElement html = Parse(Report(run));
        Assert.Equal(["Course over time", "What was simulated", "Dose records", "How to make it again"], html.Descendants("h2").Select(title => title.Value));
    }

    [Fact]
    public void Tables_beside_the_exposure_have_sections_of_their_own()
    {
        RunResult run = SampleRuns.Run() with
        {
            Tables = [("What the pump gives", new ResultTable([new("rate", "mg/h")], [[12.5]])), ("Nothing", ResultTable.Empty)],
        };
        XElement section = Assert.Single(Parse(Report(run)).Descendants("section"), one => one.Element("h2")?.Value == "What the pump gives");
        Assert.Contains("12.5", section.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(Parse(Report(run)).Descendants("h2"), title => title.Value == "Nothing");
    }

    private static string Report(RunResult run) => HtmlReport.Write(run, CoursePlot.Svg(CourseFigure.Of(run)));

    private static XElement Parse(string report)
    {
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", report, StringComparison.Ordinal);
        return XElement.Parse(report["<!DOCTYPE html>\n".Length..]);
    }

    [GeneratedRegex("""(https?:)?//[^"'\s<)]+""")]
    private static partial Regex Address();

    [GeneratedRegex("""<(\w+)[^>]*/>""")]
    private static partial Regex SelfClosed();
}
