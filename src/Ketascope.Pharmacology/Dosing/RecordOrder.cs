namespace Ketascope.Pharmacology.Dosing;

/// <summary>What comes first among things that happen at one time, after the infusions that end there.</summary>
public enum RecordOrder
{
    /// <summary>NONMEM's: additional and lagged doses, then all records as they stand in the file.</summary>
    Nonmem,

    /// <summary>Observations before all doses: every observation at the time of a dose is a trough.</summary>
    ObservationsFirst,
}
