using Ketascope.Study.Plots;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>A part of a result, in the order in which people read it.</summary>
public abstract record ResultSection
{
    /// <summary>Whether it stands directly below the section before, without an empty line.</summary>
    public bool IsClose { get; init; }
}

/// <summary>A paragraph.</summary>
/// <param name="Text">The paragraph.</param>
public sealed record TextSection(string Text) : ResultSection;

/// <summary>A line that is never broken: something to copy, or for another program.</summary>
/// <param name="Text">The line.</param>
public sealed record LineSection(string Text) : ResultSection;

/// <summary>A table.</summary>
/// <param name="Title">What stands above it, or null.</param>
/// <param name="Table">The table.</param>
public sealed record TableSection(string? Title, ResultTable Table) : ResultSection
{
    /// <summary>Its file in a folder of the answer; null where the folder holds it already, or not at all.</summary>
    public string? FileName { get; init; }

    /// <summary>How many of its rows are printed at a terminal, the first ones; null for all.</summary>
    public int? RowsShown { get; init; }
}

/// <summary>A picture.</summary>
/// <param name="Figure">The picture.</param>
public sealed record FigureSection(Figure Figure) : ResultSection
{
    /// <summary>How many panels of courses text shows, from the first on; none where a table beside it says the same.</summary>
    public int PanelsInText { get; init; } = int.MaxValue;
}
