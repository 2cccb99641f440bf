using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Mood;

/// <summary>How trials of mood differ from one another, and pools of them (<c>models/mood/trials.json</c>).</summary>
/// <param name="Title">What the file holds.</param>
/// <param name="Pools">Pools of trials whose controls differ.</param>
/// <param name="Spread">How studies differ.</param>
public sealed record TrialFile(string Title, ImmutableArray<TrialPool> Pools, ImmutableArray<TrialSpread> Spread)
{
    /// <summary>Reads the file.</summary>
    /// <param name="folder">The folder, <c>models/mood</c>.</param>
    /// <exception cref="UserErrorException">It cannot be read.</exception>
    public static TrialFile Read(string folder) => InputFile.ReadJson(Path.Combine(folder, "trials.json"), TrialJson.Default.TrialFile, "describe trials");
}

/// <summary>A pool of trials whose controls differ.</summary>
/// <param name="Name">Its name, which stands where that of a control does.</param>
/// <param name="Title">What it is, in a line.</param>
/// <param name="Of">The controls, with how many trials have each.</param>
public sealed record TrialPool(string Name, string Title, ImmutableSortedDictionary<string, double> Of);

/// <summary>How a number differs between studies: by a lognormal factor whose mean is one, which the arms of a study share.</summary>
/// <param name="Parameter">The parameter of the text.</param>
/// <param name="LogSd">The standard deviation of the factor's logarithm.</param>
/// <param name="Most">The highest value; null for no bound.</param>
/// <param name="Basis">What it rests on.</param>
/// <param name="Source">The publication.</param>
/// <param name="Status">How sure that is.</param>
public sealed record TrialSpread(string Parameter, double LogSd, double? Most, string Basis, string Source, string Status);

/// <summary>Reads the file without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(TrialFile))]
internal sealed partial class TrialJson : JsonSerializerContext;
