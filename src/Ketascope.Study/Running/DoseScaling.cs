using System.Collections.Immutable;

namespace Ketascope.Study.Running;

/// <summary>Doses in proportion to a parameter of the subject: mg/kg by body weight.</summary>
/// <param name="Parameter">The parameter, for example <c>WT</c>.</param>
/// <param name="Reference">The value that the records were computed for; above 0.</param>
/// <param name="Scaled">For each dose record of the request, whether its amount (and its rate, where it gives one) is in proportion.</param>
public sealed record DoseScaling(string Parameter, double Reference, ImmutableArray<bool> Scaled);
