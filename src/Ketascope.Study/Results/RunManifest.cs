using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ketascope.Study.Results;

/// <summary>What is needed to make the same results again, and to recognise a folder of results: the content of <c>manifest.json</c>.</summary>
public sealed record RunManifest
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "manifest.json";

    /// <summary>What all values are called among <see cref="Numbers"/>.</summary>
    public const string ValuesName = "values";

    /// <summary>The value of <see cref="Program"/>.</summary>
    public const string ProgramName = "ketascope";

    /// <summary>The program that wrote the folder: <see cref="ProgramName"/>.</summary>
    public string Program { get; init; } = ProgramName;

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>When the results were made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The model; null where there is none, or more than one.</summary>
    public ModelManifest? Model { get; init; }

    /// <summary>Parameters set to another value than the model's, by name, in the model's units.</summary>
    public ImmutableSortedDictionary<string, double> Overrides { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>What was given, or null where nothing was.</summary>
    public RegimenManifest? Regimen { get; init; }

    /// <summary>The seed of the random numbers, or null where none were drawn.</summary>
    public ulong? Seed { get; init; }

    /// <summary>How many subjects.</summary>
    public long Subjects { get; init; } = 1;

    /// <summary>Which virtual people, or null for none.</summary>
    public PopulationManifest? People { get; init; }

    /// <summary>How the equations were solved; null where none were, or of several models.</summary>
    public SolverManifest? Solver { get; init; }

    /// <summary>What was asked, so that it can be asked again; null in results of earlier versions.</summary>
    public JsonObject? Request { get; init; }

    /// <summary>Fingerprints (SHA-256) of the numbers that came out, by what they are called.</summary>
    public ImmutableSortedDictionary<string, string> Numbers { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether <see cref="Numbers"/> tells of all values too, beside tables and courses.</summary>
    [JsonIgnore]
    public bool HasValues => Numbers.ContainsKey(ValuesName);

    /// <summary>How long each stage took, in seconds of wall time, by name of the stage.</summary>
    public ImmutableSortedDictionary<string, double> WallSeconds { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>The other files of the folder; a later run replaces the folder only when it holds nothing else.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The manifest of a moment.</summary>
    /// <param name="clock">The clock that tells <see cref="Created"/>.</param>
    public RunManifest At(TimeProvider clock) => this with { Created = clock.GetUtcNow() };

    /// <summary>The manifest as indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ManifestJson.Default.RunManifest) + "\n";

    /// <summary>Reads a manifest.</summary>
    /// <param name="json">JSON text.</param>
    /// <exception cref="JsonException">The text is no manifest.</exception>
    public static RunManifest Parse(string json)
    {
        RunManifest? manifest = JsonSerializer.Deserialize(json, ManifestJson.Default.RunManifest);
        return manifest?.Program == ProgramName ? manifest : throw new JsonException("The text is not a manifest of this program.");
    }

    /// <summary>The manifest in a file, or null where there is none.</summary>
    /// <param name="path">The file.</param>
    internal static RunManifest? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? Parse(File.ReadAllText(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The JSON form of manifests, made by the compiler so that none is made by reflection at start.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RunManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
