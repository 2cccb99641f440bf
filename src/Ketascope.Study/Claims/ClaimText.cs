using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Claims;

/// <summary>
/// A claim as data: the sentence, the experiment in words, and what is expected (the content of <c>claims/NN-title.json</c>, docs/claims.md).
/// </summary>
public sealed record ClaimText
{
    /// <summary>Its number.</summary>
    public required int Number { get; init; }

    /// <summary>The claim in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What the sentence says.</summary>
    public required string Sentence { get; init; }

    /// <summary>What the experiment does, for somebody who wants to learn it.</summary>
    public required string Experiment { get; init; }

    /// <summary>What is expected.</summary>
    public required ImmutableArray<Expectation> Expectations { get; init; }

    /// <summary>What a reader should know of limits and misses; may be empty.</summary>
    public string Remark { get; init => field = value ?? ""; } = "";

    /// <summary>Reads every claim of a folder, by number.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="UserErrorException">The folder is missing, a file in it cannot be read, or two have one number.</exception>
    public static ImmutableSortedDictionary<int, ClaimText> ReadAll(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UserErrorException($"the folder of claims '{folder}' is missing");
        }

        ImmutableSortedDictionary<int, ClaimText>.Builder all = ImmutableSortedDictionary.CreateBuilder<int, ClaimText>();
        foreach (string path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            ClaimText text = Read(path);
            if (!all.TryAdd(text.Number, text))
            {
                throw new UserErrorException($"'{path}' has the number {text.Number}, which another claim has too");
            }
        }

        return all.ToImmutable();
    }

    private static ClaimText Read(string path) => InputFile.ReadJson(path, ClaimJson.Default.ClaimText, "describe a claim");
}

/// <summary>Reads claims without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = false,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ClaimText))]
internal sealed partial class ClaimJson : JsonSerializerContext;
