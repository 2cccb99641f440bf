namespace Ketascope.Study.Studies;

/// <summary>When the sections of a result are printed beside the files that are written.</summary>
public enum SectionsShown
{
    /// <summary>Always.</summary>
    Always,

    /// <summary>Unless all values go into a table; a picture that goes into a file is left out.</summary>
    WithoutTable,

    /// <summary>Unless values or a picture go into a file.</summary>
    WithoutFiles,
}

/// <summary>How a result is told at a terminal.</summary>
public sealed record ResultStyle
{
    /// <summary>A report for people: title, sections, notes, and the sentence that it is no advice.</summary>
    public static ResultStyle Report { get; } = new();

    /// <summary>What a tool gives, which may go on to another program: sections alone, and what is to be said of them on the error stream.</summary>
    public static ResultStyle Tool { get; } = new() { HasTitle = false, HasDisclaimer = false, AreNotesAside = true };

    /// <summary>Whether the title stands above the sections.</summary>
    public bool HasTitle { get; init; } = true;

    /// <summary>Whether the sentence that the program is no tool for treatment stands below.</summary>
    public bool HasDisclaimer { get; init; } = true;

    /// <summary>Whether notes go to the error stream.</summary>
    public bool AreNotesAside { get; init; }

    /// <summary>When sections are printed.</summary>
    public SectionsShown Sections { get; init; }
}
