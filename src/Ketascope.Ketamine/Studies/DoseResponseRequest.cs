namespace Ketascope.Ketamine.Studies;

/// <summary>Concentration-response curves of an agonist: <c>channel dose-response</c>.</summary>
public sealed record DoseResponseRequest : PatchRequest
{
    /// <summary>What is varied, <c>glutamate</c> or <c>glycine</c>; null for glutamate.</summary>
    public string? Agonist { get; set; }

    /// <summary>A drug and its concentrations, a curve for each: <c>ketamine 0,0.3,1,3 uM</c>; null for none.</summary>
    public string? Drug { get; set; }

    /// <summary>What is measured, <c>steady</c> (the equilibrium) or <c>peak</c>; null for steady.</summary>
    public string? Measure { get; set; }
}
