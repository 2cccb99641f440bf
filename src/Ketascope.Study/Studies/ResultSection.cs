using Ketascope.Study.Plots;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>A part of a result, in the order in which people read it.</summary>
public abstract record ResultSection;

/// <summary>A paragraph.</summary>
/// <param name="Text">The paragraph.</param>
public sealed record TextSection(string Text) : ResultSection;

/// <summary>A table.</summary>
/// <param name="Title">What stands above it, or null.</param>
/// <param name="Table">The table.</param>
public sealed record TableSection(string? Title, ResultTable Table) : ResultSection;

/// <summary>A picture.</summary>
/// <param name="Figure">The picture.</param>
public sealed record FigureSection(Figure Figure) : ResultSection
{
    /// <summary>How many panels of courses text shows, from the first on; none where a table beside it says the same.</summary>
    public int PanelsInText { get; init; } = int.MaxValue;
}
