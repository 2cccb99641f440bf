namespace Ketascope.Study.Observations;

/// <summary>What is taken of a course.</summary>
public enum MeasureKind
{
    /// <summary>The value at a time.</summary>
    At,

    /// <summary>The value when the last dose has been given.</summary>
    EndOfInfusion,

    /// <summary>The highest value.</summary>
    Maximum,

    /// <summary>The lowest value.</summary>
    Minimum,

    /// <summary>The time of the highest value.</summary>
    TimeOfMaximum,

    /// <summary>The area under the course over the length of a window.</summary>
    Average,

    /// <summary>The area under the course.</summary>
    Area,

    /// <summary>The terminal half-life.</summary>
    HalfLife,

    /// <summary>Dose over area to infinity.</summary>
    Clearance,

    /// <summary>Steady-state volume of distribution.</summary>
    Volume,

    /// <summary>Clearance over the rate of the terminal phase.</summary>
    TerminalVolume,

    /// <summary>Mean residence time; after a dose that is absorbed, with the time that this takes.</summary>
    ResidenceTime,

    /// <summary>Bioavailability against the intravenous route.</summary>
    Bioavailability,
}
