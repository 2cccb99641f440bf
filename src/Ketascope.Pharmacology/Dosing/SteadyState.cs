namespace Ketascope.Pharmacology.Dosing;

/// <summary>Whether a dose is taken to have been repeated for ever before its time, with NONMEM's numbers (column SS).</summary>
public enum SteadyState
{
    /// <summary>It was not: an ordinary dose.</summary>
    None = 0,

    /// <summary>It was, and the steady state takes the place of what was there before.</summary>
    Replace = 1,

    /// <summary>It was, and the steady state is added to what was there before.</summary>
    Add = 2,
}
