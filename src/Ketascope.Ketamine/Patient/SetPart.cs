using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Parts;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Patient;

/// <summary>A part of the patient and what it is set to.</summary>
/// <param name="File">The part.</param>
internal sealed record SetPart(PartFile File)
{
    /// <summary>The values that are not those of the text, by parameter.</summary>
    public ImmutableSortedDictionary<string, PartValue> Set { get; private init; } = ImmutableSortedDictionary<string, PartValue>.Empty;

    /// <summary>The words of settings that a part has beside numbers.</summary>
    public IEnumerable<string> Settings => File.Settings.Keys.Concat(File.Choices.Keys);

    /// <summary>The part under a condition.</summary>
    /// <param name="condition">The condition.</param>
    public SetPart Under(PartCondition condition) => With(condition.Set);

    /// <summary>The part with a link taken out.</summary>
    /// <param name="link">The link.</param>
    public SetPart Without(PartSwitch link) => this with { Set = Set.SetItem(link.Parameter, new PartValue(link.Value)) };

    /// <summary>The part with more values.</summary>
    /// <param name="values">The values, by parameter.</param>
    public SetPart With(ImmutableSortedDictionary<string, PartValue> values) => this with { Set = Set.SetItems(values) };

    /// <summary>The part with a setting.</summary>
    /// <param name="name">The setting: one of <see cref="Settings"/>.</param>
    /// <param name="text">A number, or a word of the setting.</param>
    /// <exception cref="UserErrorException">It is neither.</exception>
    public SetPart With(string name, string text)
    {
        if (File.Choices.TryGetValue(name, out ImmutableSortedDictionary<string, PartWord>? words))
        {
            if (words.TryGetValue(text, out PartWord? word))
            {
                return With(word.Set);
            }

            if (!File.Settings.ContainsKey(name))
            {
                throw new UserErrorException($"the setting {name} of {File.Part} is one of {string.Join(", ", words.Keys)}; '{text}' is none"
                    + NearestName.Hint(text, words.Keys));
            }
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? this with { Set = Set.SetItem(File.Settings[name], new PartValue(number)) }
            : throw new UserErrorException($"the setting {name}={text} of {File.Part} needs a finite number"
                + (words is null ? "" : $" or one of {string.Join(", ", words.Keys)}"));
    }

    /// <summary>The numbers of <see cref="Set"/>, by the names of the joined text.</summary>
    public IEnumerable<KeyValuePair<string, double>> Numbers =>
        Set.Where(one => one.Value.Name is null).Select(one => KeyValuePair.Create($"{File.Part}.{one.Key}", one.Value.Number));
}
