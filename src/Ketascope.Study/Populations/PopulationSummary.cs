using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Populations;

/// <summary>
/// What a population showed, gathered chunk by chunk and, from many machines, part by part: at each time the median and the 5th to 95th percentile,
/// and the spread of exposure.
/// </summary>
/// <param name="quantities">What is shown, in the order of the run's names.</param>
/// <param name="exposure">How exposure is found.</param>
/// <param name="timeUnit">The unit of time.</param>
public sealed class PopulationSummary(ImmutableArray<QuantityInfo> quantities, SubjectExposure exposure, string timeUnit)
{
    private const double LowShare = 0.05, HighShare = 0.95;

    /// <summary>So many values, 16 MB, wait to be counted at once.</summary>
    private const long MostWaiting = 1 << 21;

    /// <summary>What is seen of each quantity at each time; subjects may have times of their own.</summary>
    private readonly SortedDictionary<double, QuantileSketch[]> _values = [];
    private readonly List<PopulationChunk> _waiting = [];
    private readonly MeasureSummary[] _measures = [.. Enumerable.Range(0, quantities.Length * exposure.Measures.Length).Select(_ => new MeasureSummary())];
    private long[] _outside = [];

    private SortedDictionary<double, QuantileSketch[]> Values
    {
        get
        {
            Gather();
            return _values;
        }
    }

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

    /// <summary>The state, for <see cref="Merge"/>: small, and of plain numbers.</summary>
    public PopulationState State => new()
    {
        Subjects = Subjects,
        Failed = Failed,
        Outside = [.. _outside],
        Measures = [.. _measures.Select(measure => measure.State)],
        Times = [.. Values.Keys],
        Values = [.. Values.Values.SelectMany(sketches => sketches.Select(sketch => sketch.State))],
    };

    /// <summary>The exposure of the subjects of a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>Subject, then quantity, then measure.</returns>
    public double[] ExposureOf(PopulationChunk chunk, CancellationToken cancellation = default) => exposure.Of(chunk, cancellation);

    /// <summary>
    /// Adds the subjects of a chunk. What the summary tells depends on the subjects alone, not on their order or on chunks; only the work done is
    /// told apart.
    /// </summary>
    /// <param name="chunk">The chunk, which is released when its values have been counted.</param>
    /// <param name="measures">What <see cref="ExposureOf"/> gave.</param>
    public void Add(PopulationChunk chunk, ReadOnlySpan<double> measures)
    {
        for (int i = 0; i < measures.Length; i++)
        {
            _measures[i % _measures.Length].Add(measures[i]);
        }

        if (_waiting.Count > 0 && !_waiting[0].Observed.Times.AsSpan().SequenceEqual(chunk.Observed.Times.AsSpan()))
        {
            Gather();
        }

        _waiting.Add(chunk);
        if (_waiting.Sum(one => (long)one.Observed.BatchCount * one.Observed.BatchLength) > MostWaiting)
        {
            Gather();
        }

        CountOutside(chunk.Subjects);
        Subjects += chunk.Outcome.Trajectories.SubjectCount;
        Failed += chunk.Outcome.Failures.Length;
        Counters += chunk.Outcome.Counters;
        SolveSeconds += chunk.Outcome.SolveSeconds;
    }

    /// <summary>Adds the subjects of another part of the same population, solved elsewhere.</summary>
    /// <param name="part">The state of that part's summary, of the same quantities, measures and ranges.</param>
    /// <exception cref="ArgumentException">The part is of something else.</exception>
    public void Merge(PopulationState part)
    {
        if (part.Measures.Length != _measures.Length || part.Outside.Length != _outside.Length || part.Values.Length != part.Times.Length * quantities.Length)
        {
            throw new ArgumentException("The part is not of the same quantities, measures and ranges.", nameof(part));
        }

        for (int i = 0; i < _measures.Length; i++)
        {
            _measures[i].Merge(MeasureSummary.Of(part.Measures[i]));
        }

        for (int i = 0; i < part.Values.Length; i++)
        {
            SketchesAt(part.Times[i / quantities.Length])[i % quantities.Length].Merge(QuantileSketch.Of(part.Values[i]));
        }

        for (int i = 0; i < _outside.Length; i++)
        {
            _outside[i] += part.Outside[i];
        }

        Subjects += part.Subjects;
        Failed += part.Failed;
    }

    /// <summary>
    /// Counts the values of the chunks that wait: one histogram after another, each of which fits into the nearest cache, and takes many values while
    /// it is there.
    /// </summary>
    private void Gather()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        // Of several values at one time the last counts, what a dose between them leaves.
        ImmutableArray<double> times = _waiting[0].Observed.Times;
        int[] rows = [.. Enumerable.Range(0, Math.Min(exposure.Shown, times.Length)).Where(row => row + 1 == times.Length || times[row + 1] != times[row])];
        QuantileSketch[][] sketches = [.. rows.Select(row => SketchesAt(times[row]))];
        Parallel.For(0, rows.Length, i =>
        {
            for (int quantity = 0; quantity < quantities.Length; quantity++)
            {
                foreach (PopulationChunk chunk in _waiting)
                {
                    Count(sketches[i][quantity], chunk.Observed, (rows[i] * quantities.Length) + quantity);
                }
            }
        });
        _waiting.ForEach(chunk => chunk.Release());
        _waiting.Clear();
    }

    private static void Count(QuantileSketch sketch, Trajectories observed, int row)
    {
        for (int batch = 0; batch < observed.BatchCount; batch++)
        {
            sketch.Add(observed.Batch(batch).Slice(row * observed.Width, Math.Min(observed.Width, observed.SubjectCount - (batch * observed.Width))));
        }
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
        [.. _measures.Index().Where(one => Measures[one.Index % Measures.Length] != SubjectExposure.StartMeasure || one.Item.Count > 0).Select(one => Row(one.Index, one.Item))]);

    private ImmutableArray<Cell> Row(int index, MeasureSummary measure) =>
    [
        quantities[index / Measures.Length].Label, Measures[index % Measures.Length], Unit(index),
        measure.Quantile(0.5), measure.Quantile(LowShare), measure.Quantile(HighShare), measure.GeometricMean, measure.GeometricVariation,
        measure.Count.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>Which measures no subject has, of any quantity.</summary>
    public IEnumerable<string> Missing =>
        Measures.Where((_, measure) => Subjects > 0
        && quantities.Select((_, quantity) => _measures[(quantity * Measures.Length) + measure].Count).All(count => count == 0));

    /// <summary>The percentiles over time: a row for each time and quantity.</summary>
    public ResultTable Percentiles() => new(
        [new("time", timeUnit), new("name"), new("median"), new("5 %"), new("95 %"), new("unit")],
        [.. Series().SelectMany((series, quantity) => series.Times.Select((time, i) => (ImmutableArray<Cell>)
            [time, quantities[quantity].Name, series.Middle[i], series.Low[i], series.High[i], quantities[quantity].Unit ?? ""]))]);

    /// <summary>The courses with their bands.</summary>
    public ImmutableArray<CourseSeries> Series() => [.. quantities.Select((quantity, index) =>
    {
        ImmutableArray<double> At(double share) => [.. Values.Values.Select(sketches => sketches[index].Quantile(share))];
        return new CourseSeries(quantity.Label, [.. Values.Keys], At(0.5), At(LowShare), At(HighShare));
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
        ImmutableArray<double> times = [.. Values.Keys];
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
            "Cmax" or SubjectExposure.StartMeasure => unit,
            "Tmax" or "half-life" => timeUnit,
            _ => string.Join('*', new[] { unit, timeUnit }.Where(part => part.Length > 0)),
        };
    }
}
