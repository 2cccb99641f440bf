using System.Text;
using System.Text.Json;

namespace Ketascope.Ketamine.Composing;

/// <summary>Finds the line of a member in a JSON text, for messages.</summary>
internal static class JsonPlace
{
    /// <summary>The line, from 1 on, on which a value begins; 1 where there is none.</summary>
    /// <param name="text">The JSON text.</param>
    /// <param name="path">Names of members and numbers of elements, from the outside in.</param>
    public static int Line(string text, params object[] path)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Utf8JsonReader reader = new(bytes);
        reader.Read();
        foreach (object step in path)
        {
            if (!Enter(ref reader, step))
            {
                return 1;
            }
        }

        return 1 + bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
    }

    /// <summary>Goes to a value inside the one that the reader stands at.</summary>
    private static bool Enter(ref Utf8JsonReader reader, object step)
    {
        for (int element = 0; reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray); element++)
        {
            bool isHere = step is int number && number == element;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                isHere = step is string name && reader.ValueTextEquals(name);
                reader.Read();
            }

            if (isHere)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
