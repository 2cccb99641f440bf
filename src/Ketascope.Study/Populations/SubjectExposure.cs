using System.Collections.Immutable;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Populations;

/// <summary>The exposure of each subject of a population to each analyte.</summary>
/// <param name="Shown">How many of the times are shown: Cmax, Tmax and AUClast are of these; AUCinf and half-life of all.</param>
/// <param name="LastDoseEnd">When the last dose has been given.</param>
public sealed record SubjectExposure(int Shown, double LastDoseEnd)
{
    private static readonly ImmutableArray<string> s_always = ["Cmax", "Tmax", "AUClast", "AUCinf", "half-life"];

    /// <summary>When boluses enter each analyte, ascending; empty for none.</summary>
    public ImmutableArray<ImmutableArray<double>> Boluses { get; init; } = [];

    /// <summary>Stretches of time over which areas are asked for.</summary>
    public ImmutableArray<TimeWindow> Windows { get; init; } = [];

    /// <summary>The measures, in order: C0 after those that all have, where an analyte has boluses, then the areas that are asked for.</summary>
    public ImmutableArray<string> Measures => [.. s_always, .. HasBoluses ? (string[])["C0"] : [], .. Windows.Select(window => window.Label)];

    /// <summary>Whether boluses enter an analyte.</summary>
    public bool HasBoluses => Boluses.Any(own => !own.IsEmpty);

    /// <summary>The measures of every subject and quantity: subject, then quantity, then measure; not a number where one cannot be estimated.</summary>
    /// <param name="courses">The courses.</param>
    /// <param name="lastDoses">When the last dose of each subject has been given; empty for <see cref="LastDoseEnd"/>.</param>
    /// <param name="cancellation">Ends the work early.</param>
    internal double[] Of(Trajectories courses, ImmutableArray<double> lastDoses, CancellationToken cancellation)
    {
        int count = Measures.Length, row = courses.Names.Length * count;
        double[] measures = new double[courses.SubjectCount * row];
        double[] times = [.. courses.Times];
        Parallel.For(0, courses.SubjectCount, new ParallelOptions { CancellationToken = cancellation }, subject =>
        {
            double lastDose = lastDoses.IsEmpty ? LastDoseEnd : lastDoses[subject];
            for (int quantity = 0; quantity < courses.Names.Length; quantity++)
            {
                Fill(measures.AsSpan((subject * row) + (quantity * count), count), times, courses.Course(subject, quantity), (lastDose, Boluses.IsEmpty ? [] : Boluses[quantity]));
            }
        });
        return measures;
    }

    private void Fill(Span<double> row, double[] times, double[] values, (double LastEnd, ImmutableArray<double> Boluses) doses)
    {
        ExposureSettings settings = ExposureSettings.NoiseFree with { LastDoseEnd = doses.LastEnd, Boluses = doses.Boluses };
        int shownCount = Math.Min(Shown, times.Length);
        ExposureMeasures shown = ExposureAnalysis.Analyse(times.AsSpan(0, shownCount), values.AsSpan(0, shownCount), settings);
        ExposureMeasures whole = ExposureAnalysis.Analyse(times, values, settings);
        Estimate[] estimates =
        [
            shown.Cmax, shown.Tmax, shown.AucLast, whole.AucInfinity, whole.HalfLife, .. HasBoluses ? (Estimate[])[whole.C0] : [],
            .. Windows.Select(window => ExposureAnalysis.AreaBetween(times, values, window.From, window.To, settings)),
        ];
        for (int i = 0; i < estimates.Length; i++)
        {
            row[i] = estimates[i].Value ?? double.NaN;
        }
    }
}
