using Ketascope.Study.Populations;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>The dose that reaches a concentration, a peak or an area: <c>dose-for</c>.</summary>
public sealed record DoseForRequest : UncertainRequest
{
    /// <summary>What is to be reached: <c>150 ng/mL at 1 h</c>, <c>peak 200 ng/mL</c>, <c>S-ketamine auc 300 ng*h/mL</c>.</summary>
    public required string Target { get; init; }

    /// <summary>How it is given, with a question mark for the number that is looked for: <c>? mg/kg iv over 40 min</c>.</summary>
    public required string As { get; init; }

    /// <summary>Body weight, kg; null for the model's reference.</summary>
    public PrintedNumber? Weight { get; set; }

    /// <summary>Age, years; null for an adult.</summary>
    public PrintedNumber? Age { get; set; }

    /// <summary>Height, cm; null for the model's reference.</summary>
    public PrintedNumber? Height { get; set; }

    /// <summary><c>male</c> or <c>female</c>; null for the model's reference.</summary>
    public string? Sex { get; set; }

    /// <summary>The model, by name; null for the one that suits.</summary>
    public string? Model { get; set; }

    /// <summary>The sampling site, <c>venous</c> or <c>arterial</c>; null for the model's own.</summary>
    public string? Site { get; set; }

    /// <summary>What changes metabolism: another drug, a genotype (<c>clarithromycin</c>, <c>CYP2B6*6/*6</c>); null for nothing.</summary>
    public string? With { get; set; }
}
