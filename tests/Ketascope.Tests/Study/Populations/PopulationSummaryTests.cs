using System.Collections.Immutable;
using System.Text.Json;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Study.Populations;

/// <summary>Quantiles of streams.</summary>
public sealed class PopulationSummaryTests
{
    [Fact]
    public void FewNumbers_HaveExactQuantiles()
    {
        QuantileSketch sketch = new();
        foreach (double value in (double[])[5, double.NaN, 1, 3, 2, 4])
        {
            sketch.Add(value);
        }

        Assert.Equal(5, sketch.Count);
        Assert.Equal(3, sketch.Quantile(0.5));
        Assert.Equal(1.2, sketch.Quantile(0.05), 1e-12);
    }

    [Fact]
    public void ManyNumbers_HaveQuantilesWithinTheStatedError_InAnyOrder()
    {
        // Log-normal over several powers of ten, with zeros and negative numbers.
        LogNormalDistribution wide = new(0, 2);
        RandomStream stream = new(3, "x");
        double[] values = [.. Enumerable.Range(0, 50_000).Select(i => (i % 10) switch { 0 => 0, 1 => -wide.Quantile(stream.Uniform(i)), _ => wide.Quantile(stream.Uniform(i)) })];
        QuantileSketch forward = Sketch(values), backward = Sketch(values.Reverse());
        double[] sorted = [.. values.Order()];
        foreach (double share in (double[])[0, 0.001, 0.05, 0.15, 0.25, 0.5, 0.75, 0.95, 0.999, 1])
        {
            double exact = sorted[(int)Math.Round(share * (sorted.Length - 1))];
            Assert.Equal(exact, forward.Quantile(share), Math.Abs(exact) * forward.RelativeError * (1 + 1e-9));
            Assert.Equal(forward.Quantile(share), backward.Quantile(share));
        }
    }

    [Theory]
    [InlineData(0, 50_000)]
    [InlineData(4000, 4096)]
    [InlineData(100, 4097)]
    [InlineData(30_000, 50_000)]
    public void Sketches_that_are_merged_tell_what_one_tells(int cut, int count)
    {
        LogNormalDistribution wide = new(0, 2);
        RandomStream stream = new(4, "x");
        double[] values =
        [
            .. Enumerable.Range(0, count)
                .Select(i => (i % 10) switch { 0 => 0, 1 => -wide.Quantile(stream.Uniform(i)), 2 => double.NaN, _ => wide.Quantile(stream.Uniform(i)) }),
        ];
        QuantileSketch whole = Sketch(values), first = Sketch(values.Take(cut)), second = Sketch(values.Skip(cut));
        string sent = JsonSerializer.Serialize(second.State);
        first.Merge(QuantileSketch.Of(JsonSerializer.Deserialize<QuantileState>(sent)!));
        second.Merge(Sketch(values.Take(cut)));
        foreach (QuantileSketch merged in (QuantileSketch[])[first, second])
        {
            Assert.Equal(whole.Count, merged.Count);
            foreach (double share in (double[])[0, 0.05, 0.5, 0.95, 1])
            {
                Assert.Equal(whole.Quantile(share), merged.Quantile(share));
            }
        }

        Assert.Throws<ArgumentException>(() => whole.Merge(new QuantileSketch(QuantileSketch.FineBits)));
    }

    [Fact]
    public void Parts_of_a_population_merged_in_any_cut_and_order_give_the_same_to_the_last_bit()
    {
        PopulationChunk[] chunks = [.. Enumerable.Range(0, 12).Select(Chunk)];
        string whole = Told(chunks);
        foreach (int[][] cut in (int[][][])[[[0, 1, 2, 3], [4, 5, 6, 7, 8, 9, 10, 11]], [[11, 0], [5], [1, 2, 3, 4, 6, 7, 8, 9, 10]],
            [.. Enumerable.Range(0, 12).Select(i => new[] { 11 - i })]])
        {
            PopulationSummary all = Empty();
            foreach (int[] part in cut)
            {
                string sent = JsonSerializer.Serialize(Of([.. part.Select(i => chunks[i])]).State);
                all.Merge(JsonSerializer.Deserialize<PopulationState>(sent)!);
            }

            Assert.Equal(whole, Told(all));
        }

        Assert.Throws<ArgumentException>(() => Empty().Merge(new PopulationSummary([new QuantityInfo("other")], new SubjectExposure(9, 0), "h").State));
    }

    [Fact]
    public void Equal_values_have_no_variation_and_their_own_mean()
    {
        LogMoments moments = default;
        for (int i = 0; i < 1000; i++)
        {
            moments.Add(0.6666666666666666);
        }

        Assert.Equal(0, moments.Variance);
        Assert.Equal(0.6666666666666666, Math.Exp(moments.Mean), 1e-15);
    }

    [Fact]
    public void Logarithms_have_the_moments_of_their_numbers()
    {
        RandomStream stream = new(5, "x");
        double[] values = [.. Enumerable.Range(0, 5000).Select(i => Math.Exp(700 * (stream.Uniform(i) - 0.5)))];
        LogMoments moments = default;
        foreach (double value in values)
        {
            moments.Add(value);
        }

        double mean = values.Average(Math.Log);
        Assert.Equal(mean, moments.Mean, 1e-11);
        Assert.Equal(values.Sum(value => Math.Pow(Math.Log(value) - mean, 2)) / (values.Length - 1), moments.Variance, 1e-7);
    }

    private static PopulationSummary Empty() => new([new QuantityInfo("a"), new QuantityInfo("b")], new SubjectExposure(30, 0), "h")
    {
        Ranges = [new ParameterRange("x", "X", "", 0.2, 0.7)],
    };

    private static PopulationSummary Of(PopulationChunk[] chunks)
    {
        PopulationSummary summary = Empty();
        foreach (PopulationChunk chunk in chunks)
        {
            summary.Add(chunk, summary.ExposureOf(chunk));
        }

        return summary;
    }

    private static string Told(PopulationChunk[] chunks) => Told(Of(chunks));

    private static string Told(PopulationSummary summary) =>
        string.Join('\n', summary.Exposure().Rows.Concat(summary.Percentiles().Rows)
            .Select(row => string.Join(',', row.Select(cell => cell.IsNumber ? NumberText.Exact(cell.Number) : cell.ToString()))))
        + string.Join(',', summary.Outside) + summary.Subjects;

    /// <summary>Some of 12 x 410 subjects, more than are kept exactly, in batches of a width of their own.</summary>
    private static PopulationChunk Chunk(int number)
    {
        const int Count = 410;
        RandomStream stream = new(6, "rate");
        long[] ids = [.. Enumerable.Range(1, Count).Select(i => (long)(number * Count) + i)];
        ImmutableArray<double> times = [.. Enumerable.Range(0, 40).Select(i => i * 0.5)];
        Trajectories courses = new(["a", "b"], times, Count, number % 2 == 0 ? 8 : 4);
        for (int subject = 0; subject < Count; subject++)
        {
            for (int i = 0; i < times.Length * 2; i++)
            {
                Span<double> batch = courses.Batch(subject / courses.Width);
                batch[(i * courses.Width) + (subject % courses.Width)] =
                    Math.Exp(-stream.Uniform(ids[subject], i % 2) * times[i / 2]) * (1 + (i % 2)) - (ids[subject] % 7 == 0 && i == 20 ? 3 : 0);
            }
        }

        RunOutcome outcome = new()
        {
            Trajectories = courses,
            SubjectIds = [.. ids],
            Quantities = [new QuantityInfo("a"), new QuantityInfo("b")],
            Failures = [],
            Counters = default,
            Width = courses.Width,
            Threads = 1,
            CompileSeconds = 0,
            SolveSeconds = 0,
        };
        return new PopulationChunk(new SubjectTable([.. ids], ["x"], ids.Select(id => stream.Uniform(id)).ToArray()), outcome);
    }

    private static QuantileSketch Sketch(IEnumerable<double> values)
    {
        QuantileSketch sketch = new();
        foreach (double value in values)
        {
            sketch.Add(value);
        }

        return sketch;
    }
}
