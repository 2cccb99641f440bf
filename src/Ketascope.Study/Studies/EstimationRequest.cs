using System.Collections.Immutable;

namespace Ketascope.Study.Studies;

/// <summary>What every request has that estimates parameters, in the words of the command line.</summary>
public abstract record EstimationRequest : StudyRequest
{
    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The parameters to estimate.</summary>
    public required ImmutableArray<string> Estimate { get; init; }

    /// <summary><c>ml</c> (maximum likelihood), <c>wls</c> or <c>ols</c> (weighted, ordinary least squares); null for <c>ml</c>.</summary>
    public string? Method { get; set; }

    /// <summary>Bounds: <c>CL=0.1..50</c>.</summary>
    public ImmutableArray<string> Bounds { get; set; } = [];

    /// <summary>What is known before: <c>CL=lognormal(5,30%)</c>; <c>text</c> for what the model's text draws people from.</summary>
    public ImmutableArray<string> Prior { get; set; } = [];

    /// <summary>Parameters that are held: <c>NAME</c> or <c>NAME=VALUE</c>.</summary>
    public ImmutableArray<string> Fix { get; set; } = [];

    /// <summary>How many starts, the first at the model's values.</summary>
    public int Starts { get; set; } = 1;

    /// <summary>The seed of the other starts; null for 1.</summary>
    public ulong? Seed { get; set; }

    /// <summary>Parameters whose likelihood is profiled.</summary>
    public ImmutableArray<string> Profile { get; set; } = [];

    /// <summary>Parameters with other values than the text's.</summary>
    public ImmutableSortedDictionary<string, double> Set { get; set; } = ImmutableSortedDictionary<string, double>.Empty;
}
