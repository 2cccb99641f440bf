using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Ketascope.Study.Plots;
using Ketascope.Study.Results;

namespace Ketascope.Study.Reports;

/// <summary>
/// A run as one HTML file that needs nothing else: style and picture are in it, there is no script and no link to elsewhere. It is well-formed XML as well.
/// </summary>
public static class HtmlReport
{
    /// <summary>The report of a run.</summary>
    /// <param name="result">The run.</param>
    /// <param name="svg">The picture of its courses, as <see cref="CoursePlot.Svg"/> draws it.</param>
    public static string Write(RunResult result, string svg)
    {
        XElement body = new("body", Header(result), Warnings([.. result.Alerts, .. result.Warnings]));
        body.Add(Section("Course over time", [new XElement("figure", XElement.Parse(svg), new XElement("figcaption", Caption(result)))]));
        body.Add(Section("Exposure", [.. Table(result.Summary, cell => cell.Short(4))]));
        body.Add(result.Tables.Select(one => Section(one.Title, [.. Table(one.Table, cell => cell.Short(4))])).OfType<XElement>());
        body.Add(Section("What was simulated", [.. Facts(Story(result))]));
        body.Add(Section("Assumptions", [.. List(result.Assumptions)]));
        body.Add(Section("Sources", [.. List(result.Sources)]));
        body.Add(Section("Model parameters", [.. Table(result.Parameters, cell => cell.Exact)]));
        body.Add(Section("Dose records", [.. Records(result.Manifest.Regimen)]));
        body.Add(Section("How to make it again", [.. Facts(Provenance(result.Manifest))]));
        body.Add(new XElement("footer", CourseFigure.Disclaimer));
        XElement head = new(
            "head",
            new XElement("meta", new XAttribute("charset", "utf-8")),
            new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
            new XElement("title", result.Title),
            new XElement("style", ReportStyle.Css));
        XElement html = new("html", new XAttribute("lang", "en"), head, body);
        return "<!DOCTYPE html>\n" + html.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    private static XElement Header(RunResult result) => new(
        "header",
        new XElement("p", new XAttribute("class", "kicker"), "Ketascope simulation report"),
        new XElement("h1", result.Title),
        result.Regimen is null || result.Regimen == result.Title ? null : new XElement("p", new XAttribute("class", "lead"), result.Regimen));

    private static XElement? Warnings(ImmutableArray<string> warnings) => warnings.IsEmpty
        ? null
        : new XElement("section", new XAttribute("class", "warning"), new XElement("h2", warnings.Length == 1 ? "Warning" : "Warnings"), List(warnings));

    private static string Caption(RunResult result)
    {
        string quantities = string.Join(", ", result.Trajectories.Quantities.Select(quantity => quantity.Label));
        string doses = result.Doses.IsEmpty ? "" : " Grey bars on the time axis: doses.";
        return result.Trajectories.Values.SubjectCount == 1
            ? $"{quantities} over time.{doses}"
            : $"{quantities} over time: lines are medians, bands reach from the 5th to the 95th percentile.{doses}";
    }

    // A section with nothing in it is left out.
    private static XElement? Section(string title, XElement[] content) =>
        content.Length == 0 ? null : new XElement("section", new XElement("h2", title), content);

    private static IEnumerable<XElement> List(ImmutableArray<string> lines) =>
        lines.IsEmpty ? [] : [new XElement("ul", lines.Select(line => new XElement("li", line)))];

    private static IEnumerable<XElement> Table(ResultTable table, Func<Cell, string> text)
    {
        if (table.IsEmpty)
        {
            return [];
        }

        // A column is set to the right when it holds nothing but numbers.
        bool[] numeric = [.. Enumerable.Range(0, table.Columns.Length).Select(column => table.Rows.All(row => row[column].IsNumber))];
        XElement head = new("tr", table.Columns.Select((column, index) => Element("th", UnitText.Heading(column.Name, column.Unit), numeric[index])));
        IEnumerable<XElement> rows = table.Rows.Select(row => new XElement("tr", row.Select((cell, index) => Element("td", text(cell), numeric[index]))));
        return [new XElement("div", new XAttribute("class", "scroll"), new XElement("table", new XElement("thead", head), new XElement("tbody", rows)))];
    }

    private static XElement Element(string element, string text, bool numeric) =>
        new(element, numeric ? new XAttribute("class", "number") : null, text);

    private static IEnumerable<XElement> Records(RegimenManifest? regimen) => regimen is null
        ? []
        : Table(new ResultTable([.. regimen.Columns.Select(name => new ResultColumn(name))], [.. regimen.Records.Select(row => row.Select(Cell.FromString).ToImmutableArray())]), cell => cell.Exact);

    private static IEnumerable<(string Name, string? Value)> Story(RunResult result) =>
    [
        ("Regimen", result.Manifest.Regimen?.Text),
        ("Model", result.ModelChoice ?? result.Manifest.Model?.Name),
        ("Sampling site", result.SamplingSite),
        ("Subjects", result.Manifest.Subjects.ToString(CultureInfo.InvariantCulture)),
    ];

    private static IEnumerable<(string Name, string? Value)> Provenance(RunManifest manifest)
    {
        yield return ("Program", $"{manifest.Program} {manifest.Version}");
        yield return ("Made", manifest.Created.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
        foreach ((string path, string hash) in manifest.Model?.Sha256 ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            yield return ($"SHA-256 of {path}", hash);
        }

        yield return ("Parameters set", manifest.Overrides.IsEmpty ? null : string.Join(", ", manifest.Overrides.Select(pair => $"{pair.Key} = {NumberText.Exact(pair.Value)}")));
        yield return ("Seed", manifest.Seed?.ToString(CultureInfo.InvariantCulture));
        if (manifest.Solver is { } solver)
        {
            yield return ("Solver", $"{solver.Method}, relative tolerance {NumberText.Exact(solver.RelativeTolerance)}, absolute tolerance " +
                $"{(solver.AbsoluteTolerance is { } absolute ? NumberText.Exact(absolute) : "from the size of each variable")}");
            yield return ("Work", string.Create(
                CultureInfo.InvariantCulture,
                $"{solver.Work.AcceptedSteps} steps, {solver.Work.RejectedSteps} rejected, {solver.Work.DerivativeCalls} derivative calls; " +
                    $"{solver.LaneWidth} lanes, {solver.Threads} threads"));
        }

        yield return ("Wall time", manifest.WallSeconds.IsEmpty ? null : string.Join(", ", manifest.WallSeconds.Select(pair => $"{pair.Key} {NumberText.Short(pair.Value)} s")));
    }

    private static IEnumerable<XElement> Facts(IEnumerable<(string Name, string? Value)> facts) =>
    [
        new XElement("dl", facts.Where(fact => fact.Value is not null).SelectMany(fact => new[] { new XElement("dt", fact.Name), new XElement("dd", fact.Value) })),
    ];
}
