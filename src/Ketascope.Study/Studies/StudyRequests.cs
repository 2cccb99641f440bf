using System.Text.Json.Serialization;

namespace Ketascope.Study.Studies;

/// <summary>The JSON form of the requests of this project, made by the compiler so that none is made by reflection at start.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RunModelRequest))]
[JsonSerializable(typeof(FitModelRequest))]
[JsonSerializable(typeof(ShowModelRequest))]
[JsonSerializable(typeof(CheckModelRequest))]
[JsonSerializable(typeof(ConvertRequest))]
[JsonSerializable(typeof(ConformanceRequest))]
internal sealed partial class StudyRequests : JsonSerializerContext;
