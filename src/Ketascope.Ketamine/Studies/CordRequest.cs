using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>What every experiment on the cord can set, in the words of docs/cord.md.</summary>
public abstract record CordRequest : UncertainRequest
{
    /// <summary>The circuit; null for the usual one.</summary>
    public string? Circuit { get; set; }

    /// <summary>
    /// What ketamine does, names separated by commas: <c>pore-and-site,pore</c>; null for all, side by side. <c>patient</c> takes one name; null for the
    /// first.
    /// </summary>
    public string? Alternative { get; set; }

    /// <summary>Parts that are knocked out from the start, separated by commas: <c>NMDA</c>, <c>plateau</c>; null for none.</summary>
    public string? Without { get; set; }

    /// <summary>Body weight for regimens, kg; null for 70.</summary>
    public double? Weight { get; set; }
}
