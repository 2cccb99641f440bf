using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Library;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Ketamine.Cord;

/// <summary>
/// The same equations, written again in SciPy with its implicit Runge-Kutta method (Virtanen 2020, doi:10.1038/s41592-019-0686-2): tests/peers/cord-scipy
/// holds the script and what it printed. Both agree to 1e-4.
/// </summary>
public sealed class SciPyTests
{
    private const double Tolerance = 1e-4;

    private static readonly CordCircuit Circuit = new KetamineLibrary(Repository.Root).Cord.Circuit("design");

    private static readonly ILookup<string, (string Quantity, double Value)> Expected = File
        .ReadLines(Path.Combine(Repository.Root, "tests", "peers", "cord-scipy", "scipy.csv")).Skip(1).Select(line => line.Split(','))
        .ToLookup(cells => cells[0], cells => (cells[1], double.Parse(cells[2], CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("1 Hz", 1, 15, 0)]
    [InlineData("0.5 Hz with 0.5 uM", 0.5, 8, 0.5)]
    public void A_train_evokes_the_same_spikes(string name, double rate, int count, double drug)
    {
        ImmutableArray<double> times = [.. Enumerable.Range(0, count + 1).Select(k => 1.2 + (k / rate))];
        ImmutableArray<ValueChange> changes =
        [
            new(0, "Ceq", drug), new(0, "Cm", drug),
            .. times[..^1].SelectMany((time, k) => (ValueChange[])[new(k == 0 ? 0 : time - (0.5 / rate), "volley_at", time)]),
        ];
        CordRecord record = Circuit.Solve([changes], times, TestContext.Current.CancellationToken)[0];
        Assert.Equal(count, Expected[name].Count());
        foreach ((double expected, int k) in Expected[name].Select((row, k) => (row.Value, k)))
        {
            Assert.Equal(expected, record.At("spikes", times[k + 1]) - record.At("spikes", times[k]), Tolerance * expected);
        }
    }

    [Fact]
    public void An_injury_leaves_the_same_state() => Course("injury", [new(0, "rC", 1), new(21600, "rC", 0)]);

    [Fact]
    public void A_chronic_cord_in_a_bath_has_the_same_course() => Course("chronic and a bath",
        [new(0, "D_given", 0.2), new(0, "rC", 1), new(259200, "rC", 0.24), new(1123200, "Ceq", 1.5), new(1123200, "Cm", 0.8), new(1296000, "Ceq", 0), new(1296000, "Cm", 0)]);

    private static void Course(string name, ImmutableArray<ValueChange> changes)
    {
        (string Name, double Time, double Value)[] rows = [.. Expected[name].Select(row => (row.Quantity.Split(" at ")[0],
            double.Parse(row.Quantity.Split(" at ")[1], CultureInfo.InvariantCulture), row.Value))];
        CordRecord record = Circuit.Solve([changes], [.. rows.Select(row => row.Time).Distinct()], TestContext.Current.CancellationToken)[0];
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(row.Value, record.At(row.Name, row.Time), Tolerance * Math.Max(row.Value, 1e-3)));
    }
}
