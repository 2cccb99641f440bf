using System.Collections.Immutable;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Drugs;

/// <summary>Molar masses of what is no drug, g/mol (the content of <c>models/common/molar-masses.json</c>); those of drugs stand in their files.</summary>
public sealed record MolarMassFile
{
    /// <summary>A line for people.</summary>
    public required string Title { get; init; }

    /// <summary>Where the masses are from.</summary>
    public required DrugSource Source { get; init; }

    /// <summary>Acids of which drugs are salts, by the words for the salts.</summary>
    public required ImmutableArray<NamedMass> Acids { get; init; }

    /// <summary>What a bath holds beside drugs.</summary>
    public required ImmutableArray<NamedMass> Bath { get; init; }

    /// <summary>The salt of a word, or null for any other word.</summary>
    /// <param name="word">The word; case does not matter.</param>
    public DrugSalt? Salt(string word) => Acids.FirstOrDefault(acid => acid.Is(word)) is { } found ? new DrugSalt(found.Names[0], found.MolarMass) : null;

    /// <summary>What a bath holds, by name.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <exception cref="UserErrorException">The file has none of that name.</exception>
    public NamedMass InBath(string name) => Bath.FirstOrDefault(one => one.Is(name))
        ?? throw new UserErrorException(
            $"models/common/molar-masses.json lacks '{name}' under 'bath'; it has {string.Join(", ", Bath.Select(one => one.Names[0]))}");

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">It is missing or holds something else.</exception>
    public static MolarMassFile Read(string path) => InputFile.ReadJson(path, DrugFileJson.Default.MolarMassFile, "list molar masses");
}

/// <summary>The molar mass of something.</summary>
/// <param name="Names">What it is called; the first is shown.</param>
/// <param name="MolarMass">What a mole of it weighs, g/mol.</param>
/// <param name="Form">In which form it is weighed, or null where there is no doubt.</param>
public sealed record NamedMass(ImmutableArray<string> Names, double MolarMass, string? Form = null)
{
    /// <summary>Whether a word is one of the names.</summary>
    /// <param name="word">The word; case does not matter.</param>
    public bool Is(string word) => Names.Contains(word, StringComparer.OrdinalIgnoreCase);
}
