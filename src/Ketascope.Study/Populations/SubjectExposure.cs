using System.Collections.Immutable;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Populations;

/// <summary>The exposure of each subject of a population to each analyte.</summary>
/// <param name="Shown">How many of the times are shown: Cmax, Tmax and AUClast are of these; AUCinf and half-life of all.</param>
/// <param name="LastDoseEnd">When the last dose has been given.</param>
public sealed record SubjectExposure(int Shown, double LastDoseEnd)
{
    /// <summary>What the concentration right after the first bolus is called.</summary>
    public const string StartMeasure = "C0";

    private static readonly ImmutableArray<string> s_always = ["Cmax", "Tmax", "AUClast", "AUCinf", "half-life"];

    /// <summary>When boluses enter each analyte, ascending; empty for none, or where they are told with the courses.</summary>
    public ImmutableArray<ImmutableArray<double>> Boluses { get; init; } = [];

    /// <summary>Stretches of time over which areas are asked for.</summary>
    public ImmutableArray<TimeWindow> Windows { get; init; } = [];

    /// <summary>The measures, in order: C0 after those that all have, where an analyte has boluses, then the areas that are asked for.</summary>
    public ImmutableArray<string> Measures => [.. s_always, .. HasBoluses ? (string[])[StartMeasure] : [], .. Windows.Select(window => window.Label)];

    /// <summary>Whether boluses enter an analyte, so that C0 is among the measures.</summary>
    public bool HasBoluses { get; init; }

    /// <summary>Where areas start, in sentences.</summary>
    public IEnumerable<string> Notes => HasBoluses
        ? ["Areas after a bolus start at C0, the concentration right after it, which is extrapolated from the first two values after it where " +
            "there is none at its time; later boluses are crossed in the same way."]
        : [];

    /// <summary>The measures of every subject and quantity: subject, then quantity, then measure; not a number where one cannot be estimated.</summary>
    /// <param name="chunk">The subjects with their courses.</param>
    /// <param name="cancellation">Ends the work early.</param>
    internal double[] Of(PopulationChunk chunk, CancellationToken cancellation)
    {
        ImmutableArray<double> lastDoses = chunk.LastDoses;
        return new ExposureBatches(
            this, chunk.Outcome.Trajectories, chunk.Boluses.IsEmpty ? Boluses : chunk.Boluses, subject => lastDoses.IsEmpty ? LastDoseEnd : lastDoses[subject]).All(cancellation);
    }
}
