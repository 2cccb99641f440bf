namespace Ketascope.Study.Results;

/// <summary>What people need to know of a quantity in a table or a picture.</summary>
/// <param name="Name">The name in the model; the <c>name</c> column of files.</param>
/// <param name="DisplayName">The name for people, or null where the model gives none.</param>
/// <param name="Unit">The unit in a form for people (<c>ug/L</c>), or null where none is known.</param>
/// <param name="Measure">What is measured, as the title of an axis (<c>concentration</c>, <c>occupancy</c>), or null; quantities of one measure and unit share an axis.</param>
public sealed record QuantityInfo(string Name, string? DisplayName = null, string? Unit = null, string? Measure = null)
{
    /// <summary>The name for people: <see cref="DisplayName"/>, or <see cref="Name"/> where there is none.</summary>
    public string Label => DisplayName ?? Name;
}
