using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Library;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Ketamine.Cord;

/// <summary>
/// The design of the cord is frozen, with fixed concentrations: it gives what its first program printed (models/cord/design/README.md), within the printed
/// digits.
/// </summary>
public sealed class DesignTests
{
    private const double First = 4.104024611495194;
    private const double Ratio = 2.9787223962629663;

    private static readonly SpinalCord Cord = new KetamineLibrary(Repository.Root).Cord;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static CordBench Bench => new(Cord.Circuit("design"));

    /// <summary>The first response, and that to the 15th stimulus or to the last.</summary>
    [Theory]
    [InlineData(0.1, 8, 4.104024611495194, 4.311091531388583)]
    [InlineData(0.2, 10, 4.104024611495194, 4.698645518198076)]
    [InlineData(0.3, 15, 4.104024611495194, 5.515407844019946)]
    [InlineData(0.5, 16, 4.104024611495194, 7.12332536796012)]
    [InlineData(1, 16, 4.104024611495194, 12.224750025075153)]
    [InlineData(2, 16, 3.7534146606608028, 13.487444587760045)]
    [InlineData(3, 16, 3.632898689269374, 11.771892413646938)]
    public void Wind_up_grows_with_the_rate(double rate, int count, double first, double fifteenth)
    {
        ImmutableArray<double> train = Bench.Responses([(TestedCord.Naive, CordStimulus.Train(rate, count))], Cancellation)[0];
        Assert.Equal(first, train[0], 1e-4 * first);
        Assert.Equal(fifteenth, train[Math.Min(15, count) - 1], 1e-4 * fifteenth);
    }

    /// <summary>A hundred times tighter, the 15th response is the same to 1e-5.</summary>
    [Fact]
    public void Wind_up_does_not_depend_on_the_steps()
    {
        double Fifteenth(double tolerance) => new CordBench(
            new CordCircuit(Path.Combine(Repository.Root, "models", "cord"), Cord.File.Circuits[0]) { Solver = new() { RelativeTolerance = tolerance } })
            .Responses([(TestedCord.Naive, CordStimulus.Train(1, 15))], Cancellation)[0][^1];
        Assert.Equal(Fifteenth(1e-9), Fifteenth(1e-7), 1e-4);
        Assert.Equal(Fifteenth(1e-9), Fifteenth(1e-5), 1e-3);
    }

    /// <summary>Part of NMDA blocked, the first response and what is left of wind-up, both of those without block.</summary>
    [Fact]
    public void Block_takes_wind_up_and_leaves_the_first_response()
    {
        (double Blocked, double First, double Left)[] rows =
            [(0.05, 0.98, 0.89), (0.1, 0.96, 0.78), (0.15, 0.95, 0.67), (0.2, 0.93, 0.56), (0.3, 0.90, 0.38), (0.4, 0.87, 0.26), (0.5, 0.85, 0.18), (0.75, 0.80, 0.06), (1, 0.77, 0.01)];
        ImmutableArray<ImmutableArray<double>> trains = Bench.Responses(
            [.. rows.Select(row => (TestedCord.Naive.With("nmda", 1 - row.Blocked), CordStimulus.Train(1, 15)))], Cancellation);
        Assert.All(rows.Zip(trains), pair =>
        {
            Assert.Equal(pair.First.First, pair.Second[0] / First, 0.0051);
            Assert.Equal(pair.First.Left, (CordBench.WindUpRatio(pair.Second) - 1) / (Ratio - 1), 0.0051);
        });
    }

    [Fact]
    public void Each_part_does_what_it_did()
    {
        CordCircuit silent = Cord.Circuit("design").With(ImmutableSortedDictionary<string, double>.Empty.Add("kV", 0));
        ImmutableArray<ImmutableArray<double>> trains = Bench.Responses(
            [.. new[] { TestedCord.Naive.With("plateau", 0), TestedCord.Naive.With("ampa", 0), TestedCord.Naive.With("desc", 4) }.Select(cord => (cord, CordStimulus.Train(1, 15)))],
            Cancellation);
        Assert.Equal(1.02, CordBench.WindUpRatio(trains[0]), 0.005);
        Assert.Equal(0.17, trains[1][0], 0.005);
        Assert.Equal(0.69, trains[2][0] / First, 0.005);
        Assert.Equal(2.6, CordBench.WindUpRatio(trains[2]), 0.05);
        Assert.Equal(2.35, CordBench.WindUpRatio(new CordBench(silent).Responses([(TestedCord.Naive, CordStimulus.Train(1, 15))], Cancellation)[0]), 0.005);
    }

    [Fact]
    public void Touch_closes_the_gate()
    {
        (double Rate, double Left)[] rows = [(5, 0.93), (10, 0.83), (20, 0.61), (40, 0.26)];
        ImmutableArray<ImmutableArray<double>> answers = Bench.Responses(
            [.. rows.Select(row => (TestedCord.Naive, new CordStimulus([(0, 1)], 0, row.Rate, 1) { IsTouchedBefore = true }))], Cancellation);
        Assert.All(rows.Zip(answers), pair => Assert.Equal(pair.First.Left, pair.Second[0] / First, 0.0051));
    }

    /// <summary>What is left of wind-up, and of the third of single stimuli 6 s apart, in a bath of 0.50 uM (0.15 mg/kg after 7 min).</summary>
    [Theory]
    [InlineData("pore", 0.93, 0.98)]
    [InlineData("pore-x2.4", 0.84, 0.965)]
    [InlineData("pore-and-site", 0.57, 0.935)]
    public void Ketamine_takes_wind_up_and_leaves_single_stimuli(string alternative, double left, double single)
    {
        TestedCord treated = Bench.Equilibrated([Treated(alternative, 0.5)], Cancellation)[0];
        ImmutableArray<ImmutableArray<double>> trains = Bench.Responses(
            [(treated, CordStimulus.Train(1, 15)), (treated, CordStimulus.Train(1.0 / 6, 3)), (TestedCord.Naive, CordStimulus.Train(1.0 / 6, 3))], Cancellation);
        Assert.Equal(left, (CordBench.WindUpRatio(trains[0]) - 1) / (Ratio - 1), 0.0051);
        Assert.Equal(single, trains[1][2] / trains[2][2], 0.0051);
    }

    /// <summary>
    /// The response to a shock, beside that of a usual cord, right after some input and one hour, a day and three days later; late potentiation; what touch
    /// drives right after it, Hz. A number in the last printed digit may differ by half of it.
    /// </summary>
    [Theory]
    [InlineData("shocks 1 Hz x 20", 1.20, 1.01, 1, 1, 0, 0.1)]
    [InlineData("injury 1 Hz for 20 s", 1.02, 1, 1, 1, 0, 0)]
    [InlineData("injury 1 Hz for 5 min", 3.6, 1.52, 1.05, 1, 0, 21)]
    [InlineData("injury 1 Hz for 6 h", 4.4, 2.3, 1.42, 1.13, 0.25, 30)]
    [InlineData("injury 1 Hz for 3 d", 5.2, 3.5, 2.2, 1.44, 0.66, 45)]
    [InlineData("without NMDA; injury 1 Hz for 6 h", 0.77, 0.77, 0.77, 0.77, 0, -0.1)]
    public void Input_sensitizes(string input, double now, double hour, double day, double threeDays, double late, double touch)
    {
        CordProtocol protocol = Cord.Protocol([("input", $"{input}; test; wait 1 h; test; wait 23 h; test; wait 2 d; test")]);
        CordRecording recording = CordCourse.Record(Cord.Circuit("design"), protocol, [new("cord", CordExposure.None, [])], Cancellation)[0];
        TestedCord[] cords = [.. protocol.Tests.Select(time => recording.At(time, protocol))];
        double[] answers = [.. Bench.Response(cords, CordStimulus.Volley(), Cancellation).Select(spikes => spikes / First)];
        Assert.All(answers.Zip([now, hour, day, threeDays]), pair => Assert.Equal(pair.Second, pair.First, pair.Second >= 1.6 ? 0.051 : 0.0051));
        Assert.Equal(late, recording.Record.At("Ll", protocol.Tests[0]), 0.0051);
        Assert.Equal(touch, Bench.Response(cords[..1], CordStimulus.Brush(20), Cancellation)[0], touch > 1 ? 0.51 : 0.051);
    }

    /// <summary>Touch and pain are separate: what touch at 20 Hz drives, Hz.</summary>
    [Fact]
    public void Touch_hurts_only_where_potentiation_and_lost_inhibition_meet()
    {
        CordState both = CordState.Naive.With(("p", 0.93), ("Le", 0.97), ("Ll", 0.65), ("D", 0.41));
        TestedCord treated = Bench.Equilibrated([Treated("pore-and-site", 0.5) with { State = both }], Cancellation)[0];
        TestedCord[] cords =
        [
            TestedCord.Naive, new(CordState.Naive.With(("Le", 1), ("p", 0.5)), []), new(CordState.Naive.With(("D", 0.41), ("p", 0.3)), []), new(both, []),
            new TestedCord(both, []).With("nmda", 0), treated,
        ];
        double[] expected = [0.025, 3.9, 1.4, 55, 0.24, 29];
        Assert.All(expected.Zip(Bench.Response(cords, CordStimulus.Brush(20), Cancellation)), pair =>
            Assert.Equal(pair.First, pair.Second, pair.First > 10 ? 0.51 : pair.First > 1 ? 0.051 : 0.0051));
        ImmutableArray<double> shocks = Bench.Response([cords[3], treated], CordStimulus.Volley(), Cancellation);
        Assert.Equal(0.9, shocks[1] / shocks[0], 0.01);
    }

    /// <summary>NMDA block reverses early sensitization at once (Woolf and Thompson 1991): what is left after ten minutes of input at 1 Hz, and in a usual cord.</summary>
    [Fact]
    public void Block_reverses_early_sensitization()
    {
        CordProtocol protocol = Cord.Protocol([("input", "shocks 1 Hz x 600; test")]);
        TestedCord cord = CordCourse.Record(Cord.Circuit("design"), protocol, [new("cord", CordExposure.None, [])], Cancellation)[0].At(protocol.End, protocol);
        double[] left = [1, 0.5, 0.2, 0];
        ImmutableArray<double> answers = Bench.Response([.. left.Select(nmda => cord.With("nmda", nmda)), .. left.Select(nmda => TestedCord.Naive.With("nmda", nmda))],
            CordStimulus.Volley(), Cancellation);
        Assert.All(answers.Zip([3.95, 2.65, 1.57, 1.26, 1, 0.85, 0.80, 0.77]), pair => Assert.Equal(pair.Second, pair.First / First, 0.0075));
    }

    /// <summary>Pain LTP one hour after conditioning, with a bath during it that is gone at the test (0.71 uM: 0.25 mg/kg).</summary>
    [Theory]
    [InlineData("", 0, 1.48)]
    [InlineData("pore", 0.71, 1.46)]
    [InlineData("pore-x2.4", 0.71, 1.43)]
    [InlineData("pore-and-site", 0.71, 1.33)]
    public void Ketamine_takes_a_third_of_pain_LTP(string alternative, double drug, double expected)
    {
        const double Bath = 7241;
        CordProtocol protocol = Cord.Protocol([("input", "wait 2 h; conditioning; wait 1 h; test")]);
        CordExposure exposure = new(StepCourse.Between(0, Bath, drug), StepCourse.Between(0, Bath, drug));
        ImmutableArray<ValueChange> changes = drug > 0 ? [.. SpinalCord.Of(Cord.File.Alternative(alternative))] : [];
        CordState state = CordCourse.Record(Cord.Circuit("design"), protocol, [new("cord", exposure, changes)], Cancellation)[0].Record.State(protocol.End);
        TestedCord washed = new(state.With(("p", 0), ("B", 0), ("A", 0), ("AE", 0)), []);
        Assert.Equal(expected, Bench.Response([washed], CordStimulus.Volley(), Cancellation)[0] / First, 0.0065);
    }

    /// <summary>Which baths end the chronic state (0.24 Hz of ongoing input), and pain half an hour before their end.</summary>
    [Fact]
    public void Enough_block_for_long_enough_resets()
    {
        (double Concentration, double Hours, double AtEnd, bool Reset)[] rows =
            [(0.5, 168, 5.997, false), (0.75, 100, 4.562, false), (0.75, 168, 0.996, true), (1, 48, 1.036, false), (1, 72, 0.888, true), (1.5, 24, 1.048, false), (1.5, 48, 0.881, true)];
        ResetMap map = new(Cord.Circuit("design"));
        Assert.All(rows.GroupBy(row => row.Concentration), group =>
        {
            ImmutableArray<ResetCell> cells = map.Of(0.24, Cord.File.Alternatives[0], [group.Key], [.. group.Select(row => row.Hours)], Cancellation);
            Assert.All(group.Zip(cells), pair =>
            {
                Assert.Equal(pair.First.Reset, pair.Second.IsReset);
                Assert.Equal(pair.First.AtEnd, pair.Second.AtEnd, 0.01);
                Assert.Equal(pair.First.Reset ? 0.807 : 6.930, pair.Second.Later, 0.01);
            });
        });
    }

    private static TestedCord Treated(string alternative, double micromolar) =>
        new(CordState.Naive, [.. SpinalCord.Of(Cord.File.Alternative(alternative)), new(0, "Ceq", micromolar), new(0, "Cm", micromolar)]);
}
