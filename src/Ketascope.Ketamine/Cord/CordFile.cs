using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Cord;

/// <summary>The cord as data (the content of <c>models/cord/cord.json</c>): its circuits, its alternatives, and how stimuli and doses reach it.</summary>
public sealed record CordFile
{
    /// <summary>The circuits; the first one is taken where nothing is said.</summary>
    public required ImmutableArray<CordCircuitText> Circuits { get; init; }

    /// <summary>What ketamine does at NMDA receptors, by name; the first one is taken where one is needed.</summary>
    public required ImmutableArray<CordAlternative> Alternatives { get; init; }

    /// <summary>The parts that can be knocked out, by the word that people use, each with its parameter.</summary>
    public required ImmutableSortedDictionary<string, string> Switches { get; init; }

    /// <summary>What stimuli are to the fibres.</summary>
    public required SkinFibres Fibres { get; init; }

    /// <summary>How doses reach the cord.</summary>
    public required CordDosing Dosing { get; init; }

    /// <summary>Reads the file.</summary>
    /// <param name="folder">The folder of the cord.</param>
    /// <exception cref="UserErrorException">It cannot be read.</exception>
    public static CordFile Read(string folder) => InputFile.ReadJson(Path.Combine(folder, "cord.json"), CordJson.Default.CordFile, "describe the cord");

    /// <summary>The alternative of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public CordAlternative Alternative(string name)
    {
        string[] names = [.. Alternatives.Select(one => one.Name)];
        return Alternatives.FirstOrDefault(one => one.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new UserErrorException($"'{name.Trim()}' is none of the alternatives {string.Join(", ", names)}{NearestName.Hint(name, names)}");
    }
}

/// <summary>A circuit.</summary>
public sealed record CordCircuitText
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The file with its text, from the folder of the cord.</summary>
    public required string Text { get; init; }

    /// <summary>What it is, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>The states that last: what a test copies into a fresh cord.</summary>
    public required ImmutableArray<string> Lasting { get; init; }

    /// <summary>Those of them that reach the cord of the skin beside an injury, less with the distance.</summary>
    public required ImmutableArray<string> Spreading { get; init; }

    /// <summary>The states that hold the drug.</summary>
    public required ImmutableArray<string> Held { get; init; }

    /// <summary>What else is recorded: variables that follow from states.</summary>
    public ImmutableArray<string> Shown { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Parameters that it has beside those of every circuit (<see cref="CordNames.Parameters"/>).</summary>
    public ImmutableArray<string> More { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The parameter that is 1 where stimuli reach the skin beside the injury; null where the circuit does not tell the two apart.</summary>
    public string? Beside { get; init; }

    /// <summary>All that is recorded of it.</summary>
    internal ImmutableArray<string> Recorded => [.. CordNames.Recorded, .. Lasting, .. Held, .. Shown];

    /// <summary>All that a protocol, a test or a named alternative may turn.</summary>
    internal ImmutableArray<string> Turned => [.. CordNames.Parameters, .. More, .. Beside is { } beside ? [beside] : Array.Empty<string>()];
}

/// <summary>A way in which ketamine may act at the NMDA receptors of the cord.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What it is, in a line.</param>
/// <param name="Set">The parameters of the text that it sets.</param>
public sealed record CordAlternative(string Name, string Title, ImmutableSortedDictionary<string, double> Set);

/// <summary>What stimuli are to a C and to an A-beta fibre, impulses per second.</summary>
public sealed record SkinFibres
{
    /// <summary>A-beta fibres under a brush, Hz.</summary>
    public required double Brush { get; init; }

    /// <summary>A-beta fibres under a von Frey hair or a pinch, Hz.</summary>
    public required double Pressure { get; init; }

    /// <summary>C fibres under a pinch, Hz.</summary>
    public required double Pinch { get; init; }

    /// <summary>The force of a von Frey hair that just excites C fibres, mN.</summary>
    public required double ForceThreshold { get; init; }

    /// <summary>What tenfold that force adds to C fibres, Hz.</summary>
    public required double PerDecadeOfForce { get; init; }

    /// <summary>The temperature that just excites C fibres, degrees Celsius.</summary>
    public required double HeatThreshold { get; init; }

    /// <summary>What each degree above adds, Hz.</summary>
    public required double PerDegree { get; init; }

    /// <summary>C fibres under capsaicin in its first minutes, and then, Hz.</summary>
    public required ImmutableArray<double> Capsaicin { get; init; }

    /// <summary>How long the first minutes are, s, and how long the rest.</summary>
    public required ImmutableArray<double> CapsaicinTime { get; init; }

    /// <summary>C fibres after an incision, Hz.</summary>
    public required double Incision { get; init; }

    /// <summary>The time in which that falls to 1/e, s.</summary>
    public required double IncisionTime { get; init; }

    /// <summary>What each of these rests on, a sentence each, by the words of the stimulus.</summary>
    public required ImmutableSortedDictionary<string, string> Basis { get; init; }
}

/// <summary>How doses reach the cord.</summary>
public sealed record CordDosing
{
    /// <summary>The fraction of the drug in plasma that is free.</summary>
    public required double FractionUnbound { get; init; }

    /// <summary>The half-life of the effect site, s.</summary>
    public required double EffectSite { get; init; }

    /// <summary>The concentration of racemic ketamine that leaves half of open pores free at -70 mV, uM; other drugs count by theirs.</summary>
    public required double RacemateAffinity { get; init; }

    /// <summary>Regimens that end later than this, s, are long: venous concentrations, without an effect site.</summary>
    public required double LongAfter { get; init; }

    /// <summary>Pharmacokinetic models of short regimens, in the order in which they are tried.</summary>
    public required ImmutableArray<string> Short { get; init; }

    /// <summary>Pharmacokinetic models of long regimens, in the order in which they are tried.</summary>
    public required ImmutableArray<string> Long { get; init; }

    /// <summary>
    /// The opioids whose relief is known, by the names of their files, and how much one of each counts as morphine. Their own pharmacokinetic models give
    /// them at an effect site.
    /// </summary>
    public required ImmutableSortedDictionary<string, double> Opioids { get; init; }

    /// <summary>What this rests on, a sentence each.</summary>
    public required ImmutableArray<string> Basis { get; init; }
}

/// <summary>Reads the cord's file without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CordFile))]
internal sealed partial class CordJson : JsonSerializerContext;
