using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>What every experiment at the virtual electrode can set before it begins, in the words of docs/channel.md.</summary>
public abstract record PatchRequest : UncertainRequest
{
    /// <summary>Glycine in the bath, <c>5 uM</c>; null for 10 uM.</summary>
    public string? Glycine { get; set; }

    /// <summary>Magnesium in the bath, <c>1 mM</c>; null for none. For potencies also several concentrations, <c>0,1 mM</c>.</summary>
    public string? Magnesium { get; set; }

    /// <summary>Holding voltage, <c>-60 mV</c>, from -300 mV to 300 mV; null for -70 mV.</summary>
    public string? Hold { get; set; }

    /// <summary>GluN2 subunits, separated by commas: <c>2A,2B</c>; null for 2A.</summary>
    public string? Subunits { get; set; }

    /// <summary>Temperature, <c>35 C</c>; null for 23 C, at which the rates were measured.</summary>
    public string? Temperature { get; set; }

    /// <summary>A mechanism that is off otherwise, <c>membrane-access</c>; null for none.</summary>
    public string? Mechanism { get; set; }
}
