namespace Ketascope.Study.Populations;

/// <summary>The range of a parameter that describes people, within which a model was built.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Name">What it is, in words.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Minimum">The lowest value.</param>
/// <param name="Maximum">The highest value.</param>
public sealed record ParameterRange(string Parameter, string Name, string Unit, double Minimum, double Maximum);
