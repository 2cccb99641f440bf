using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Pain;

/// <summary>People in pain as data (the content of <c>models/pain/pain.json</c>): conditions, and what ketamine does in the brain.</summary>
public sealed record PainFile
{
    /// <summary>The file with the text of a person, from the folder of the file.</summary>
    public required string Text { get; init; }

    /// <summary>The conditions.</summary>
    public required ImmutableArray<PainCondition> Conditions { get; init; }

    /// <summary>What ketamine does in the brain, by name; the first one is taken where nothing is said.</summary>
    public required ImmutableArray<PainRelief> Reliefs { get; init; }

    /// <summary>What relief by opioids rests on, a sentence each, said where one is given.</summary>
    public required ImmutableArray<string> Opioids { get; init; }

    /// <summary>What can be taken out of the rating of pain, by name: the parameter of a person's text that takes it out where it is 1.</summary>
    public required ImmutableSortedDictionary<string, string> Switches { get; init; }

    /// <summary>Reads the file.</summary>
    /// <param name="folder">The folder, <c>models/pain</c>.</param>
    /// <exception cref="UserErrorException">It cannot be read.</exception>
    public static PainFile Read(string folder) => InputFile.ReadJson(Path.Combine(folder, "pain.json"), PainJson.Default.PainFile, "describe people in pain");

    /// <summary>The condition of a name.</summary>
    /// <param name="name">The name, or another name of it.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public PainCondition Condition(string name) =>
        Find(name, "conditions", Conditions, one => one.Names);

    /// <summary>What ketamine does in the brain, by name.</summary>
    /// <param name="name">The name; null for the usual one.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public PainRelief Relief(string? name) => name is null ? Reliefs[0] : Find(name, "reliefs", Reliefs, one => [one.Name]);

    private static T Find<T>(string name, string what, ImmutableArray<T> all, Func<T, IEnumerable<string>> names)
        where T : class
    {
        string[] known = [.. all.SelectMany(names)];
        return all.FirstOrDefault(one => names(one).Contains(name.Trim(), StringComparer.OrdinalIgnoreCase))
            ?? throw new UserErrorException($"'{name.Trim()}' is none of the {what} {string.Join(", ", known)}{NearestName.Hint(name, known)}");
    }
}

/// <summary>A condition that people are in.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What it is, in a line.</param>
/// <param name="Circuit">The circuit of the cord that its numbers were calibrated with.</param>
/// <param name="Set">The parameters of a person's text that it sets.</param>
/// <param name="Follow">How long people are followed where nothing is said: <c>12wk</c>.</param>
/// <param name="Basis">What it rests on, a sentence each.</param>
public sealed record PainCondition(
    string Name, string Title, string Circuit, ImmutableSortedDictionary<string, double> Set, string Follow, ImmutableArray<string> Basis)
{
    /// <summary>Other names of it.</summary>
    public ImmutableArray<string> Also { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The rating before treatment, 0 to 10; null where it is the pain of the cord.</summary>
    public double? Baseline { get; init; }

    /// <summary>All names of it.</summary>
    [JsonIgnore]
    public IEnumerable<string> Names => [Name, .. Also];
}

/// <summary>What ketamine does in the brain.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What it is, in a line.</param>
/// <param name="Set">The parameters of a person's text that it sets, in place of a condition's.</param>
public sealed record PainRelief(string Name, string Title, ImmutableSortedDictionary<string, double> Set);

/// <summary>Reads the file without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PainFile))]
internal sealed partial class PainJson : JsonSerializerContext;
