using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Models;

/// <summary>Every shipped model: its text is read, each number has a source, and it reproduces what its <c>expected.csv</c> says.</summary>
public sealed class ModelFoldersTests
{
    private const int PointsPerHour = 120;

    public static TheoryData<string> Ids => [.. ModelFolder.All.Select(folder => folder.Id)];

    public static TheoryData<string, string, double> Regimens
    {
        get
        {
            TheoryData<string, string, double> data = [];
            foreach ((ModelFolder folder, string regimen, double weight) in
                ModelFolder.All.SelectMany(folder => folder.Expected().Select(row => (folder, row.Regimen, row.Weight))).Distinct())
            {
                data.Add(folder.Id, regimen, weight);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Text_is_read_without_a_complaint(string id)
    {
        DiagnosticBag diagnostics = new();
        Assert.NotNull(AntimonyReader.ReadFile(ModelFolder.ById(id).TextPath, diagnostics));
        Assert.Empty(diagnostics.Items.Select(diagnostic => diagnostic.ToString()));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_parameter_has_a_source(string id)
    {
        ModelDocument document = AntimonyReader.ReadFile(ModelFolder.ById(id).TextPath, new DiagnosticBag())!;
        IEnumerable<string> unsourced =
            from model in document.Models.Values
            let sourced = model.Annotations.Where(annotation => annotation.Qualifier == "isDescribedBy").Select(annotation => annotation.Subject).ToHashSet()
            let computed = model.Rules.Where(rule => rule.Kind == RuleKind.Assignment).Select(rule => rule.Variable).ToHashSet()
            from symbol in model.Symbols
            where symbol.Kind == SymbolKind.Parameter && !symbol.Name.Contains('.') && !sourced.Contains(symbol.Name) && !computed.Contains(symbol.Name)
            select $"{model.Name}: {symbol.Name}";
        Assert.Empty(unsourced);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_the_description_names_is_in_the_text(string id)
    {
        ModelFolder folder = ModelFolder.ById(id);
        ModelRun run = ModelRun.OfFile(folder.TextPath);
        // A name in the text cannot hold a slash: ng_per_mL stands for ng/mL.
        Assert.All(folder.Analytes, analyte => Assert.Equal(analyte.Unit, run.UnitOf(analyte.Variable)?.Replace("_per_", "/", StringComparison.Ordinal)));
        Assert.Equal("kg", run.UnitOf(folder.WeightParameter));
        Assert.All(from drug in folder.Drugs from route in folder.Routes select (Drug: drug, Route: route), way =>
        {
            Assert.NotNull(DoseSite.Find(way.Drug, way.Route));
            Assert.All(folder.Shares(way.Drug, way.Route), share => Assert.True(run.HasState(share.Species), share.Species));
        });
    }

    [Theory]
    [MemberData(nameof(Regimens))]
    public void Expected_values_are_met_or_missed_as_written(string id, string regimen, double weight)
    {
        ModelFolder folder = ModelFolder.ById(id);
        ExpectedValue[] rows = [.. folder.Expected().Where(row => row.Regimen == regimen && row.Weight == weight)];
        ModelRun run = ModelRun.OfFile(folder.TextPath, rows.Select(row => row.Output).Distinct());
        double[] times = [.. Enumerable.Range(0, Index(rows.Max(row => row.To)) + 1).Select(i => (double)i / PointsPerHour)];
        var courses = run.Solve(folder.Records(regimen, weight), times, (folder.WeightParameter, weight));

        Assert.All(rows, row =>
        {
            double value = Statistic(row, courses[row.Output]) * PerHour(row.Unit);
            double allowed = row.Statistic == "tmax" ? PerHour(row.Unit) / PointsPerHour * 1.01 : 1e-5 * row.Computed;
            Assert.True(Math.Abs(value - row.Computed) <= allowed, $"{row}: {value:G9}, independently computed {row.Computed:G9}");
            string verdict = row.Kind == "independent" ? "recorded" : Math.Abs(value - row.Value) <= row.Tolerance * row.Value * (1 + 1e-9) ? "met" : "missed";
            Assert.True(verdict == row.Verdict, $"{row}: {value:G6} is {verdict}, written as {row.Verdict}");
        });
    }

    private static int Index(double hours) => (int)Math.Round(hours * PointsPerHour);

    private static double Statistic(ExpectedValue row, double[] course)
    {
        ReadOnlySpan<double> window = course.AsSpan(Index(row.From)..(Index(row.To) + 1));
        double highest = window[0];
        int highestAt = 0;
        double area = 0;
        for (int i = 1; i < window.Length; i++)
        {
            area += (window[i - 1] + window[i]) / 2 / PointsPerHour;
            (highest, highestAt) = window[i] > highest ? (window[i], i) : (highest, highestAt);
        }

        return row.Statistic switch
        {
            "at" => window[^1],
            "cmax" => highest,
            "tmax" => (double)highestAt / PointsPerHour,
            "auc" => area,
            _ => throw new InvalidDataException($"{row}: unknown statistic"),
        };
    }

    // The courses are in ng/mL over h; a row may count its time in min.
    private static double PerHour(string unit) => unit switch
    {
        "ng/mL" or "ng*h/mL" or "h" => 1,
        "min" or "ng*min/mL" => 60,
        _ => throw new InvalidDataException($"unknown unit {unit}"),
    };
}
