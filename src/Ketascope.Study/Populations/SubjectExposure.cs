using System.Collections.Immutable;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Solvers.Trajectories;

namespace Ketascope.Study.Populations;

/// <summary>The exposure of each subject of a population to each analyte.</summary>
/// <param name="Shown">How many of the times are shown: Cmax, Tmax and AUClast are of these; AUCinf and half-life of all.</param>
/// <param name="LastDoseEnd">When the last dose has been given.</param>
public sealed record SubjectExposure(int Shown, double LastDoseEnd)
{
    /// <summary>The measures, in order.</summary>
    public static ImmutableArray<string> Measures { get; } = ["Cmax", "Tmax", "AUClast", "AUCinf", "half-life"];

    /// <summary>The measures of every subject and quantity: subject, then quantity, then measure; not a number where one cannot be estimated.</summary>
    /// <param name="courses">The courses.</param>
    /// <param name="lastDoses">When the last dose of each subject has been given; empty for <see cref="LastDoseEnd"/>.</param>
    /// <param name="cancellation">Ends the work early.</param>
    internal double[] Of(Trajectories courses, ImmutableArray<double> lastDoses, CancellationToken cancellation)
    {
        int row = courses.Names.Length * Measures.Length;
        double[] measures = new double[courses.SubjectCount * row];
        double[] times = [.. courses.Times];
        Parallel.For(0, courses.SubjectCount, new ParallelOptions { CancellationToken = cancellation }, subject =>
        {
            double lastDose = lastDoses.IsEmpty ? LastDoseEnd : lastDoses[subject];
            for (int quantity = 0; quantity < courses.Names.Length; quantity++)
            {
                Fill(measures.AsSpan((subject * row) + (quantity * Measures.Length), Measures.Length), times, courses.Course(subject, quantity), lastDose);
            }
        });
        return measures;
    }

    private void Fill(Span<double> row, double[] times, double[] values, double lastDose)
    {
        ExposureSettings settings = ExposureSettings.NoiseFree with { LastDoseEnd = lastDose };
        int count = Math.Min(Shown, times.Length);
        ExposureMeasures shown = ExposureAnalysis.Analyse(times.AsSpan(0, count), values.AsSpan(0, count), settings);
        ExposureMeasures whole = ExposureAnalysis.Analyse(times, values, settings);
        Estimate[] estimates = [shown.Cmax, shown.Tmax, shown.AucLast, whole.AucInfinity, whole.HalfLife];
        for (int i = 0; i < estimates.Length; i++)
        {
            row[i] = estimates[i].Value ?? double.NaN;
        }
    }
}
