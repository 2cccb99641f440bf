using System.Collections.Immutable;

namespace Ketascope.Study.Studies;

/// <summary>Cases of the SBML Test Suite, or models without results: <c>conformance</c>.</summary>
public sealed record ConformanceRequest : StudyRequest
{
    /// <summary>The folder of the cases, or of models.</summary>
    public required string Dir { get; init; }

    /// <summary>The cases that are run; empty for all.</summary>
    public ImmutableArray<string> Case { get; set; } = [];

    /// <summary>
    /// The language that every model is written in and read back from: <c>direct</c> (none), <c>antimony</c> or <c>sbml</c>; null for <c>direct</c>.
    /// </summary>
    public string? Through { get; set; }

    /// <summary>The longest that a model without results may run, s; null for 10.</summary>
    public double? Limit { get; set; }

    /// <summary>Whether models without results are run again much more tightly.</summary>
    public bool AgainstTight { get; set; }

    /// <summary>Whether, in models without results, reactions that are marked fast are taken for ordinary ones.</summary>
    public bool IgnoreFast { get; set; }
}
