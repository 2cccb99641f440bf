namespace Ketascope.Ketamine.Regimens;

/// <summary>The unit in which an amount of drug was written.</summary>
public enum MassUnit
{
    /// <summary>ng.</summary>
    Nanogram,

    /// <summary>ug.</summary>
    Microgram,

    /// <summary>mg.</summary>
    Milligram,

    /// <summary>g.</summary>
    Gram,
}
