using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Draws;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Parts;

/// <summary>
/// A part of the patient as data: a text, what drugs bring to it, what it shows (the content of <c>models/NAME/part.json</c>, docs/parts.md).
/// </summary>
public sealed record PartFile
{
    /// <summary>The part in one word, which is the name of its instance in the joined text: <c>mood</c>.</summary>
    public required string Part { get; init; }

    /// <summary>A line for people.</summary>
    public required string Title { get; init; }

    /// <summary>The file with the text, in the same folder; its time is in hours.</summary>
    public required string Text { get; init; }

    /// <summary>The concentrations that the text reads, by the parameter that each takes the place of; one of a drug that is not given stays 0.</summary>
    public ImmutableSortedDictionary<string, PartInput> Inputs { get; init => field = value ?? ImmutableSortedDictionary<string, PartInput>.Empty; }
        = ImmutableSortedDictionary<string, PartInput>.Empty;

    /// <summary>A parameter that is 1 while somebody is treated; null where the text has none.</summary>
    public PartSession? Session { get; init; }

    /// <summary>What can be shown and observed, by name.</summary>
    public required ImmutableSortedDictionary<string, PartOutput> Outputs { get; init; }

    /// <summary>The outputs that are shown where nobody names any, in their order; empty for all.</summary>
    public ImmutableArray<string> Shown { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The parameters that settings set, by the setting's name.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init => field = value ?? ImmutableSortedDictionary<string, string>.Empty; }
        = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>
    /// Settings that are a word: what each word sets, by the setting's name and the word; the values are numbers or names of other parameters.
    /// </summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, PartWord>> Choices
    {
        get;
        init => field = value ?? ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, PartWord>>.Empty;
    }
    = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, PartWord>>.Empty;

    /// <summary>Links that can be taken out, by name: <c>AMPA</c>.</summary>
    public ImmutableSortedDictionary<string, PartSwitch> Switches { get; init => field = value ?? ImmutableSortedDictionary<string, PartSwitch>.Empty; }
        = ImmutableSortedDictionary<string, PartSwitch>.Empty;

    /// <summary>Other views of the same matter, by name.</summary>
    public ImmutableSortedDictionary<string, PartWord> Alternatives { get; init => field = value ?? ImmutableSortedDictionary<string, PartWord>.Empty; }
        = ImmutableSortedDictionary<string, PartWord>.Empty;

    /// <summary>What the people have, by name: <c>depression</c>.</summary>
    public ImmutableSortedDictionary<string, PartCondition> Conditions { get; init => field = value ?? ImmutableSortedDictionary<string, PartCondition>.Empty; }
        = ImmutableSortedDictionary<string, PartCondition>.Empty;

    /// <summary>How long people are followed where neither they nor their condition say so: <c>4h</c>.</summary>
    public required string Follow { get; init; }

    /// <summary>What is taken for granted, a sentence each, shown with every result.</summary>
    public ImmutableArray<string> Assumptions { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The full path of the text.</summary>
    [JsonIgnore]
    public string TextPath { get; init; } = "";

    private LoadedText Loaded { get; } = new();

    /// <summary>The text alone, with a draw of its uncertain numbers or with those of its file.</summary>
    /// <param name="draw">The draw; null for the values of the file.</param>
    /// <exception cref="UserErrorException">The text is wrong.</exception>
    public LoadedModel Load(ParameterDraw? draw)
    {
        LoadedModel model = Loaded.Of(TextPath);
        return draw is null ? model : UncertainText.Under(model, draw);
    }

    /// <summary>Reads every part of a folder of models.</summary>
    /// <param name="models">The folder of all models.</param>
    /// <exception cref="UserErrorException">A file cannot be read, or two parts share a name.</exception>
    public static ImmutableArray<PartFile> ReadAll(string models)
    {
        if (!Directory.Exists(models))
        {
            throw new UserErrorException($"the folder of models '{models}' is missing");
        }

        ImmutableArray<PartFile> all =
        [
            .. Directory.EnumerateDirectories(models).Order(StringComparer.Ordinal)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*part.json").Order(StringComparer.Ordinal)).Select(Read),
        ];
        return all.GroupBy(one => one.Part).FirstOrDefault(same => same.Skip(1).Any()) is not { } twice ? all
            : throw new UserErrorException($"the part '{twice.Key}' is described twice: {string.Join(", ", twice.Select(one => one.TextPath))}");
    }

    /// <summary>Reads one part.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">It cannot be read, or shows what it does not have.</exception>
    public static PartFile Read(string path)
    {
        PartFile read = InputFile.ReadJson(path, PartJson.Default.PartFile, "describe a part of the patient");
        return read.Shown.FirstOrDefault(name => !read.Outputs.ContainsKey(name)) is { } unknown
            ? throw new UserErrorException($"'{path}': 'shown' names '{unknown}', which is no output{NearestName.Hint(unknown, read.Outputs.Keys)}")
            : read with { TextPath = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, read.Text)) };
    }
}

/// <summary>A concentration that a part reads.</summary>
/// <param name="Drug">The drug, by the name of its file; a mixture is the sum of its parts.</param>
/// <param name="Site">Where: <c>arterial</c>, <c>effect site</c>.</param>
/// <param name="Binding"><c>total</c>, or <c>free</c> of proteins.</param>
/// <param name="Unit">The unit: <c>ng/mL</c>, <c>uM</c>.</param>
/// <param name="Effect">The effect whose delay behind plasma is meant, of an effect site; null elsewhere.</param>
public sealed record PartInput(string Drug, string Site, string Binding, string Unit, string? Effect = null)
{
    /// <summary>What the concentration is.</summary>
    [JsonIgnore]
    public Port Port => new(Site, Binding, Unit);
}

/// <summary>A parameter that is 1 during a visit, which goes with each dose, and 0 elsewhere.</summary>
public sealed record PartSession
{
    /// <summary>The parameter.</summary>
    public required string Parameter { get; init; }

    /// <summary>When a visit begins to count, h after a dose starts.</summary>
    public required double From { get; init; }

    /// <summary>When it ends, h after a dose starts.</summary>
    public required double To { get; init; }

    /// <summary>Routes of doses that are taken at home, <c>oral</c>: a visit goes with the first of them alone.</summary>
    public ImmutableArray<string> AtHome { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The parameter that says how much a visit is; null where the text has none.</summary>
    public string? Intensity { get; init; }

    /// <summary>How much a visit is that goes with what is taken at home, of a usual one.</summary>
    public double IntensityAtHome { get; init; }
}

/// <summary>What a part shows.</summary>
/// <param name="Variable">The variable of the text.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Title">What it is, for people.</param>
public sealed record PartOutput(string Variable, string Unit, string Title);

/// <summary>A link that can be taken out.</summary>
/// <param name="Title">What is out then.</param>
/// <param name="Parameter">The parameter that takes it out.</param>
/// <param name="Value">The value that takes it out.</param>
public sealed record PartSwitch(string Title, string Parameter, double Value = 1);

/// <summary>A word, and the parameters that it sets.</summary>
/// <param name="Title">What it stands for.</param>
/// <param name="Set">The values, by parameter.</param>
public sealed record PartWord(string Title, ImmutableSortedDictionary<string, PartValue> Set);

/// <summary>What people have.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Set">The values that go with it, by parameter.</param>
/// <param name="Follow">How long such people are followed.</param>
/// <param name="Basis">What it rests on, a sentence each.</param>
public sealed record PartCondition(string Title, ImmutableSortedDictionary<string, PartValue> Set, string Follow, ImmutableArray<string> Basis);

/// <summary>Reads parts without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PartFile))]
internal sealed partial class PartJson : JsonSerializerContext;
