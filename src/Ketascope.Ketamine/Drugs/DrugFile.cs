using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Ketascope.Ketamine.Drugs;

// What a file leaves out, the generated reader sets to the default of its type; the initializers below make that empty.
/// <summary>A drug as data: what it does at each target, with sources (the content of <c>models/drugs/NAME.json</c>, docs/drugs.md).</summary>
public sealed record DrugFile
{
    /// <summary>The file's name.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it; the first is shown. Case does not matter.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>A line for people.</summary>
    public required string Title { get; init; }

    /// <summary>The molecule's formula, of a base without its salt: <c>C13H16ClNO</c>.</summary>
    public string? Formula { get; init; }

    /// <summary>The molar mass of the formula, g/mol: the sum of standard atomic weights (IUPAC 2021, doi:10.1515/pac-2019-0603).</summary>
    public double? MolarMass { get; init; }

    /// <summary>Of a mixture its parts, which then carry the actions; else empty.</summary>
    public ImmutableArray<DrugPart> Mixture { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What it does at each target. Of a mixture only what was measured of the whole; its parts carry the others.</summary>
    public ImmutableArray<DrugAction> Actions { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What it does in the pore of the NMDA receptor, or null.</summary>
    [JsonIgnore]
    public PoreBlock? NmdaPore => At("nmda-pore") is not { } one ? null
        : new PoreBlock(one.Value("bindingRate"), one.Value("unbindingRate"), one.Value("voltage"), one.Value("electricalDistance"), one.Basis,
            one.Status, one.Sources)
        {
            UnbindingFactors = one.BySubtype("unbindingFactor"),
        };

    /// <summary>What it does at the site of the NMDA receptor outside the gate, or null; only drugs of the pore have it.</summary>
    [JsonIgnore]
    public SuperficialSite? NmdaSuperficialSite => At("nmda-superficial") is not { } one ? null
        : new SuperficialSite(one.Value("bindingRate"), one.Value("unbindingRate"), one.Value("openPreference"), one.Basis, one.Status, one.Sources);

    /// <summary>What it does at the site of the NMDA receptor that is reached through the membrane, or null.</summary>
    [JsonIgnore]
    public MembraneSite? NmdaMembraneSite => At("nmda-membrane") is not { } one ? null
        : new MembraneSite(one.Value("bindingRate"), one.Value("unbindingRate"), one.Value("gatingFactor"), one.Basis, one.Status, one.Sources);

    /// <summary>What it does at the glutamate site, or null.</summary>
    [JsonIgnore]
    public Competition? GlutamateSite =>
        At("nmda-glutamate") is not { } one ? null : new Competition(one.BySubtype("affinity"), one.Basis, one.Status, one.Sources);

    /// <summary>What else a reader should know.</summary>
    public ImmutableArray<string> Notes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What it does at a target, or null for nothing.</summary>
    /// <param name="target">The target.</param>
    public DrugAction? At(string target) => Actions.FirstOrDefault(one => one.Target == target);
}

/// <summary>A part of a mixture.</summary>
/// <param name="Drug">The file's name of the part.</param>
/// <param name="Fraction">Its part of the amount, 0 to 1.</param>
public sealed record DrugPart(string Drug, double Fraction);

/// <summary>
/// Block of the open pore: the drug enters at <c>BindingRate</c> x concentration and leaves at <c>UnbindingRate*exp(ElectricalDistance*(V -
/// Voltage)*F/(R*T))</c> (Woodhull 1973, doi:10.1085/jgp.61.6.687).
/// </summary>
/// <param name="BindingRate">Entry into the open channel, 1/(uM s).</param>
/// <param name="UnbindingRate">Exit from the open channel at <paramref name="Voltage"/>, 1/s.</param>
/// <param name="Voltage">The voltage of the exit rate, mV.</param>
/// <param name="ElectricalDistance">The part of the membrane field that the site feels, times the drug's charge; 0 to 1.</param>
/// <param name="Basis">Where the numbers are from.</param>
/// <param name="Status"><c>read</c>, <c>derived</c>, <c>assumed</c> ...</param>
/// <param name="Sources">The publications.</param>
public sealed record PoreBlock(double BindingRate, double UnbindingRate, double Voltage, double ElectricalDistance, string Basis, string Status, ImmutableArray<DrugSource> Sources)
{
    /// <summary>Factors on the exit rate for subtypes that differ from GluN2A, by <c>2A</c> ... <c>2D</c>.</summary>
    public ImmutableSortedDictionary<string, double> UnbindingFactors { get; init; } = ImmutableSortedDictionary<string, double>.Empty;
}

/// <summary>A site outside the gate, which blocks but does not trap (<c>models/receptors/nmda/modules/superficial.ant</c>).</summary>
/// <param name="BindingRate">Entry while the slow gate is closed, 1/(uM s).</param>
/// <param name="UnbindingRate">Exit from any state, 1/s.</param>
/// <param name="OpenPreference">How many times faster the entry is while the slow gate is open, and how many times more slowly that gate then closes.</param>
/// <param name="Basis">Where the numbers are from.</param>
/// <param name="Status"><c>read</c>, <c>derived</c>, <c>assumed</c> ...</param>
/// <param name="Sources">The publications.</param>
public sealed record SuperficialSite(double BindingRate, double UnbindingRate, double OpenPreference, string Basis, string Status, ImmutableArray<DrugSource> Sources);

/// <summary>A site that is reached through the membrane and holds the receptor before it opens (<c>models/receptors/nmda/modules/membrane.ant</c>).</summary>
/// <param name="BindingRate">Entry into the pre-open and the open receptor, 1/(uM s).</param>
/// <param name="UnbindingRate">Exit from the pre-open receptor, 1/s.</param>
/// <param name="GatingFactor">How much more slowly the held receptor opens, and how much faster the site is left in the open one; above 1.</param>
/// <param name="Basis">Where the numbers are from.</param>
/// <param name="Status"><c>read</c>, <c>derived</c>, <c>assumed</c> ...</param>
/// <param name="Sources">The publications.</param>
public sealed record MembraneSite(double BindingRate, double UnbindingRate, double GatingFactor, string Basis, string Status, ImmutableArray<DrugSource> Sources);

/// <summary>Competition for a site, in rapid equilibrium with the empty site.</summary>
/// <param name="Affinity">The dissociation constant for each subtype, uM.</param>
/// <param name="Basis">Where the numbers are from.</param>
/// <param name="Status"><c>read</c>, <c>derived</c>, <c>assumed</c> ...</param>
/// <param name="Sources">The publications.</param>
public sealed record Competition(ImmutableSortedDictionary<string, double> Affinity, string Basis, string Status, ImmutableArray<DrugSource> Sources);

/// <summary>A publication.</summary>
/// <param name="Text">The reference in words.</param>
/// <param name="Url">Its address.</param>
public sealed record DrugSource(string Text, string Url);

/// <summary>Reads a drug file without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DrugFile))]
internal sealed partial class DrugFileJson : JsonSerializerContext;
