using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Calibrations;

/// <summary>A calibration that can be run again, and what it gave (the content of <c>calibration/NAME.json</c> beside the models of an area).</summary>
public sealed record CalibrationFile
{
    /// <summary>What is calibrated, for people.</summary>
    public required string Title { get; init; }

    /// <summary>Settings that rows must have, <c>subunits: 2A</c>; rows with others cannot be used. Empty for all.</summary>
    public ImmutableSortedDictionary<string, string> Where { get; init => field = value ?? ImmutableSortedDictionary<string, string>.Empty; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The rows of the observations of the area that it is fitted to, by their column <c>row</c>; their role has to be calibration.</summary>
    public required ImmutableArray<string> Rows { get; init; }

    /// <summary>
    /// The standard deviation of the logarithm between laboratories, expression systems and solutions; it is added (in squares) to what a row states.
    /// </summary>
    public required double BetweenLaboratories { get; init; }

    /// <summary>The standard deviation of the logarithm where a row states none.</summary>
    public required double Unstated { get; init; }

    /// <summary>What is free.</summary>
    public required ImmutableArray<FreeParameter> Free { get; init; }

    /// <summary>How many starts: the first from the start values, the others drawn between the bounds.</summary>
    public required int Starts { get; init; }

    /// <summary>The seed of the starts.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The text whose numbers the estimates become; null where they stand elsewhere, as those of a drug do.</summary>
    public CalibratedText? Text { get; init; }

    /// <summary>What it gave; null before it was run.</summary>
    public CalibrationOutcome? Result { get; init; }

    /// <summary>Reads a calibration.</summary>
    /// <param name="folder">The folder of calibrations.</param>
    /// <param name="name">The file's name without extension.</param>
    /// <exception cref="UserErrorException">There is none of that name, or it cannot be read.</exception>
    public static CalibrationFile Read(string folder, string name)
    {
        string path = Path.Combine(folder, $"{name}.json");
        if (!File.Exists(path))
        {
            string[] known = Names(folder);
            throw new UserErrorException($"there is no calibration '{name}' (there are {string.Join(", ", known)}){NearestName.Suggest(name, known)}");
        }

        return InputFile.ReadJson(path, CalibrationJson.Default.CalibrationFile, "describe a calibration");
    }

    /// <summary>The names of all calibrations of a folder.</summary>
    /// <param name="folder">The folder.</param>
    public static string[] Names(string folder) =>
        Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)] : [];

    /// <summary>Writes the calibration with its result.</summary>
    /// <param name="folder">The folder of calibrations.</param>
    /// <param name="name">The file's name without extension.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public void Write(string folder, string name) =>
        OutputFile.WriteText(Path.Combine(folder, $"{name}.json"), writer => writer.WriteLine(JsonSerializer.Serialize(this, CalibrationJson.Default.CalibrationFile)));
}

/// <summary>The text of a model that a calibration gives numbers to.</summary>
/// <param name="File">The file, from the folder of the calibration.</param>
/// <param name="Model">What the model is called in the evidence: the column <c>model</c> of <c>parameters.csv</c>.</param>
/// <param name="Prefix">What stands before a parameter's name in the text: <c>nmda.</c>; null for nothing.</param>
public sealed record CalibratedText(string File, string Model, string? Prefix = null);

/// <summary>A number that is searched, on a logarithmic scale.</summary>
/// <param name="Name">What to call it: the parameter, or what several have in common.</param>
/// <param name="Parameters">The parameters that it sets, each with the factor that it is multiplied with: names of the model's text.</param>
/// <param name="Start">The start value: as published, or what was there before.</param>
/// <param name="Low">The lower bound.</param>
/// <param name="High">The upper bound.</param>
/// <param name="Why">Where start and bounds are from.</param>
public sealed record FreeParameter(string Name, ImmutableSortedDictionary<string, double> Parameters, double Start, double Low, double High, string Why);

/// <summary>What a calibration gave.</summary>
/// <param name="ObjectiveAtStart">Sum of squared log ratios, each over its standard deviation, at the start values.</param>
/// <param name="Objective">The same at the estimates.</param>
/// <param name="StartsThatAgree">How many starts ended within 1 % (or 0.01) of that.</param>
/// <param name="Estimates">The estimates.</param>
/// <param name="Rows">The rows before and after.</param>
/// <param name="NotIdentified">Combinations of parameters that the rows leave free, each as a sentence; empty where there are none.</param>
public sealed record CalibrationOutcome(
    double ObjectiveAtStart, double Objective, int StartsThatAgree, ImmutableArray<CalibratedParameter> Estimates, ImmutableArray<CalibratedRecording> Rows,
    ImmutableArray<string> NotIdentified)
{
    /// <summary>
    /// The covariances of the logarithms of the estimates, in their order: the lower triangle, a row a parameter. They come from the Jacobian and the
    /// standard deviations of the rows; along directions that the rows determine less than the bounds do, from a uniform distribution between the
    /// bounds. Empty in files from before.
    /// </summary>
    public ImmutableArray<ImmutableArray<double>> Covariance { get; init => field = value.IsDefault ? [] : value; } = [];
}

/// <summary>An estimate.</summary>
/// <param name="Name">The free parameter.</param>
/// <param name="Value">The estimate.</param>
/// <param name="StandardErrorOfLogarithm">From the Jacobian at the estimates and the standard deviations of the rows; null where the rows do not
/// determine it.</param>
/// <param name="AtBound">Whether it lies within 1 % of a bound.</param>
public sealed record CalibratedParameter(string Name, double Value, double? StandardErrorOfLogarithm, bool AtBound);

/// <summary>A row before and after.</summary>
/// <param name="Row">The row of the evidence.</param>
/// <param name="What">What was measured in which study.</param>
/// <param name="Observed">What was observed, in the row's unit.</param>
/// <param name="Deviation">The standard deviation of its logarithm.</param>
/// <param name="Before">The prediction at the start values.</param>
/// <param name="After">The prediction at the estimates.</param>
public sealed record CalibratedRecording(string Row, string What, double Observed, double Deviation, double Before, double After);

/// <summary>Reads and writes calibrations without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CalibrationFile))]
internal sealed partial class CalibrationJson : JsonSerializerContext;
