using System.Globalization;
using System.Text.Json;

namespace Ketascope.Tests.Models;

/// <summary>A folder of a shipped model: its text, its description and the values it must reproduce.</summary>
internal sealed class ModelFolder
{
    private readonly JsonElement _description;

    private ModelFolder(string path)
    {
        Path = path;
        _description = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(path, "model.json"))).RootElement;
    }

    /// <summary>All folders under <c>models/</c> that hold a description.</summary>
    internal static IReadOnlyList<ModelFolder> All { get; } =
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(RepositoryRoot(), "models"), "model.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(file => new ModelFolder(System.IO.Path.GetDirectoryName(file)!))];

    internal string Path { get; }

    internal string Id => _description.GetProperty("id").GetString()!;

    internal string TextPath => System.IO.Path.Combine(Path, _description.GetProperty("text").GetString()!);

    internal string WeightParameter => _description.GetProperty("weight").GetProperty("parameter").GetString()!;

    internal IReadOnlyList<(string Variable, string Unit)> Analytes =>
        [.. _description.GetProperty("analytes").EnumerateArray().Select(a => (a.GetProperty("variable").GetString()!, a.GetProperty("unit").GetString()!))];

    internal IReadOnlyList<string> Drugs => [.. _description.GetProperty("drugs").EnumerateArray().Select(drug => drug.GetProperty("name").GetString()!)];

    internal IReadOnlyList<string> Routes => [.. _description.GetProperty("routes").EnumerateArray().Select(route => route.GetProperty("route").GetString()!)];

    internal static ModelFolder ById(string id) => All.Single(folder => folder.Id == id);

    /// <summary>Where a dose of a drug by a route goes: species, part of the dose, and whether the text says how long it takes.</summary>
    internal IReadOnlyList<(string Species, double Part, bool ModelledDuration)> Targets(string drug, string route)
    {
        JsonElement parts = Named("drugs", drug).GetProperty("enantiomers");
        return
        [
            .. from target in Named("routes", route, "route").GetProperty("into").EnumerateArray()
               let part = parts.TryGetProperty(target.GetProperty("enantiomer").GetString()!, out JsonElement value) ? value.GetDouble() : 0
               where part > 0
               select (target.GetProperty("species").GetString()!, part, target.TryGetProperty("modelledDuration", out JsonElement modelled) && modelled.GetBoolean())
        ];
    }

    /// <summary>The rows of <c>expected.csv</c>, each as column name to text.</summary>
    internal IReadOnlyList<ExpectedValue> Expected()
    {
        string[] lines = File.ReadAllLines(System.IO.Path.Combine(Path, "expected.csv"));
        string[] columns = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => new ExpectedValue(columns.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second)))];
    }

    private static string RepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Ketascope.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds Ketascope.slnx.");
    }

    private JsonElement Named(string list, string name, string key = "name") =>
        _description.GetProperty(list).EnumerateArray().Single(item => item.GetProperty(key).GetString() == name);
}

/// <summary>One row of <c>expected.csv</c> (its columns are described in <c>docs/models.md</c>).</summary>
internal sealed class ExpectedValue(IReadOnlyDictionary<string, string> row)
{
    internal string Regimen => row["regimen"];

    internal double Weight => Number("weight_kg");

    internal string Output => row["output"];

    internal string Statistic => row["statistic"];

    internal double From => Number("from_h");

    internal double To => Number("to_h");

    internal double Value => Number("value");

    internal string Unit => row["unit"];

    internal double Tolerance => Number("tolerance");

    internal double Computed => Number("computed");

    internal string Kind => row["kind"];

    internal string Verdict => row["verdict"];

    public override string ToString() => $"{Regimen}, {row["weight_kg"]} kg: {Output} {Statistic} {row["from_h"]}-{row["to_h"]} h, published {row["value"]} {Unit} ({Kind})";

    private double Number(string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
}
