namespace Ketascope.Pharmacology.Dosing;

/// <summary>Where doses into a compartment go in one subject, and how: the state variable and what the model says about absorption.</summary>
/// <param name="State">The index of the state variable, from 0.</param>
public sealed record DoseTarget(int State)
{
    /// <summary>F: the bioavailable fraction, 0 or more. Default 1.</summary>
    public double Bioavailability { get; init; } = 1;

    /// <summary>ALAG: how long after its record a dose acts, in the records' unit of time; 0 (the default) or more.</summary>
    public double Lag { get; init; }

    /// <summary>R: the rate of infusions whose record asks for <see cref="DoseRecord.ModelledRate"/>, above 0; null (the default) when the model gives none.</summary>
    public double? Rate { get; init; }

    /// <summary>D: the duration of infusions whose record asks for <see cref="DoseRecord.ModelledDuration"/>, above 0; null (the default) when the model gives none.</summary>
    public double? Duration { get; init; }
}
