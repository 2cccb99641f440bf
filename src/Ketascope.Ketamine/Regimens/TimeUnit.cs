namespace Ketascope.Ketamine.Regimens;

/// <summary>The unit in which a time was written.</summary>
public enum TimeUnit
{
    /// <summary>s.</summary>
    Second,

    /// <summary>min.</summary>
    Minute,

    /// <summary>h.</summary>
    Hour,

    /// <summary>d, of 24 h.</summary>
    Day,

    /// <summary>wk, of 7 d.</summary>
    Week,
}
