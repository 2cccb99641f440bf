namespace Ketascope.Study.Requests;

/// <summary>What misfits of units in a model are.</summary>
public enum UnitPolicy
{
    /// <summary>Warnings: published models are often inconsistent in their own text and run all the same.</summary>
    Warn,

    /// <summary>Errors, as far as units are stated.</summary>
    Refuse,

    /// <summary>Errors, and every quantity must state its unit, as the models do that come with the program.</summary>
    Require,
}
