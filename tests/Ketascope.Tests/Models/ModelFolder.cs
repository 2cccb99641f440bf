using System.Collections.Immutable;
using System.Text.Json;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Diagnostics;
using Ketascope.Pharmacology.Dosing;

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

    /// <summary>Where a dose of a drug by a route goes.</summary>
    internal ImmutableArray<DoseShare> Shares(string drug, string route)
    {
        JsonElement parts = Named("drugs", drug).GetProperty("enantiomers");
        return
        [
            .. from target in Named("routes", route, "route").GetProperty("into").EnumerateArray()
               let part = parts.TryGetProperty(target.GetProperty("enantiomer").GetString()!, out JsonElement value) ? value.GetDouble() : 0
               where part > 0
               select new DoseShare(
                   target.GetProperty("species").GetString()!, part, target.TryGetProperty("modelledDuration", out JsonElement modelled) && modelled.GetBoolean()),
        ];
    }

    /// <summary>The dose records of a regimen for this model.</summary>
    internal ImmutableArray<DoseRecord> Records(string regimen, double weight)
    {
        DiagnosticBag diagnostics = new();
        Regimen? read = RegimenParser.Parse(regimen, diagnostics);
        Assert.Empty(diagnostics.Items.Select(diagnostic => diagnostic.ToString()));
        var sites = from drug in Drugs
                    from route in Routes
                    select (Site: DoseSite.Find(drug, route)!.Value, Shares: Shares(drug, route));
        return read!.ToRecords(weight, sites.ToDictionary(site => site.Site, site => site.Shares));
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
