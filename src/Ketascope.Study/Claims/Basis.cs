namespace Ketascope.Study.Claims;

/// <summary>What an expectation rests on, which decides whether it counts.</summary>
public enum Basis
{
    /// <summary>Published numbers of observations that no model was fitted to, and that are not a model's output: it decides.</summary>
    Measured,

    /// <summary>A closed form: it decides the direction only.</summary>
    Theory,

    /// <summary>Only the sign is published, or the width of the range is ours: it decides the direction only.</summary>
    Direction,

    /// <summary>The model was fitted to it: it is shown and counts for nothing.</summary>
    Calibrated,

    /// <summary>True by the structure of the model: it is shown and counts for nothing.</summary>
    Construction,
}
