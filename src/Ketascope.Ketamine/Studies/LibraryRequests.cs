using System.Collections.Immutable;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>What there is of drugs: <c>drugs</c>.</summary>
public sealed record DrugsRequest : StudyRequest
{
    /// <summary>A drug; null for all, as a list.</summary>
    public string? Name { get; set; }

    /// <summary>A free concentration, <c>0.8uM</c> or <c>190 ng/mL</c>, whose occupancy of each target is shown; null for none.</summary>
    public string? At { get; set; }

    /// <summary>Other published numbers to take, each a target and a name: <c>mu=Finck 1982</c>.</summary>
    public ImmutableArray<string> Alternative { get; set; } = [];
}

/// <summary>What there is of models: <c>models</c>.</summary>
public sealed record ModelsRequest : StudyRequest
{
    /// <summary>A drug, a route or a part of a model's name; null for all.</summary>
    public string? Of { get; set; }
}
