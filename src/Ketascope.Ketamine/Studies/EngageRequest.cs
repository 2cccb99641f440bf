using System.Collections.Immutable;
using Ketascope.Study.Populations;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>What of the targets of drugs a dose occupies over time: <c>engage</c>.</summary>
public sealed record EngageRequest : UncertainRequest
{
    /// <summary>What is given, in the regimen language (docs/regimens.md).</summary>
    public required string Regimen { get; init; }

    /// <summary>Body weight, kg; null for the model's reference.</summary>
    public PrintedNumber? Weight { get; set; }

    /// <summary>How long to simulate: <c>12h</c>, <c>2d</c>, or a number of hours; null for 24 h after the last dose.</summary>
    public string? For { get; set; }

    /// <summary>The pharmacokinetic model, by name; null for the one that suits, if there is one of arterial plasma.</summary>
    public string? Model { get; set; }

    /// <summary>The sampling site that is joined, <c>venous</c> or <c>arterial</c>; null for arterial where a model has it.</summary>
    public string? Site { get; set; }

    /// <summary>What changes metabolism: another drug, a genotype (<c>clarithromycin</c>, <c>CYP2B6*6/*6</c>); null for nothing.</summary>
    public string? With { get; set; }

    /// <summary>The effect whose delay behind plasma is taken: <c>hypnosis</c>, <c>heat-pain</c>; null for <c>hypnosis</c>, the fastest of the brain.</summary>
    public string? Effect { get; set; }

    /// <summary>Other published numbers of drugs at targets to take, each a target and a name: <c>mu=Finck 1982</c>.</summary>
    public ImmutableArray<string> Alternative { get; set; } = [];
}
