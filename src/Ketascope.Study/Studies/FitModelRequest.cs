using System.Collections.Immutable;

namespace Ketascope.Study.Studies;

/// <summary>Parameters of any model from a data set: <c>fit --data</c>.</summary>
public sealed record FitModelRequest : EstimationRequest
{
    /// <summary>The observations: a data set in NONMEM's form with DV.</summary>
    public required string Data { get; init; }

    /// <summary>Whether each subject is fitted alone.</summary>
    public bool Individual { get; set; }

    /// <summary>The quantity that DV is; null for the only one that the model computes.</summary>
    public string? Output { get; set; }

    /// <summary>Several quantities, by DVID or else CMT: <c>1=CP</c>, <c>2=CM</c>.</summary>
    public ImmutableArray<string> Observe { get; set; } = [];

    /// <summary>The residual error: <c>proportional</c>, <c>additive</c>, <c>combined</c>, <c>log</c>, or of each quantity <c>CP=proportional</c>.</summary>
    public ImmutableArray<string> Error { get; set; } = [];

    /// <summary>Correlations of priors: <c>eta_CL,eta_V=0.5</c>.</summary>
    public ImmutableArray<string> Correlation { get; set; } = [];

    /// <summary>Which value a covariate has between two records: <c>nocb</c> (that of the next one) or <c>locf</c>; null for <c>nocb</c>.</summary>
    public string? Interpolation { get; set; }

    /// <summary>How records at one time come: <c>nonmem</c> (as they stand) or <c>observations-first</c>; null for <c>nonmem</c>.</summary>
    public string? RecordOrder { get; set; }

    /// <summary>The relative tolerance of a step.</summary>
    public double Rtol { get; set; } = EstimationWords.Precision;

    /// <summary>The absolute tolerance of a step, in each variable's unit; null for one from the size of each.</summary>
    public double? Atol { get; set; }

    /// <summary>Whether reactions that are marked fast are taken for ordinary ones.</summary>
    public bool IgnoreFast { get; set; }

    /// <summary>How many threads work; 0 for one a processor.</summary>
    public int Threads { get; set; }
}
