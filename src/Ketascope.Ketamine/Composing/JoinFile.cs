using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Composing;

/// <summary>
/// How a concentration of one model becomes what another needs, step by step (<c>models/common/joins/NAME.json</c>, docs/joining.md). Nothing is converted
/// that is not stated here.
/// </summary>
public sealed record JoinFile
{
    /// <summary>What stands in a file for the effect that is asked about.</summary>
    public const string EffectWord = "{effect}";

    /// <summary>A line for people.</summary>
    public required string Title { get; init; }

    /// <summary>The drugs that it is for, by the names of their files: what it takes for granted is not said of others. Empty for all.</summary>
    public ImmutableArray<string> Of { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What it begins with.</summary>
    public required Port From { get; init; }

    /// <summary>What it ends with.</summary>
    public required Port To { get; init; }

    /// <summary>Units of the text, each with its Antimony formula.</summary>
    public required ImmutableSortedDictionary<string, string> Units { get; init; }

    /// <summary>The steps, in order.</summary>
    public required ImmutableArray<JoinStep> Steps { get; init; }

    /// <summary>Whether the effect that is asked about changes what comes out.</summary>
    [JsonIgnore]
    public bool TakesEffect => Steps.Any(step => step.Numbers.Values.Any(number => number.Of.Contains(EffectWord, StringComparison.Ordinal)));

    /// <summary>The file that it was read from.</summary>
    [JsonIgnore]
    public string Origin { get; init; } = "";

    /// <summary>Reads every file of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="UserErrorException">The folder is missing, or a file is wrong: the message says the file, the line and what was expected.</exception>
    public static ImmutableArray<JoinFile> ReadAll(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read)]
        : throw new UserErrorException($"the folder of joins '{folder}' is missing");

    /// <summary>Reads a file and checks that each step begins with what the step before gives.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">It is missing, or the steps do not fit: the message says the file, the line and what was expected.</exception>
    public static JoinFile Read(string path)
    {
        JoinFile read = InputFile.ReadJson(path, ComposingJson.Default.JoinFile, "join two models");
        Port given = read.From;
        string by = "the join";
        for (int i = 0; i < read.Steps.Length; i++)
        {
            JoinStep step = read.Steps[i];
            if (step.From != given)
            {
                throw Misfit(path, ["steps", i, "from"], $"the step '{step.Model}' takes {step.From}; {by} gives {given}");
            }

            if (step.From.Differences(step.To) != 1)
            {
                throw Misfit(path, ["steps", i, "to"], $"the step '{step.Model}' makes {step.To} of {step.From}; a step changes one of site, binding and unit");
            }

            (given, by) = (step.To, $"the step '{step.Model}'");
        }

        return given == read.To ? read with { Origin = Path.GetFullPath(path) }
            : throw Misfit(path, ["to"], $"the join is to end with {read.To}; {by} gives {given}");
    }

    /// <summary>The way as far as some concentration; null where none of its steps gives that.</summary>
    /// <param name="end">What is wanted.</param>
    public JoinFile? Until(Port end) => end == From ? this with { Steps = [], To = end }
        : Steps.Index().FirstOrDefault(step => step.Item.To == end) is { Item: not null } last ? this with { Steps = Steps[..(last.Index + 1)], To = end }
        : null;

    /// <summary>Refuses a model that does not give what the join begins with, or one that needs something else than it ends with.</summary>
    /// <param name="given">What the first model gives.</param>
    /// <param name="giver">The first model, for the message.</param>
    /// <param name="needed">What the second model needs.</param>
    /// <param name="needer">The second model, for the message.</param>
    /// <exception cref="UserErrorException">They do not fit; the message says the file, the line and what was expected.</exception>
    public void Require(Port given, string giver, Port needed, string needer)
    {
        if (given != From)
        {
            throw Misfit(Origin, ["from"], $"the join takes {From}; {giver} gives {given}");
        }

        if (needed != To)
        {
            throw Misfit(Origin, ["to"], $"the join gives {To}; {needer} needs {needed}");
        }
    }

    private static UserErrorException Misfit(string path, object[] member, string message) =>
        new($"{path}:{JsonPlace.Line(InputFile.ReadText(path), member)}: {message}");
}

/// <summary>One step of a join: a model of text with a port <c>source</c> and a variable <c>result</c>.</summary>
public sealed record JoinStep
{
    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The file with the model, from the folder of the join.</summary>
    public required string Import { get; init; }

    /// <summary>What it takes.</summary>
    public required Port From { get; init; }

    /// <summary>What it gives.</summary>
    public required Port To { get; init; }

    /// <summary>Which shared numbers its parameters get; <c>{effect}</c> stands for the effect that is asked about.</summary>
    public ImmutableSortedDictionary<string, TextNumber> Numbers { get; init => field = value ?? ImmutableSortedDictionary<string, TextNumber>.Empty; }
        = ImmutableSortedDictionary<string, TextNumber>.Empty;

    /// <summary>What it takes for granted, a sentence that every result shows; null for nothing.</summary>
    public string? Assumption { get; init; }
}
