using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Draws;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Studies;

/// <summary>All that can be asked, by name; reads and writes requests as JSON.</summary>
/// <param name="studies">The studies.</param>
/// <param name="under">The same studies under a draw of uncertain parameters; null where nothing is uncertain.</param>
public sealed class StudyCatalogue(ImmutableArray<IStudy> studies, Func<ParameterDraw, StudyCatalogue>? under = null)
{
    /// <summary>The form of requests, with its version.</summary>
    public const string Schema = "ketascope-request/1";

    private const string SchemaMember = "schema", StudyMember = "study";

    /// <summary>The studies.</summary>
    public ImmutableArray<IStudy> Studies => studies;

    /// <summary>The same studies under a draw of uncertain parameters.</summary>
    /// <param name="draw">The draw.</param>
    public StudyCatalogue Under(ParameterDraw draw) => under?.Invoke(draw) ?? this;

    /// <summary>The study of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public IStudy Find(string name)
    {
        string[] names = [.. studies.Select(one => one.Name)];
        return studies.FirstOrDefault(one => one.Name == name)
            ?? throw new UserErrorException(
                $"nothing is called '{name}' that can be asked (there are {string.Join(", ", names)}){NearestName.Suggest(name, names)}");
    }

    /// <summary>The study that answers a request.</summary>
    /// <param name="request">The request.</param>
    public IStudy Of(StudyRequest request) => studies.First(one => one.RequestClass == request.GetType());

    /// <summary>A request as JSON: its form, what is asked, and all that differs from what is taken where nothing is said.</summary>
    /// <param name="request">The request.</param>
    public JsonObject ToJson(StudyRequest request)
    {
        IStudy study = Of(request);
        JsonObject members = JsonSerializer.SerializeToNode(request, study.RequestType)!.AsObject();
        JsonObject json = new() { [SchemaMember] = Schema, [StudyMember] = study.Name };
        foreach ((string name, JsonNode? value) in members)
        {
            if (value is not (null or JsonArray { Count: 0 } or JsonObject { Count: 0 }))
            {
                json[name] = value.DeepClone();
            }
        }

        return json;
    }

    /// <summary>A request as JSON text for a file.</summary>
    /// <param name="request">The request.</param>
    public string ToText(StudyRequest request) =>
        ToJson(request).ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";

    /// <summary>Reads a request.</summary>
    /// <param name="text">JSON text.</param>
    /// <param name="name">What the text is called in messages: a file.</param>
    /// <exception cref="UserErrorException">It is no JSON, of another form, of an unknown study, or a member of it is not known or of another kind;
    /// the message says where.</exception>
    public (IStudy Study, StudyRequest Request) Read(string text, string name)
    {
        try
        {
            return JsonNode.Parse(text,
                documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }) is JsonObject json
                ? Read(json, name)
                : throw new UserErrorException($"'{name}' is not a request: expected a JSON object with \"study\" and what is asked");
        }
        catch (JsonException e)
        {
            throw new UserErrorException(
                FormattableString.Invariant($"{name}:{(e.LineNumber ?? 0) + 1}:{(e.BytePositionInLine ?? 0) + 1}: this is not JSON: {Reason(e)}"), e);
        }
    }

    private (IStudy, StudyRequest) Read(JsonObject json, string name)
    {
        string schema = Text(json, SchemaMember) ?? Schema;
        if (schema != Schema)
        {
            throw new UserErrorException($"'{name}' has the schema '{schema}'; this program reads '{Schema}'");
        }

        IStudy study = Find(Text(json, StudyMember)
            ?? throw new UserErrorException($"'{name}' does not say what is asked; give it for example \"study\": \"{studies[0].Name}\""));
        string[] known = [.. study.RequestType.Properties.Select(one => one.Name)];
        if (json.Select(one => one.Key).FirstOrDefault(key => key is not (SchemaMember or StudyMember) && !known.Contains(key)) is { } other)
        {
            throw new UserErrorException(
                $"'{name}': a request of '{study.Name}' has no '{other}' (it has {string.Join(", ", known)}){NearestName.Suggest(other, known)}");
        }

        JsonObject members = new(
            [.. json.Where(one => one.Key is not (SchemaMember or StudyMember)).Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone()))]);
        try
        {
            return (study, (StudyRequest)members.Deserialize(study.RequestType)!);
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"'{name}': {(e.Path is { Length: > 2 } path ? $"'{path[2..]}': " : "")}{Reason(e)}", e);
        }
    }

    private static string? Text(JsonObject json, string member) => json[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The reason without the place and the types of the program.</summary>
    private static string Reason(JsonException e)
    {
        string text = e.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0].TrimEnd();
        return text.Contains("could not be converted", StringComparison.Ordinal) ? "its value is of another kind than is expected here"
            : text.Contains("missing required properties", StringComparison.Ordinal)
                ? $"these are missing: {text[(text.LastIndexOf(':') + 1)..].Trim().TrimEnd('.')}"
            : text;
    }
}
