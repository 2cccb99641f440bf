using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Drugs;

/// <summary>The drugs that come with the program; adding one is adding a file.</summary>
public sealed partial class DrugCabinet
{
    private readonly ImmutableDictionary<string, DrugFile> _byId;
    private readonly Dictionary<string, DrugFile> _byName = [];

    private DrugCabinet(ImmutableArray<DrugFile> drugs, MolarMassFile masses)
    {
        Masses = masses;
        Drugs = drugs;
        _byId = drugs.ToImmutableDictionary(drug => drug.Id);
        foreach ((DrugFile drug, string name) in drugs.SelectMany(drug => drug.Names.Append(drug.Id).Distinct(StringComparer.OrdinalIgnoreCase), (drug, name) => (drug, name)))
        {
            if (!_byName.TryAdd(Key(name), drug) && _byName[Key(name)] != drug)
            {
                throw new UserErrorException($"'{name}' is the name of two drugs: {_byName[Key(name)].Id} and {drug.Id}");
            }
        }
    }

    /// <summary>Molar masses of what is no drug.</summary>
    public MolarMassFile Masses { get; }

    /// <summary>All drugs, by identifier.</summary>
    public ImmutableArray<DrugFile> Drugs { get; }

    /// <summary>Every name that is known.</summary>
    public IEnumerable<string> Names => Drugs.SelectMany(drug => drug.Names.Append(drug.Id)).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads every file of a folder, and the molar masses in the folder <c>common</c> beside it.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="UserErrorException">The folder is missing, or a file in it cannot be read.</exception>
    public static DrugCabinet Read(string folder) => Directory.Exists(folder)
        ? new DrugCabinet([.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(ReadFile)],
            MolarMassFile.Read(Path.Combine(folder, "..", "common", "molar-masses.json")))
        : throw new UserErrorException($"the drug folder '{folder}' is missing");

    /// <summary>The same drugs, of which some do something else.</summary>
    /// <param name="change">What is made of each.</param>
    public DrugCabinet With(Func<DrugFile, DrugFile> change) => new([.. Drugs.Select(change)], Masses);

    /// <summary>Whether a text is the name of a drug, or of a salt of it.</summary>
    /// <param name="name">The text; case, spaces, hyphens and parentheses do not matter, the sign of an enantiomer does.</param>
    /// <param name="drug">The drug.</param>
    public bool TryFind(string name, out DrugFile drug) => TryTake(name, out drug, out _, out int length) && string.IsNullOrWhiteSpace(name[length..]);

    /// <summary>Whether a text begins with the name of a drug: the longest of up to four words that is one, and after it the word of a salt.</summary>
    /// <param name="text">The text.</param>
    /// <param name="drug">The drug.</param>
    /// <param name="salt">The salt, or null.</param>
    /// <param name="length">How many characters the name takes.</param>
    public bool TryTake(string text, out DrugFile drug, out DrugSalt? salt, out int length)
    {
        const int MostWords = 4;
        Match[] words = [.. Word().Matches(text).Take(MostWords + 1)];
        for (int count = Math.Min(words.Length, MostWords); count > 0; count--)
        {
            length = words[count - 1].Index + words[count - 1].Length;
            if (_byName.TryGetValue(Key(text[..length]), out drug!))
            {
                salt = count < words.Length ? Masses.Salt(words[count].Value) : null;
                length += salt is null ? 0 : words[count].Index + words[count].Length - length;
                return true;
            }
        }

        (drug, salt, length) = (null!, null, 0);
        return false;
    }

    /// <summary>The drug of a name.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public DrugFile Find(string name) => TryFind(name, out DrugFile drug)
        ? drug
        : throw new UserErrorException($"there is no drug '{name}'{NearestName.Hint(name, Names)}; known are {string.Join(", ", Drugs.Select(one => one.Names[0]))}");

    /// <summary>The molar mass of a substance, g/mol.</summary>
    /// <param name="name">Its name; a stereoisomer without a file of its own is of the mass of the others.</param>
    /// <exception cref="UserErrorException">It is not known.</exception>
    public double MolarMass(string name) =>
        (TryFind(name.Trim(), out DrugFile drug) || TryFind(Isomer().Replace(name.Trim(), ""), out drug)) && drug.MolarMass is { } mass
            ? mass
            : throw new UserErrorException($"the molar mass of '{name}' is not known; give the value in a unit of mass, such as ng/mL");

    /// <summary>What a drug consists of: itself, or the parts of the mixture with their fractions.</summary>
    /// <param name="drug">The drug.</param>
    /// <exception cref="UserErrorException">A part has no file.</exception>
    public ImmutableArray<(DrugFile Drug, double Fraction)> Parts(DrugFile drug) => drug.Mixture.IsEmpty
        ? [(drug, 1)]
        : [.. drug.Mixture.Select(part => (_byId.TryGetValue(part.Drug, out DrugFile? one) ? one : throw new UserErrorException($"the drug '{drug.Id}' is a mixture with '{part.Drug}', which has no file"), part.Fraction))];

    /// <summary>Some drugs, the parts of those that are mixtures, and the mixtures of which they are parts; in the order of the cabinet.</summary>
    /// <param name="drugs">The drugs.</param>
    public ImmutableArray<DrugFile> Families(params IReadOnlyList<DrugFile> drugs) => [.. Drugs.Where(drug => drugs.Any(one => IsPart(drug, one)))];

    /// <summary>Whether two drugs are the same, or one is a part of the other.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    public static bool IsPart(DrugFile one, DrugFile other) =>
        one.Id == other.Id || one.Mixture.Any(part => part.Drug == other.Id) || other.Mixture.Any(part => part.Drug == one.Id);

    /// <summary>What of a name tells drugs apart: letters, digits, and which enantiomer a sign in parentheses says.</summary>
    private static string Key(string name) => NoLetter().Replace(
        Minus().Replace(name.ToUpperInvariant().Replace("(+/-)", "±", StringComparison.Ordinal).Replace("(+)", "＋", StringComparison.Ordinal), "－"), "");

    [GeneratedRegex(@"^(\([^()]*\)|[SR](\([+-]\))?)-", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Isomer();

    [GeneratedRegex(@"\S+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"\([-\u2212\u2013]\)", RegexOptions.CultureInvariant)]
    private static partial Regex Minus();

    [GeneratedRegex(@"[^\p{L}\p{N}±＋－]", RegexOptions.CultureInvariant)]
    private static partial Regex NoLetter();

    private static DrugFile ReadFile(string path) => InputFile.ReadJson(path, DrugFileJson.Default.DrugFile, "describe a drug");
}
