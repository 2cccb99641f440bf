using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Diagnostics;
using Ketascope.Pharmacology.Dosing;
using Described = Ketascope.Ketamine.Pharmacokinetics.ModelFolder;

namespace Ketascope.Tests.Models;

/// <summary>A folder of a shipped model: its text, its description as the program reads it, and the values it must reproduce.</summary>
internal sealed partial class ModelFolder(Described description)
{
    /// <summary>All folders under <c>models/</c> that hold a description.</summary>
    internal static IReadOnlyList<ModelFolder> All { get; } =
        [.. ModelLibrary.Read(System.IO.Path.Combine(Repository.Root, "models")).Models.Select(model => new ModelFolder(model))];

    internal string Id => description.Id;

    internal string TextPath => description.TextPath;

    /// <summary>Whether the equations hold the time.</summary>
    internal bool KnowsTime => File.ReadLines(TextPath).Any(line => TimeWord().IsMatch(line.Split("//")[0]));

    internal string WeightParameter => description.Weight.Parameter;

    internal IReadOnlyList<(string Variable, string Unit)> Analytes => [.. description.Analytes.Select(analyte => (analyte.Variable, analyte.Unit))];

    internal IReadOnlyList<string> Drugs => [.. description.Drugs.Select(drug => drug.Name)];

    internal IReadOnlyList<string> Routes => [.. description.Routes.Select(route => route.Route)];

    internal static ModelFolder ById(string id) => All.Single(folder => folder.Id == id);

    /// <summary>Where a dose of a drug by a route goes.</summary>
    internal ImmutableArray<DoseShare> Shares(string drug, string route) => DoseSites.Of(description)[DoseSite.Find(drug, route)!.Value];

    /// <summary>The dose records of a regimen for this model.</summary>
    internal ImmutableArray<DoseRecord> Records(string regimen, double weight)
    {
        DiagnosticBag diagnostics = new();
        Regimen? read = RegimenParser.Parse(regimen, diagnostics);
        Assert.Empty(diagnostics.Items.Select(diagnostic => diagnostic.ToString()));
        return read!.ToRecords(weight, DoseSites.Of(description));
    }

    /// <summary>The rows of <c>expected.csv</c>, each as column name to text.</summary>
    internal IReadOnlyList<ExpectedValue> Expected()
    {
        string[] lines = File.ReadAllLines(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(TextPath)!, "expected.csv"));
        string[] columns = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => new ExpectedValue(columns.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second)))];
    }

    [GeneratedRegex(@"\btime\b")]
    private static partial Regex TimeWord();
}
