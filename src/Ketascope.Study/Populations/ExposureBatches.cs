using System.Collections.Immutable;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Solvers.Trajectories;

namespace Ketascope.Study.Populations;

/// <summary>The exposure of the subjects of some courses, eight at a time where their case is an ordinary one, each for itself otherwise.</summary>
/// <param name="exposure">Which measures.</param>
/// <param name="courses">The courses.</param>
/// <param name="boluses">When boluses enter each quantity; empty for none.</param>
/// <param name="lastDoses">When the last dose of each subject has been given.</param>
internal sealed class ExposureBatches(SubjectExposure exposure, Trajectories courses, ImmutableArray<ImmutableArray<double>> boluses,
    Func<int, double> lastDoses)
{
    private readonly int _names = courses.Names.Length;
    private readonly int _count = exposure.Measures.Length;
    private readonly double[] _times = [.. courses.Times];
    private readonly double[] _found = new double[(LaneExposure.FixedMeasures + exposure.Windows.Length) * LaneExposure.Lanes];
    private readonly double[] _block = courses.Width == LaneExposure.Lanes ? [] : new double[courses.Times.Length * courses.Names.Length * LaneExposure.Lanes];
    private LaneExposure? _lanes;
    private double _lastDose = double.NaN;

    /// <summary>The measures of every subject and quantity: subject, then quantity, then measure; not a number where one cannot be estimated.</summary>
    /// <param name="cancellation">Ends the work early.</param>
    public double[] All(CancellationToken cancellation)
    {
        double[] measures = new double[courses.SubjectCount * _names * _count];
        for (int first = 0; first < courses.SubjectCount; first += LaneExposure.Lanes)
        {
            cancellation.ThrowIfCancellationRequested();
            int active = Math.Min(LaneExposure.Lanes, courses.SubjectCount - first);
            LaneExposure? lanes = Lanes(first, active);
            ReadOnlySpan<double> block = lanes is null ? [] : Block(first, active);
            for (int quantity = 0; quantity < _names; quantity++)
            {
                uint covered = lanes?.Analyse(block, quantity * LaneExposure.Lanes, _names * LaneExposure.Lanes, Boluses(quantity), _found) ?? 0;
                for (int lane = 0; lane < active; lane++)
                {
                    Span<double> row = measures.AsSpan((((first + lane) * _names) + quantity) * _count, _count);
                    if ((covered >> lane & 1) != 0)
                    {
                        Take(row, lane);
                    }
                    else
                    {
                        One(row, first + lane, quantity);
                    }
                }
            }
        }

        return measures;
    }

    private ImmutableArray<double> Boluses(int quantity) => boluses.IsEmpty ? [] : boluses[quantity];

    /// <summary>The analysis of eight subjects at once; null where the last dose is not at one time for all of them.</summary>
    private LaneExposure? Lanes(int first, int active)
    {
        double lastDose = lastDoses(first);
        for (int lane = 1; lane < active; lane++)
        {
            if (lastDoses(first + lane) != lastDose)
            {
                return null;
            }
        }

        if (_lanes is null || lastDose != _lastDose)
        {
            _lastDose = lastDose;
            _lanes = new LaneExposure(courses.Times, exposure.Shown, ExposureSettings.NoiseFree with { LastDoseEnd = lastDose },
                [.. exposure.Windows.Select(window => (window.From, window.To))]);
        }

        return _lanes.IsUseful ? _lanes : null;
    }

    /// <summary>The courses of eight subjects, as they lie in a batch of eight.</summary>
    private ReadOnlySpan<double> Block(int first, int active)
    {
        if (courses.Width == LaneExposure.Lanes)
        {
            return courses.Batch(first / LaneExposure.Lanes);
        }

        int width = courses.Width, rows = _times.Length * _names;
        for (int lane = 0; lane < active; lane++)
        {
            ReadOnlySpan<double> batch = courses.Batch((first + lane) / width);
            for (int row = 0; row < rows; row++)
            {
                _block[(row * LaneExposure.Lanes) + lane] = batch[(row * width) + ((first + lane) % width)];
            }
        }

        return _block;
    }

    private void Take(Span<double> row, int lane)
    {
        int own = LaneExposure.FixedMeasures - (exposure.HasBoluses ? 0 : 1);
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = _found[((i < own ? i : LaneExposure.FixedMeasures + i - own) * LaneExposure.Lanes) + lane];
        }
    }

    private void One(Span<double> row, int subject, int quantity)
    {
        double[] values = courses.Course(subject, quantity);
        ExposureSettings settings = ExposureSettings.NoiseFree with { LastDoseEnd = lastDoses(subject), Boluses = Boluses(quantity) };
        int shownCount = Math.Min(exposure.Shown, _times.Length);
        ExposureMeasures shown = ExposureAnalysis.Analyse(_times.AsSpan(0, shownCount), values.AsSpan(0, shownCount), settings);
        ExposureMeasures whole = ExposureAnalysis.Analyse(_times, values, settings);
        Estimate[] estimates =
        [
            shown.Cmax, shown.Tmax, shown.AucLast, whole.AucInfinity, whole.HalfLife, .. exposure.HasBoluses ? (Estimate[])[whole.C0] : [],
            .. exposure.Windows.Select(window => ExposureAnalysis.AreaBetween(_times, values, window.From, window.To, settings)),
        ];
        for (int i = 0; i < estimates.Length; i++)
        {
            row[i] = estimates[i].Value ?? double.NaN;
        }
    }
}
