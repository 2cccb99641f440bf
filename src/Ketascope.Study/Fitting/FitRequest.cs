using System.Collections.Immutable;
using Ketascope.Study.DataSets;
using Ketascope.Study.Populations;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Study.Fitting;

/// <summary>What is asked of a fit of a model to a data set.</summary>
public sealed record FitRequest
{
    /// <summary>The model, overrides, tolerances and threads; what it shows, its times, doses and subjects are those of the fit.</summary>
    public required RunRequest Run { get; init; }

    /// <summary>The data set, read for the same model.</summary>
    public required DataSet Data { get; init; }

    /// <summary>How the data set is read.</summary>
    public DataSetRules Rules { get; init; } = new();

    /// <summary>The parameters to estimate or to hold; one whose start is not-a-number starts at its value in the model.</summary>
    public required ImmutableArray<FitParameter> Parameters { get; init; }

    /// <summary>Correlations of priors, by the names of the parameters; 0 unties two that the text ties.</summary>
    public ImmutableArray<CovariateCorrelation> Correlations { get; init; } = [];

    /// <summary>Whether parameters without a prior get the distribution that the text draws them from.</summary>
    public bool TakesTextPriors { get; init; }

    /// <summary>Which quantity DV is: by DVID (or CMT) as written, or one under the empty text for all records. Empty for the only quantity that the model computes.</summary>
    public ImmutableArray<(string Key, string Name)> Observe { get; init; } = [];

    /// <summary>The error models of quantities by name; under the empty text that of all others.</summary>
    public ImmutableSortedDictionary<string, ErrorModel> Errors { get; init; } = ImmutableSortedDictionary<string, ErrorModel>.Empty;

    /// <summary>Whether each subject is fitted alone; else all subjects share one set of parameters (naive pooling).</summary>
    public bool Individual { get; init; }

    /// <summary>Method, starts, seed and profiles.</summary>
    public FitSettings Settings { get; init; } = new();
}

/// <summary>An observation of a data set.</summary>
/// <param name="Subject">Which subject, from 0.</param>
/// <param name="Record">Which of its records, from 0.</param>
/// <param name="Output">Which of the quantities, from 0.</param>
/// <param name="Value">DV; for a value that was not measured the limit that it lies beyond.</param>
/// <param name="Range">Where a value lies that was not measured; null for a measured one.</param>
public readonly record struct ObservedRecord(int Subject, int Record, int Output, double Value, ValueRange? Range = null);

/// <summary>What a fit of a model to a data set gave.</summary>
/// <param name="Request">What was asked; its parameters have their start values.</param>
/// <param name="Quantities">The quantities that were observed.</param>
/// <param name="Observations">For each result the observations, in the order of its predictions.</param>
/// <param name="Results">One for all subjects together, or one for each subject with observations.</param>
/// <param name="Subjects">The IDs of the results' subjects; one empty text where they are pooled.</param>
/// <param name="Skipped">How many observation records have no DV and were left out.</param>
public sealed record DataSetFitResult(
    FitRequest Request,
    ImmutableArray<QuantityInfo> Quantities,
    ImmutableArray<ImmutableArray<ObservedRecord>> Observations,
    ImmutableArray<FitResult> Results,
    ImmutableArray<string> Subjects,
    int Skipped);
