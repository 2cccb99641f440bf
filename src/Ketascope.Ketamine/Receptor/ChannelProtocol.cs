using System.Collections.Immutable;
using Ketascope.Ketamine.Drugs;

namespace Ketascope.Ketamine.Receptor;

/// <summary>What an experimenter does to a patch of NMDA receptors (docs/channel.md).</summary>
public sealed record ChannelProtocol
{
    /// <summary>The subtype: <c>2A</c>, <c>2B</c>, <c>2C</c> or <c>2D</c>.</summary>
    public required string Subunits { get; init; }

    /// <summary>Whether a statement says the subtype; else it is GluN2A.</summary>
    public bool SetsSubunits { get; init; }

    /// <summary>What was taken to mean what (a mass of a drug as a concentration), a sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The drugs that are used, mixtures taken apart, in the order of their first use.</summary>
    public required ImmutableArray<DrugFile> Drugs { get; init; }

    /// <summary>What holds before the experiment, long enough for equilibrium: bath, voltage, temperature, but no drug.</summary>
    public required ImmutableArray<ProtocolChange> Before { get; init; }

    /// <summary>What changes, and when, in order of time.</summary>
    public required ImmutableArray<ProtocolChange> Changes { get; init; }

    /// <summary>When receptors are activated, in order of time.</summary>
    public required ImmutableArray<Application> Applications { get; init; }

    /// <summary>Whether drugs also bind to the site that is reached through the membrane; off unless the protocol says so.</summary>
    public bool MembraneAccess { get; init; }

    /// <summary>Parameters of the receptor that have another value than their file gives, by their names in <c>receptor.ant</c>, or in the composed text where the name has a dot.</summary>
    public ImmutableSortedDictionary<string, double> Parameters { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>The length, s.</summary>
    public required double End { get; init; }

    /// <summary>Whether no drug is ever there.</summary>
    public bool IsUntreated => Changes.All(change => change.Knob != ProtocolKnob.Drug || change.Value == 0);

    /// <summary>The same protocol with every drug at concentration 0: the control, which can run beside it.</summary>
    public ChannelProtocol WithoutDrugs() =>
        this with { Changes = [.. Changes.Select(change => change.Knob == ProtocolKnob.Drug ? change with { Value = 0 } : change)] };
}

/// <summary>What can change at the electrode.</summary>
public enum ProtocolKnob
{
    /// <summary>Glutamate that is always there, uM.</summary>
    AmbientGlutamate,

    /// <summary>Glutamate applied to the bath, uM.</summary>
    Glutamate,

    /// <summary>Glutamate set free by a synaptic pulse, uM; it is added.</summary>
    GlutamatePulse,

    /// <summary>Glycine, uM.</summary>
    Glycine,

    /// <summary>Magnesium, mM.</summary>
    Magnesium,

    /// <summary>Sodium in the bath, mM.</summary>
    Sodium,

    /// <summary>Concentration of a drug, uM.</summary>
    Drug,

    /// <summary>Holding voltage, mV.</summary>
    Voltage,

    /// <summary>Slope of the voltage, mV/s, from this moment on.</summary>
    VoltageSlope,

    /// <summary>Temperature, Celsius.</summary>
    Temperature,

    /// <summary>The number of channels.</summary>
    Channels,
}

/// <summary>One change.</summary>
/// <param name="Time">When, s.</param>
/// <param name="Knob">What.</param>
/// <param name="Value">The new value, in the unit of the knob.</param>
/// <param name="Drug">Which drug, for <see cref="ProtocolKnob.Drug"/>; else null.</param>
public sealed record ProtocolChange(double Time, ProtocolKnob Knob, double Value, DrugFile? Drug = null);

/// <summary>A time during which agonist is there: a step or a synaptic pulse.</summary>
/// <param name="Start">The start, s.</param>
/// <param name="End">The end of the step, s; the start, for a pulse.</param>
public sealed record Application(double Start, double End);
