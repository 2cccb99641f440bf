using System.Text.Json.Serialization;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>The JSON form of the requests of this project, made by the compiler so that none is made by reflection at start.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters = [typeof(PrintedNumberConverter)])]
[JsonSerializable(typeof(ChannelRequest))]
[JsonSerializable(typeof(CheckRequest))]
[JsonSerializable(typeof(ChoiceRequest))]
[JsonSerializable(typeof(ClaimsRequest))]
[JsonSerializable(typeof(CordPatientsRequest))]
[JsonSerializable(typeof(CordResetRequest))]
[JsonSerializable(typeof(CordSensitizeRequest))]
[JsonSerializable(typeof(CordTestRequest))]
[JsonSerializable(typeof(CordWindUpRequest))]
[JsonSerializable(typeof(DoseForRequest))]
[JsonSerializable(typeof(DoseResponseRequest))]
[JsonSerializable(typeof(DrugsRequest))]
[JsonSerializable(typeof(EngageRequest))]
[JsonSerializable(typeof(FitObservationsRequest))]
[JsonSerializable(typeof(InhibitionRequest))]
[JsonSerializable(typeof(IsobologramRequest))]
[JsonSerializable(typeof(ModelsRequest))]
[JsonSerializable(typeof(PatientListRequest))]
[JsonSerializable(typeof(PatientRequest))]
[JsonSerializable(typeof(RegimenRequest))]
[JsonSerializable(typeof(PulsesRequest))]
[JsonSerializable(typeof(SimulateRequest))]
[JsonSerializable(typeof(SingleChannelRequest))]
internal sealed partial class KetamineRequests : JsonSerializerContext;
