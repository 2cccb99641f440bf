namespace Ketascope.Ketamine.Regimens;

/// <summary>How a dose enters the body.</summary>
public enum Route
{
    /// <summary>Into a vein, at once or as an infusion.</summary>
    Intravenous,

    /// <summary>Into a muscle.</summary>
    Intramuscular,

    /// <summary>Under the skin, at once or as an infusion.</summary>
    Subcutaneous,

    /// <summary>As a spray into the nose.</summary>
    Intranasal,

    /// <summary>Swallowed.</summary>
    Oral,

    /// <summary>Under the tongue.</summary>
    Sublingual,

    /// <summary>Between cheek and gum.</summary>
    Buccal,

    /// <summary>Into the rectum, as a suppository.</summary>
    Rectal,

    /// <summary>Swallowed, as a tablet that gives the drug off over hours.</summary>
    SlowRelease,
}
