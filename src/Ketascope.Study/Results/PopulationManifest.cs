using System.Collections.Immutable;

namespace Ketascope.Study.Results;

/// <summary>Which virtual people were made, as far as the model's text does not say it; with the seed they can be made again.</summary>
/// <param name="Drawn">The parameters that differ between subjects, in the order in which files list them.</param>
public sealed record PopulationManifest(ImmutableArray<string> Drawn)
{
    /// <summary>Distributions of covariates, by the parameter, as <c>--covariate</c> takes them.</summary>
    public ImmutableSortedDictionary<string, string> Covariates { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Correlations of covariates, as <c>--correlation</c> takes them.</summary>
    public ImmutableArray<string> Correlations { get; init; } = [];

    /// <summary>The table of people from which rows were taken, or null for none.</summary>
    public string? Table { get; init; }

    /// <summary>When occasions after the first began, in the model's unit of time.</summary>
    public ImmutableArray<double> Occasions { get; init; } = [];

    /// <summary>
    /// What begins occasions in a data set: the column that numbers them, or <c>dose</c>; null where <see cref="Occasions"/> does, or nothing.
    /// </summary>
    public string? OccasionsBy { get; init; }

    /// <summary>The data set whose subjects' records the people have, and how many people each; null for none.</summary>
    public string? Design { get; init; }

    /// <summary>Whether values have residual error.</summary>
    public bool ResidualError { get; init; }
}
