namespace Ketascope.Pharmacology.Dosing;

/// <summary>What a record of a dosing data set is, with NONMEM's numbers (column EVID).</summary>
public enum EventId
{
    /// <summary>An observation: nothing is given.</summary>
    Observation = 0,

    /// <summary>A dose.</summary>
    Dose = 1,

    /// <summary>Another event, for example a compartment that is switched off.</summary>
    Other = 2,

    /// <summary>All compartments are emptied and all infusions stopped.</summary>
    Reset = 3,

    /// <summary>A reset followed by a dose.</summary>
    ResetAndDose = 4,
}
