using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Drugs;

/// <summary>A target of drugs as data (the content of <c>models/targets/NAME.json</c>).</summary>
public sealed record TargetFile
{
    /// <summary>The file's name.</summary>
    public required string Id { get; init; }

    /// <summary>A line for people.</summary>
    public required string Title { get; init; }

    /// <summary>Other names.</summary>
    public ImmutableArray<string> Names { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The module of text that gives its occupancy, a path from the folder of targets; null where a receptor's own text does.</summary>
    public string? Module { get; init; }

    /// <summary>Reads every file of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="UserErrorException">The folder is missing, or a file in it cannot be read.</exception>
    public static ImmutableArray<TargetFile> ReadAll(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read)]
        : throw new UserErrorException($"the folder of targets '{folder}' is missing");

    private static TargetFile Read(string path) => InputFile.ReadJson(path, TargetFileJson.Default.TargetFile, "describe a target");
}

/// <summary>Reads a target file without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(TargetFile))]
internal sealed partial class TargetFileJson : JsonSerializerContext;
