using System.Text.Json.Serialization;
using Ketascope.Study.Studies;

namespace Ketascope.Study.Areas;

/// <summary>Models of an area beside what was observed: <c>validate AREA</c>.</summary>
public sealed record ValidateRequest : UncertainRequest
{
    /// <summary>The area: <c>pk</c>, <c>receptor</c> ...</summary>
    public required string Area { get; init; }

    /// <summary>The observations, a file; null for those that come with the program.</summary>
    public string? Data { get; set; }

    /// <summary>How many virtual people; 1 for a typical person; null for 500 where the area has people.</summary>
    public int? Subjects { get; set; }

    /// <summary>The seed of virtual people; null for 1.</summary>
    public ulong? Seed { get; set; }
}

/// <summary>A calibration run again: <c>calibrate AREA NAME</c>.</summary>
public sealed record CalibrateRequest : StudyRequest
{
    /// <summary>The area.</summary>
    public required string Area { get; init; }

    /// <summary>The calibration: a file of the area's calibration folder without its extension.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the estimates of the file are kept, and their errors alone are evaluated again.</summary>
    public bool KeepEstimates { get; set; }

    /// <summary>Whether the result is stored in the calibration's file.</summary>
    public bool Write { get; set; }
}

/// <summary>What is known under a name: <c>evidence NAME</c>.</summary>
public sealed record EvidenceRequest : StudyRequest
{
    /// <summary>A parameter, a model, <c>model.parameter</c>, a study or what was observed.</summary>
    public required string Name { get; init; }
}

/// <summary>The JSON form of these requests.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ValidateRequest))]
[JsonSerializable(typeof(CalibrateRequest))]
[JsonSerializable(typeof(EvidenceRequest))]
internal sealed partial class AreaRequests : JsonSerializerContext;
