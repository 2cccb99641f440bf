using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ketascope.Study.Results;

/// <summary>Which model a run used, to the letter.</summary>
public sealed record ModelManifest
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>The SHA-256 of each text that was read (the model and its imports), in lower-case hexadecimal, by path as the program showed it.</summary>
    public required ImmutableSortedDictionary<string, string> Sha256 { get; init; }

    /// <summary>True where reactions that the text marks as fast were made ordinary ones, else null.</summary>
    public bool? IgnoresFast { get; init; }

    /// <summary>The model of some texts.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="texts">
    /// Every text that was read, by path or by the name of its file, in the order of reading; another text under a name that has been used gets a
    /// number: a model may import a file of its own name from another folder.
    /// </param>
    public static ModelManifest Of(string name, IEnumerable<KeyValuePair<string, string>> texts)
    {
        Dictionary<string, string> hashes = [];
        foreach ((string file, string text) in texts)
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), key = file;
            for (int number = 2; hashes.TryGetValue(key, out string? known) && known != hash; number++)
            {
                key = string.Create(CultureInfo.InvariantCulture, $"{file} ({number})");
            }

            hashes[key] = hash;
        }

        return new() { Name = name, Sha256 = hashes.ToImmutableSortedDictionary(StringComparer.Ordinal) };
    }
}
