namespace Ketascope.Study.Results;

/// <summary>A column of a <see cref="ResultTable"/>.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Unit">The unit of every number in it, or null.</param>
public sealed record ResultColumn(string Name, string? Unit = null)
{
    /// <summary>The heading with the unit in brackets: <c>Cmax [ug/L]</c>.</summary>
    public string Heading => Unit is null ? Name : $"{Name} [{Unit}]";
}
