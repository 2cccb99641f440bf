namespace Ketascope.Language.Sbml;

/// <summary>A level and version of SBML.</summary>
/// <param name="Level">1 to 3.</param>
/// <param name="Version">From 1.</param>
internal readonly record struct SbmlLevel(int Level, int Version)
{
    /// <summary>
    /// Whether it is one that is read: Level 1 Version 2, Level 2 Versions 1 to 5, Level 3 Versions 1 and 2; Level 1 Version 1 differs in words alone.
    /// </summary>
    public bool IsKnown => (Level, Version) is (1, 1 or 2) or (2, >= 1 and <= 5) or (3, 1 or 2);

    /// <summary>The attribute that holds an element's identifier.</summary>
    public string IdAttribute => Level == 1 ? "name" : "id";
}
