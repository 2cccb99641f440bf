using System.Text.Json;
using System.Text.Json.Serialization;
using Ketascope.Study.Populations;

namespace Ketascope.Study.Studies;

/// <summary>Numbers that describe people as JSON: a number, or text with a spread (<c>"70 (12)"</c>, <c>"53-93"</c>).</summary>
public sealed class PrintedNumberConverter : JsonConverter<PrintedNumber>
{
    /// <inheritdoc/>
    public override PrintedNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? PrintedNumber.Of(reader.GetDouble())
        : reader.TokenType == JsonTokenType.String && PrintedNumber.TryParse(reader.GetString()!) is { } number ? number
        : throw new JsonException("it is not a finite number, nor a mean with its standard deviation such as \"70 (12)\", nor a range such as \"53-93\"");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PrintedNumber value, JsonSerializerOptions options)
    {
        if (value.Spread is null)
        {
            writer.WriteNumberValue(value.Centre);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
