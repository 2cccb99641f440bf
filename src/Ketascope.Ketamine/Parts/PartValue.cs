using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ketascope.Ketamine.Parts;

/// <summary>What a parameter of a part is set to: a number, or the value of another parameter of the same text.</summary>
/// <param name="Number">The number; 0 where a name is given.</param>
/// <param name="Name">The other parameter; null for a number.</param>
[JsonConverter(typeof(Converter))]
public readonly record struct PartValue(double Number, string? Name = null)
{
    /// <inheritdoc/>
    public override string ToString() => Name ?? Number.ToString("R", CultureInfo.InvariantCulture);

    internal sealed class Converter : JsonConverter<PartValue>
    {
        public override PartValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number => new(reader.GetDouble()),
            JsonTokenType.String => new(0, reader.GetString()),
            _ => throw new JsonException("a number is expected, or the name of another parameter"),
        };

        public override void Write(Utf8JsonWriter writer, PartValue value, JsonSerializerOptions options)
        {
            if (value.Name is { } name)
            {
                writer.WriteStringValue(name);
            }
            else
            {
                writer.WriteNumberValue(value.Number);
            }
        }
    }
}
