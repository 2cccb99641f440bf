namespace Ketascope.Ketamine.Receptor;

/// <summary>A factor on a parameter of the composed receptor: a draw of what is uncertain.</summary>
/// <param name="Subunits">The subtype whose parameter it is; null for a drug's, at every subtype.</param>
/// <param name="Name">The parameter's name in the composed text.</param>
/// <param name="Factor">The factor.</param>
public sealed record ParameterFactor(string? Subunits, string Name, double Factor);
