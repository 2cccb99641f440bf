using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Guidelines;

/// <summary>The rules of guidelines and labels (<c>models/guidelines/rules.json</c>, docs/guidelines.md).</summary>
/// <param name="Title">A line for people.</param>
/// <param name="Facts">What can be said of a patient in words, each with its words; the first is taken for nothing.</param>
/// <param name="Numbers">What can be said of a patient in numbers, each with its unit.</param>
/// <param name="Rules">The rules.</param>
public sealed record GuidelineFile(
    string Title,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Facts,
    ImmutableSortedDictionary<string, string> Numbers,
    ImmutableArray<GuidelineRule> Rules)
{
    /// <summary>The uses that rules are about, in the order of the file.</summary>
    [JsonIgnore]
    public IEnumerable<string> Contexts => Rules.Select(rule => rule.Context).Distinct();

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">It is missing or wrong, or a rule asks for something that nobody can say.</exception>
    public static GuidelineFile Read(string path)
    {
        GuidelineFile file = InputFile.ReadJson(path, GuidelineJson.Default.GuidelineFile, "hold rules of guidelines");
        foreach (GuidelineRule rule in file.Rules)
        {
            foreach (GuidelineCondition condition in rule.When)
            {
                bool isKnown = condition.Measure is { } measure ? GivenDoses.Units.ContainsKey(measure)
                    : condition.Is.IsEmpty ? file.Numbers.ContainsKey(condition.Fact ?? "")
                    : file.Facts.TryGetValue(condition.Fact ?? "", out ImmutableArray<string> words) && condition.Is.All(words.Contains);
                if (!isKnown)
                {
                    throw new UserErrorException(
                        $"'{path}': the rule {rule.Id} asks for '{condition.Measure ?? condition.Fact}', which is no measure and no fact");
                }
            }
        }

        return file;
    }
}

/// <summary>One rule.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Context">The use that it is about: <c>acute-pain</c>.</param>
/// <param name="Action">What it asks for: <c>warn</c>, <c>contraindicated</c>, <c>monitor</c> ...</param>
/// <param name="Says">The rule in words.</param>
/// <param name="When">What makes it speak, any of them; empty for a rule that speaks always in its context.</param>
/// <param name="Grade">How strong its source calls it; empty where it does not.</param>
/// <param name="Guideline">The guideline or label.</param>
/// <param name="Reference">Its DOI or other address.</param>
/// <param name="Status">How it was read: <c>read</c>, <c>read-secondary</c>, <c>recalled</c> ...</param>
public sealed record GuidelineRule(
    string Id, string Context, string Action, string Says, ImmutableArray<GuidelineCondition> When, string Grade, string Guideline, string Reference,
    string Status)
{
    /// <summary>How far the rule can be trusted: <c>read</c>, <c>second-hand</c>, or <c>unverified</c> where any of it comes from memory.</summary>
    [JsonIgnore]
    public string Trust => Status.Contains("recalled", StringComparison.Ordinal) ? "unverified"
        : Status.Contains("secondary", StringComparison.Ordinal) ? "second-hand" : "read";
}

/// <summary>What makes a rule speak: a measure of the doses or a number of the patient outside bounds, or a fact in one of some words.</summary>
/// <param name="Measure">A measure of the doses; null for a fact.</param>
/// <param name="Fact">A fact or number of the patient; null for a measure.</param>
/// <param name="Above">It speaks above this; null for no such bound.</param>
/// <param name="Below">It speaks below this; null for no such bound.</param>
public sealed record GuidelineCondition(string? Measure = null, string? Fact = null, double? Above = null, double? Below = null)
{
    /// <summary>The words of the fact in which it speaks; empty for numbers.</summary>
    public ImmutableArray<string> Is { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether a number is outside the bounds.</summary>
    /// <param name="value">The number.</param>
    public bool Speaks(double value) => value > Above || value < Below;
}

/// <summary>Reads rules without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(GuidelineFile))]
internal sealed partial class GuidelineJson : JsonSerializerContext;
