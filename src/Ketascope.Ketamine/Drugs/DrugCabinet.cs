using System.Collections.Immutable;
using System.Text.Json;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Drugs;

/// <summary>The drugs that come with the program; adding one is adding a file.</summary>
public sealed class DrugCabinet
{
    private readonly ImmutableDictionary<string, DrugFile> _byId;
    private readonly Dictionary<string, DrugFile> _byName = new(StringComparer.OrdinalIgnoreCase);

    private DrugCabinet(ImmutableArray<DrugFile> drugs)
    {
        Drugs = drugs;
        _byId = drugs.ToImmutableDictionary(drug => drug.Id);
        foreach ((DrugFile drug, string name) in drugs.SelectMany(drug => drug.Names.Append(drug.Id).Distinct(StringComparer.OrdinalIgnoreCase), (drug, name) => (drug, name)))
        {
            if (!_byName.TryAdd(name, drug))
            {
                throw new UserErrorException($"'{name}' is the name of two drugs: {_byName[name].Id} and {drug.Id}");
            }
        }
    }

    /// <summary>All drugs, by identifier.</summary>
    public ImmutableArray<DrugFile> Drugs { get; }

    /// <summary>Every name that is known.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>Reads every file of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="UserErrorException">The folder is missing, or a file in it cannot be read.</exception>
    public static DrugCabinet Read(string folder) => Directory.Exists(folder)
        ? new DrugCabinet([.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(ReadFile)])
        : throw new UserErrorException($"the drug folder '{folder}' is missing");

    /// <summary>Whether a word is the name of a drug.</summary>
    /// <param name="name">The word; case does not matter.</param>
    /// <param name="drug">The drug.</param>
    public bool TryFind(string name, out DrugFile drug) => _byName.TryGetValue(name, out drug!);

    /// <summary>The drug of a name.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public DrugFile Find(string name) => TryFind(name, out DrugFile drug)
        ? drug
        : throw new UserErrorException($"there is no drug '{name}'{NearestName.Hint(name, Names)}; known are {string.Join(", ", Drugs.Select(one => one.Names[0]))}");

    /// <summary>What a drug consists of: itself, or the parts of the mixture with their fractions.</summary>
    /// <param name="drug">The drug.</param>
    /// <exception cref="UserErrorException">A part has no file.</exception>
    public ImmutableArray<(DrugFile Drug, double Fraction)> Parts(DrugFile drug) => drug.Mixture.IsEmpty
        ? [(drug, 1)]
        : [.. drug.Mixture.Select(part => (_byId.TryGetValue(part.Drug, out DrugFile? one) ? one : throw new UserErrorException($"the drug '{drug.Id}' is a mixture with '{part.Drug}', which has no file"), part.Fraction))];

    private static DrugFile ReadFile(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(InputFile.ReadText(path), DrugFileJson.Default.DrugFile) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"'{path}' does not describe a drug: {e.Message}", e);
        }
    }
}
