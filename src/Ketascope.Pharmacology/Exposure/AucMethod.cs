namespace Ketascope.Pharmacology.Exposure;

/// <summary>How the area between two values is found.</summary>
public enum AucMethod
{
    /// <summary>A straight line where the values rise, an exponential where they fall: exact for first-order elimination.</summary>
    LinearUpLogDown,

    /// <summary>A straight line everywhere.</summary>
    Linear,
}
