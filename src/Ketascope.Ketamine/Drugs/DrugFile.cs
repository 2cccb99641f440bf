using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Ketascope.Ketamine.Drugs;

// What a file leaves out, the generated reader sets to the default of its type; the initializers below make that empty.
/// <summary>A drug as data: what it does at each target, with sources (the content of <c>models/drugs/NAME.json</c>, docs/extending.md).</summary>
public sealed record DrugFile
{
    /// <summary>The file's name.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it; the first is shown. Case does not matter.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>A line for people.</summary>
    public required string Title { get; init; }

    /// <summary>The molecule's formula, of a base without its salt: <c>C13H16ClNO</c>.</summary>
    public string? Formula { get; init; }

    /// <summary>The molar mass of the formula, g/mol: the sum of standard atomic weights (IUPAC 2021, doi:10.1515/pac-2019-0603).</summary>
    public double? MolarMass { get; init; }

    /// <summary>Whether it is an acid, which is weighed as such; else it is a base, which is weighed alone or as one of its salts.</summary>
    public bool IsWeighedAsAcid { get; init; }

    /// <summary>Of a mixture its parts, which then carry the actions; else empty.</summary>
    public ImmutableArray<DrugPart> Mixture { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What it does at each target. Of a mixture only what was measured of the whole; its parts carry the others.</summary>
    public ImmutableArray<DrugAction> Actions { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What else a reader should know.</summary>
    public ImmutableArray<string> Notes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What it does where nobody asks for more: the actions without those that are off.</summary>
    [JsonIgnore]
    public IEnumerable<DrugAction> InEffect => Actions.Where(one => !one.IsOff);

    /// <summary>What it does at a target, or null for nothing.</summary>
    /// <param name="target">The target.</param>
    public DrugAction? At(string target) => InEffect.FirstOrDefault(one => one.Target == target);
}

/// <summary>A part of a mixture.</summary>
/// <param name="Drug">The file's name of the part.</param>
/// <param name="Fraction">Its part of the amount, 0 to 1.</param>
public sealed record DrugPart(string Drug, double Fraction);

/// <summary>A publication.</summary>
/// <param name="Text">The reference in words.</param>
/// <param name="Url">Its address.</param>
public sealed record DrugSource(string Text, string Url);

/// <summary>Reads a drug file without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DrugFile))]
[JsonSerializable(typeof(MolarMassFile))]
internal sealed partial class DrugFileJson : JsonSerializerContext;
