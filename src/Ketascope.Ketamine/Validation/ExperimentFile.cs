using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>
/// An area as data: which text is solved, where doses go, what is observed (the content of <c>models/AREA/experiment.json</c>, docs/extending.md).
/// </summary>
public sealed record ExperimentFile
{
    /// <summary>The word of the area in <c>validate</c> and <c>calibrate</c>.</summary>
    public required string Area { get; init; }

    /// <summary>What is held against data, for people.</summary>
    public required string Title { get; init; }

    /// <summary>The file with the model's text, in the same folder; its time is in hours.</summary>
    public required string Text { get; init; }

    /// <summary>Where a dose of each drug goes: the variable of the text, by the drug's name in the regimen language; amounts are in mg.</summary>
    public ImmutableSortedDictionary<string, string> Doses { get; init => field = value ?? ImmutableSortedDictionary<string, string>.Empty; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What can be observed, by the name that rows give it.</summary>
    public required ImmutableSortedDictionary<string, ExperimentOutput> Outputs { get; init; }

    /// <summary>The parameters that settings of rows set, by the setting's name.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init => field = value ?? ImmutableSortedDictionary<string, string>.Empty; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The body weight for doses by weight, where a row sets none, kg.</summary>
    public double WeightKg { get; init => field = value > 0 ? value : 70; } = 70;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">It cannot be read, or does not describe an experiment.</exception>
    public static ExperimentFile Read(string path) => InputFile.ReadJson(path, ExperimentJson.Default.ExperimentFile, "describe an experiment");
}

/// <summary>What can be observed of a model.</summary>
/// <param name="Variable">The variable of the text.</param>
/// <param name="Unit">Its unit.</param>
public sealed record ExperimentOutput(string Variable, string Unit);

/// <summary>Reads experiments without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ExperimentFile))]
internal sealed partial class ExperimentJson : JsonSerializerContext;
