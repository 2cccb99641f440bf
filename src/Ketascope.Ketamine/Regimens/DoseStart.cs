namespace Ketascope.Ketamine.Regimens;

/// <summary>What the start of a dose is counted from.</summary>
public enum DoseStart
{
    /// <summary>The start of the regimen.</summary>
    AtTime,

    /// <summary>The end of the dose named before it (<c>then</c>).</summary>
    AfterPrevious,

    /// <summary>The start of the dose named before it (<c>and</c>).</summary>
    WithPrevious,
}
