namespace Ketascope.Ketamine.Regimens;

/// <summary>Which form of ketamine a dose is.</summary>
public enum Drug
{
    /// <summary>The racemate: equal parts of both enantiomers. What "ketamine" alone means.</summary>
    RacemicKetamine,

    /// <summary>S(+)-ketamine.</summary>
    Esketamine,

    /// <summary>R(-)-ketamine.</summary>
    Arketamine,
}
