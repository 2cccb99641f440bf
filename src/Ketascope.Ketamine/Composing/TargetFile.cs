using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Ketascope.Ketamine.Composing;

/// <summary>A target of drugs as data (the content of <c>models/targets/NAME.json</c>, docs/extending.md).</summary>
public sealed record TargetFile
{
    /// <summary>The file's name.</summary>
    public required string Id { get; init; }

    /// <summary>A line for people.</summary>
    public required string Title { get; init; }

    /// <summary>Other names.</summary>
    public ImmutableArray<string> Names { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The file with the wiring, from the folder of targets; several targets may share one. Null where the wiring stands in this file.</summary>
    public string? Like { get; init; }

    /// <summary>
    /// How the share that is occupied at equilibrium is found from concentrations alone, where the wiring is of a receptor that gates; else null.
    /// </summary>
    public TargetWiring? Equilibrium { get; init; }

    /// <summary>How the texts of drugs are wired here; null where <see cref="Like"/> names a file with it.</summary>
    public TargetWiring? Wiring { get; init; }
}

/// <summary>How the actions of drugs at a target become text.</summary>
public sealed record TargetWiring
{
    /// <summary>
    /// The base that the text is composed with (a <see cref="Composition"/>), from the folder of this file; null where the target stands alone.
    /// </summary>
    public string? Base { get; init; }

    /// <summary>Whether drugs act here only where that is asked for: a mechanism that is not established.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Units of the text, each with its Antimony formula.</summary>
    public ImmutableSortedDictionary<string, string> Units { get; init => field = value ?? ImmutableSortedDictionary<string, string>.Empty; }
        = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What each kind of action (<c>module</c> in the file of a drug) adds to the text, once for each drug.</summary>
    public required ImmutableSortedDictionary<string, TextGroup> Actions { get; init; }

    /// <summary>What the site itself adds to the text, where at least one drug acts at it.</summary>
    public TextGroup Site { get; init => field = value ?? new(); } = new();

    /// <summary>The variable with the share of the target that is occupied; null where that is no equilibrium of the drugs' concentrations alone.</summary>
    public string? Occupancy { get; init; }

    /// <summary>Under which conditions <see cref="Occupancy"/> is the share, for people; null where there are none.</summary>
    public string? Condition { get; init; }

    /// <summary>What the drugs' concentrations have to be; null where the experimenter sets them.</summary>
    public Port? Needs { get; init; }

    /// <summary>The file that it was read from; what it imports is named from there.</summary>
    [JsonIgnore]
    public string Origin { get; init; } = "";

    /// <summary>The file of the base in full, or null.</summary>
    [JsonIgnore]
    public string? BaseFile => Base is null ? null : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Origin)!, Base));
}
