using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Populations;

/// <summary>What a population showed, gathered chunk by chunk: at each time the median and the 5th to 95th percentile, and the spread of exposure.</summary>
/// <param name="quantities">What is shown, in the order of the run's names.</param>
/// <param name="exposure">How exposure is found.</param>
/// <param name="timeUnit">The unit of time.</param>
public sealed class PopulationSummary(ImmutableArray<QuantityInfo> quantities, SubjectExposure exposure, string timeUnit)
{
    private const double LowShare = 0.05, HighShare = 0.95;

    /// <summary>What is seen of each quantity at each time; subjects may have times of their own.</summary>
    private readonly SortedDictionary<double, QuantileSketch[]> _values = [];
    private readonly MeasureSummary[] _measures = [.. Enumerable.Range(0, quantities.Length * exposure.Measures.Length).Select(_ => new MeasureSummary())];
    private long[] _outside = [];

    /// <summary>The measures of exposure, in order.</summary>
    public ImmutableArray<string> Measures { get; } = exposure.Measures;

    /// <summary>How many subjects were added.</summary>
    public long Subjects { get; private set; }

    /// <summary>How many of them could not be solved to the end.</summary>
    public long Failed { get; private set; }

    /// <summary>Ranges of drawn parameters whose trespassers are counted.</summary>
    public ImmutableArray<ParameterRange> Ranges
    {
        get;
        init
        {
            field = value;
            _outside = new long[value.Length];
        }
    } = [];

    /// <summary>For each of <see cref="Ranges"/>, how many subjects lie outside.</summary>
    public IReadOnlyList<long> Outside => _outside;

    /// <summary>The work done.</summary>
    public WorkCounters Counters { get; private set; }

    /// <summary>The wall time of the solution, s.</summary>
    public double SolveSeconds { get; private set; }

    /// <summary>Adds the subjects of a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="cancellation">Ends the work before anything was added.</param>
    /// <returns>The exposure of its subjects: subject, then quantity, then measure.</returns>
    public ReadOnlyMemory<double> Add(PopulationChunk chunk, CancellationToken cancellation = default)
    {
        Trajectories courses = chunk.Outcome.Trajectories;
        double[] measures = exposure.Of(courses, chunk.LastDoses, cancellation);
        for (int subject = 0; subject < courses.SubjectCount; subject++)
        {
            for (int i = 0; i < _measures.Length; i++)
            {
                _measures[i].Add(measures[(subject * _measures.Length) + i]);
            }
        }

        Gather(chunk.Observed);
        CountOutside(chunk.Subjects);
        Subjects += courses.SubjectCount;
        Failed += chunk.Outcome.Failures.Length;
        Counters += chunk.Outcome.Counters;
        SolveSeconds += chunk.Outcome.SolveSeconds;
        return measures;
    }

    private void Gather(Trajectories observed)
    {
        // Of several values at one time the last counts, what a dose between them leaves.
        int[] rows = [.. Enumerable.Range(0, Math.Min(exposure.Shown, observed.Times.Length)).Where(row => row + 1 == observed.Times.Length || observed.Times[row + 1] != observed.Times[row])];
        QuantileSketch[][] sketches = [.. rows.Select(row => SketchesAt(observed.Times[row]))];
        Parallel.For(0, rows.Length * quantities.Length, i =>
        {
            (int row, int quantity) = (i / quantities.Length, i % quantities.Length);
            for (int subject = 0; subject < observed.SubjectCount; subject++)
            {
                sketches[row][quantity].Add(observed[subject, quantity, rows[row]]);
            }
        });
    }

    private QuantileSketch[] SketchesAt(double time)
    {
        if (!_values.TryGetValue(time, out QuantileSketch[]? sketches))
        {
            _values[time] = sketches = [.. quantities.Select(_ => new QuantileSketch())];
        }

        return sketches;
    }

    /// <summary>The exposure of the population: a row for each quantity and measure.</summary>
    public ResultTable Exposure() => new(
        [new("analyte"), new("measure"), new("unit"), new("median"), new("5 %"), new("95 %"), new("geometric mean"), new("CV", "%"), new("subjects")],
        [.. _measures.Select((measure, i) => (ImmutableArray<Cell>)
        [
            quantities[i / Measures.Length].Label, Measures[i % Measures.Length], Unit(i),
            measure.Quantile(0.5), measure.Quantile(LowShare), measure.Quantile(HighShare), measure.GeometricMean, measure.GeometricVariation,
            measure.Count.ToString(CultureInfo.InvariantCulture),
        ])]);

    /// <summary>The percentiles over time: a row for each time and quantity.</summary>
    public ResultTable Percentiles() => new(
        [new("time", timeUnit), new("name"), new("median"), new("5 %"), new("95 %"), new("unit")],
        [.. Series().SelectMany((series, quantity) => series.Times.Select((time, i) => (ImmutableArray<Cell>)
            [time, quantities[quantity].Name, series.Middle[i], series.Low[i], series.High[i], quantities[quantity].Unit ?? ""]))]);

    /// <summary>The courses with their bands.</summary>
    public ImmutableArray<CourseSeries> Series() => [.. quantities.Select((quantity, index) =>
    {
        ImmutableArray<double> At(double share) => [.. _values.Values.Select(sketches => sketches[index].Quantile(share))];
        return new CourseSeries(quantity.Label, [.. _values.Keys], At(0.5), At(LowShare), At(HighShare));
    })];

    /// <summary>A picture of the medians with the bands in place of the courses.</summary>
    /// <param name="medians">The picture of <see cref="Medians"/>.</param>
    public CourseFigure WithBands(CourseFigure medians)
    {
        Dictionary<string, CourseSeries> bands = Series().ToDictionary(series => series.Label);
        string spread = string.Create(CultureInfo.InvariantCulture, $"median and 5th to 95th percentile of {Subjects} subjects");
        return medians with
        {
            Subtitle = medians.Subtitle is { Length: > 0 } subtitle ? $"{subtitle}; {spread}" : spread,
            Panels = [.. medians.Panels.Select(panel => panel with { Series = [.. panel.Series.Select(series => bands[series.Label])] })],
        };
    }

    /// <summary>The medians as the courses of one subject, for writers that show one course a quantity.</summary>
    public Trajectories Medians()
    {
        ImmutableArray<CourseSeries> series = Series();
        ImmutableArray<double> times = [.. _values.Keys];
        Trajectories medians = new([.. quantities.Select(quantity => quantity.Name)], times, 1, 1);
        Span<double> values = medians.Batch(0);
        for (int time = 0; time < times.Length; time++)
        {
            for (int quantity = 0; quantity < quantities.Length; quantity++)
            {
                values[(time * quantities.Length) + quantity] = series[quantity].Middle[time];
            }
        }

        return medians;
    }

    private void CountOutside(SubjectTable subjects)
    {
        ReadOnlySpan<double> values = subjects.Values.Span;
        for (int i = 0; i < Ranges.Length; i++)
        {
            for (int place = subjects.Columns.IndexOf(Ranges[i].Parameter); place >= 0 && place < values.Length; place += subjects.Columns.Length)
            {
                _outside[i] += values[place] < Ranges[i].Minimum || values[place] > Ranges[i].Maximum ? 1 : 0;
            }
        }
    }

    private string Unit(int index)
    {
        string unit = quantities[index / Measures.Length].Unit ?? "";
        return Measures[index % Measures.Length] switch
        {
            "Cmax" or "C0" => unit,
            "Tmax" or "half-life" => timeUnit,
            _ => string.Join('*', new[] { unit, timeUnit }.Where(part => part.Length > 0)),
        };
    }
}
