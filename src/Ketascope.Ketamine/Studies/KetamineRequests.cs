using System.Text.Json.Serialization;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>The JSON form of the requests of this project, made by the compiler so that none is made by reflection at start.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters = [typeof(PrintedNumberConverter)])]
[JsonSerializable(typeof(ClaimsRequest))]
[JsonSerializable(typeof(DrugsRequest))]
[JsonSerializable(typeof(ModelsRequest))]
[JsonSerializable(typeof(RegimenRequest))]
[JsonSerializable(typeof(SimulateRequest))]
internal sealed partial class KetamineRequests : JsonSerializerContext;
