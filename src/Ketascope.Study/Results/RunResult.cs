using System.Collections.Immutable;

namespace Ketascope.Study.Results;

/// <summary>All that a run has to say, in the words and units of its readers: the source of every table, picture and report.</summary>
public sealed record RunResult
{
    /// <summary>The title of pictures and reports.</summary>
    public required string Title { get; init; }

    /// <summary>The values over time.</summary>
    public required TrajectoryBlock Trajectories { get; init; }

    /// <summary>The unit of time, or null where the model names none.</summary>
    public string? TimeUnit { get; init; }

    /// <summary>When doses went in.</summary>
    public ImmutableArray<DoseInterval> Doses { get; init; } = [];

    /// <summary>The regimen in words, or null where nothing was given.</summary>
    public string? Regimen { get; init; }

    /// <summary>Which model was taken and why, or null.</summary>
    public string? ModelChoice { get; init; }

    /// <summary>Where the simulated samples are drawn (<c>arterial plasma</c>), or null.</summary>
    public string? SamplingSite { get; init; }

    /// <summary>Exposure measures: a row an analyte.</summary>
    public ResultTable Summary { get; init; } = ResultTable.Empty;

    /// <summary>Tables beside <see cref="Summary"/>, with what stands above each: what a pump gave, how well a target was held.</summary>
    public ImmutableArray<(string Title, ResultTable Table)> Tables { get; init; } = [];

    /// <summary>What was assumed, a sentence each.</summary>
    public ImmutableArray<string> Assumptions { get; init; } = [];

    /// <summary>The publications that the model is from, the main one first.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>What must be told before any number, a sentence each: that numbers are known to be far off, or what is left out of them.</summary>
    public ImmutableArray<string> Alerts { get; init; } = [];

    /// <summary>What else a reader must be warned of, a sentence each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>The model's parameters with value, unit and source.</summary>
    public ResultTable Parameters { get; init; } = ResultTable.Empty;

    /// <summary>What is needed to make the run again.</summary>
    public required RunManifest Manifest { get; init; }
}
