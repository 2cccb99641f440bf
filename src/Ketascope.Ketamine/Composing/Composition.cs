using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Composing;

// In all strings below, {drug} is the drug's name in the text, {title} its name for people, {concentration} the parameter of its free concentration,
// {target} the target's name in the text, and {variant} the text of the variant that was asked for. What a file leaves out, the generated reader sets to
// the default of its type; the initializers make that empty.

/// <summary>What drugs are composed with: the text that is there without any drug (<c>models/receptors/nmda/receptor.json</c>, docs/extending.md).</summary>
public sealed record Composition
{
    /// <summary>A line for people.</summary>
    public required string Title { get; init; }

    /// <summary>The variants (subtypes of a receptor), each with what <c>{variant}</c> stands for; empty where there is only one.</summary>
    public ImmutableSortedDictionary<string, string> Variants { get; init => field = value ?? ImmutableSortedDictionary<string, string>.Empty; }
        = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Units of the text, each with its Antimony formula.</summary>
    public ImmutableSortedDictionary<string, string> Units { get; init => field = value ?? ImmutableSortedDictionary<string, string>.Empty; }
        = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Instances that stand before those of drugs.</summary>
    public ImmutableArray<TextPart> Parts { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Sums to which drugs may add terms.</summary>
    public ImmutableArray<TextSum> Sums { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Instances that stand after those of drugs, and read the sums.</summary>
    public ImmutableArray<TextPart> Readouts { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The file that it was read from; what it imports is named from there.</summary>
    [JsonIgnore]
    public string Origin { get; init; } = "";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">The file is missing or describes no composition.</exception>
    public static Composition Read(string path)
    {
        Composition read = InputFile.ReadJson(path, ComposingJson.Default.Composition, "say what drugs are composed with");
        return read with { Origin = Path.GetFullPath(path) };
    }
}

/// <summary>Instances and sums that belong together: those of one drug's action at a target, or those of the target's site.</summary>
public sealed record TextGroup
{
    /// <summary>The instances.</summary>
    public ImmutableArray<TextPart> Parts { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What is added to sums.</summary>
    public ImmutableArray<TextSum> Sums { get; init => field = value.IsDefault ? [] : value; } = [];
}

/// <summary>One instance of a model in the composed text.</summary>
public sealed record TextPart
{
    /// <summary>The instance's name: <c>{drug}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The model: <c>pore_blocker</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The file with the model, from the folder of the JSON file.</summary>
    public required string Import { get; init; }

    /// <summary>
    /// What each name in the parentheses of the model's head is wired to: <c>"O": "receptor.nmda.free.O"</c>. Under <c>*</c> stands what all others are
    /// wired to, with a star for the name: <c>"*": "receptor.nmda.*"</c>.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Ports { get; init => field = value ?? ImmutableSortedDictionary<string, string>.Empty; }
        = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Which numbers of the action the instance's parameters get, by parameter.</summary>
    public ImmutableSortedDictionary<string, TextNumber> Numbers { get; init => field = value ?? ImmutableSortedDictionary<string, TextNumber>.Empty; }
        = ImmutableSortedDictionary<string, TextNumber>.Empty;

    /// <summary>Values that are known already, with unit and source, by parameter.</summary>
    [JsonIgnore]
    public ImmutableSortedDictionary<string, (double Value, string Unit, string Source)> Given { get; init; }
        = ImmutableSortedDictionary<string, (double Value, string Unit, string Source)>.Empty;

    /// <summary>In a site: a target, so that there is one instance for each drug that acts there; null for one instance in all.</summary>
    public string? ForEach { get; init; }
}

/// <summary>The number of a drug's action that a parameter gets.</summary>
public sealed record TextNumber
{
    /// <summary>The number's name in the drug's file: <c>bindingRate</c>.</summary>
    public required string Of { get; init; }

    /// <summary>The unit that it has there, by its name in the text: <c>per_uM_s</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Whether drugs may give a number for each variant (<c>affinity.2A</c>), which then goes before that without a variant.</summary>
    public bool ByVariant { get; init; }

    /// <summary>Whether a drug may leave it out: the model's text then gives the value.</summary>
    public bool Optional { get; init; }
}

/// <summary>A sum to which the base and several drugs contribute: what is occupied, what conducts, what competes.</summary>
public sealed record TextSum
{
    /// <summary>The name of the sum in the text.</summary>
    public required string Name { get; init; }

    /// <summary>Its unit, by its name in the text; null where another says it.</summary>
    public string? Unit { get; init; }

    /// <summary>What it is, for people; null where another says it.</summary>
    public string? Title { get; init; }

    /// <summary>The terms that are added, as Antimony formulas; a term that is there already is not added again.</summary>
    public ImmutableArray<string> Terms { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>A parameter of an instance that is this sum: <c>receptor.nmda.competitor</c>; null for none.</summary>
    public string? Is { get; init; }

    /// <summary>In a site: a target, so that the terms are added once for each drug that acts there.</summary>
    public string? ForEach { get; init; }
}

/// <summary>Reads the files of this folder without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CommonFile))]
[JsonSerializable(typeof(Composition))]
[JsonSerializable(typeof(JoinFile))]
[JsonSerializable(typeof(TargetFile))]
[JsonSerializable(typeof(TargetWiring))]
internal sealed partial class ComposingJson : JsonSerializerContext;
