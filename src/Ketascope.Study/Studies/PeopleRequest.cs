using System.Collections.Immutable;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Studies;

/// <summary>Which virtual people are asked for, in the words of the command line.</summary>
public sealed record PeopleRequest
{
    /// <summary>The word for occasions that begin with each dose.</summary>
    public const string EachDose = "dose";

    /// <summary>How many.</summary>
    public required long Subjects { get; init; }

    /// <summary>The seed: the same one makes the same people.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>Distributions of parameters: <c>WT=normal(70,12)</c>.</summary>
    public ImmutableArray<string> Covariates { get; set; } = [];

    /// <summary>Correlations of them: <c>WT,HT=0.6</c>.</summary>
    public ImmutableArray<string> Correlations { get; set; } = [];

    /// <summary>A table of people from whose rows parameters are taken, or null.</summary>
    public string? CovariatesFrom { get; set; }

    /// <summary>Whether values have residual error.</summary>
    public bool ResidualError { get; set; }

    /// <summary>When a new occasion of a subject begins: <c>dose</c>, times, or a column of a data set; null for one occasion.</summary>
    public string? Occasions { get; set; }

    /// <summary>The people as the populations take them; occasions and areas are the caller's.</summary>
    /// <exception cref="UserErrorException">A text is of another form.</exception>
    public PopulationSettings ToSettings() => new()
    {
        Subjects = Subjects,
        Seed = Seed,
        Covariates = [.. Covariates.Select(Covariate.Parse)],
        Correlations = [.. Correlations.Select(CovariateCorrelation.Parse)],
        Donors = CovariatesFrom is { } file ? SubjectTable.Read(file) : null,
        DonorsName = CovariatesFrom is { } name ? $"'{name}'" : "the table of people",
        ResidualError = ResidualError,
    };
}
