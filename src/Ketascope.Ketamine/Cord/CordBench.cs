using System.Collections.Immutable;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Cord;

/// <summary>A state of a cord and the circumstances in which it is tested.</summary>
/// <param name="State">What lasts, and the drug that is held.</param>
/// <param name="Changes">Parameters that differ from the text's: knock-outs, an alternative, the drug.</param>
public sealed record TestedCord(CordState State, ImmutableArray<ValueChange> Changes)
{
    /// <summary>A cord that nothing has happened to, with the parameters of the text.</summary>
    public static TestedCord Naive { get; } = new(CordState.Naive, []);

    /// <summary>Parameters that this cord has of its own whatever is done to it, in place of the text's.</summary>
    public ImmutableArray<ValueChange> Own { get; init; } = [];

    /// <summary>The same cord as if nothing had happened to it.</summary>
    public TestedCord Usual => Naive with { Own = Own };

    /// <summary>The same with a parameter changed.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">Its value.</param>
    public TestedCord With(string parameter, double value) => this with { Changes = [.. Changes, new ValueChange(0, parameter, value)] };
}

/// <summary>A stimulus of a test: it begins when the cord has settled.</summary>
/// <param name="Volleys">Electrical stimuli: when after the beginning, s, and the share of the C fibres.</param>
/// <param name="C">C input meanwhile, Hz.</param>
/// <param name="Touch">A-beta input meanwhile, Hz.</param>
/// <param name="Seconds">How long the response is counted.</param>
public sealed record CordStimulus(ImmutableArray<(double Time, double Size)> Volleys, double C, double Touch, double Seconds)
{
    /// <summary>Whether touch is there already while the cord settles, as in a test of the gate.</summary>
    public bool IsTouchedBefore { get; init; }

    /// <summary>One electrical stimulus.</summary>
    /// <param name="size">The share of the C fibres.</param>
    public static CordStimulus Volley(double size = 1) => new([(0, size)], 0, 0, 1);

    /// <summary>Touch for a second.</summary>
    /// <param name="rate">A-beta input, Hz.</param>
    public static CordStimulus Brush(double rate) => new([], 0, rate, 1);

    /// <summary>A train of electrical stimuli.</summary>
    /// <param name="rate">The rate, Hz.</param>
    /// <param name="count">How many.</param>
    public static CordStimulus Train(double rate, int count) =>
        new([.. Enumerable.Range(0, count).Select(i => (i / rate, 1.0))], 0, 0, count / rate);
}

/// <summary>
/// Tests cords: each test takes a fresh cord, puts in what lasts of the state, lets its fast part settle, and counts spikes above rest while potentiation
/// rests, so that the test changes nothing.
/// </summary>
/// <param name="circuit">The circuit.</param>
public sealed class CordBench(CordCircuit circuit)
{
    /// <summary>How long the fast part of a cord settles, s.</summary>
    public const double Settling = 1.2;

    /// <summary>How long a drug at a constant concentration acts before a test, s.</summary>
    private const double Equilibration = 7200;

    /// <summary>The longest window of a response to one stimulus, s.</summary>
    private const double LongestWindow = 1;

    /// <summary>The spikes above rest that each stimulus of each test evokes.</summary>
    /// <param name="tests">The cords and what is done to each; all side by side.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>For each test a number for each volley, counted for 1 s or until the next; or one number for a stimulus without volleys.</returns>
    public ImmutableArray<ImmutableArray<double>> Responses(IReadOnlyList<(TestedCord Cord, CordStimulus Stimulus)> tests,
        CancellationToken cancellation = default)
    {
        ImmutableArray<(double From, double To)>[] windows = [.. tests.Select(test => Windows(test.Stimulus))];
        ImmutableArray<double> times = [.. windows.SelectMany(list => list).SelectMany(window =>
            (double[])[window.From, window.To]).Append(Settling).Distinct().Order()];
        ImmutableArray<CordRecord> records = circuit.Solve([.. tests.Select(test => Changes(test.Cord, test.Stimulus))], times, cancellation);
        return [.. records.Select((record, i) =>
        {
            double rest = record.At(CordNames.Rate, Settling);
            return (ImmutableArray<double>)[.. windows[i].Select(window =>
                record.At(CordNames.Spikes, window.To) - record.At(CordNames.Spikes, window.From) - (rest * (window.To - window.From)))];
        })];
    }

    /// <summary>The spikes above rest that one stimulus evokes in each of some cords.</summary>
    /// <param name="cords">The cords.</param>
    /// <param name="stimulus">The stimulus.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public ImmutableArray<double> Response(IReadOnlyList<TestedCord> cords, CordStimulus stimulus, CancellationToken cancellation = default) =>
        [.. Responses([.. cords.Select(cord => (cord, stimulus))], cancellation).Select(one => one[0])];

    /// <summary>The share of the C fibres that evokes a number of spikes above rest; not a number where all of them do not.</summary>
    /// <param name="cords">The cords.</param>
    /// <param name="spikes">The number of spikes.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public ImmutableArray<double> Threshold(IReadOnlyList<TestedCord> cords, double spikes = 2, CancellationToken cancellation = default)
    {
        const int Rounds = 5, Steps = 8;
        (double Low, double High)[] between = [.. cords.Select(_ => (0.0, 1.0))];
        for (int round = 0; round < Rounds; round++)
        {
            double Size(int cord, int step) => between[cord].Low + ((between[cord].High - between[cord].Low) * (step + 1) / Steps);
            ImmutableArray<ImmutableArray<double>> responses = Responses(
                [.. from cord in Enumerable.Range(0, cords.Count) from step in Enumerable.Range(0, Steps) select (cords[cord],
                    CordStimulus.Volley(Size(cord, step)))],
                cancellation);
            for (int cord = 0; cord < cords.Count; cord++)
            {
                int reached = Enumerable.Range(0, Steps).FirstOrDefault(step => responses[(cord * Steps) + step][0] >= spikes, Steps);
                between[cord] = reached == Steps ? (double.NaN, double.NaN)
                    : (reached == 0 ? between[cord].Low : Size(cord, reached - 1), Size(cord, reached));
            }
        }

        return [.. between.Select(one => (one.Low + one.High) / 2)];
    }

    /// <summary>
    /// Cords whose receptors have met a drug at a constant concentration for two hours with plasticity at rest: what they hold then, in the state that they
    /// had.
    /// </summary>
    /// <param name="cords">The cords, with the drug among their changes.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public ImmutableArray<TestedCord> Equilibrated(IReadOnlyList<TestedCord> cords, CancellationToken cancellation = default)
    {
        ImmutableArray<CordRecord> records = circuit.Solve(
            [.. cords.Select(cord => (ImmutableArray<ValueChange>)[.. Changes(cord), new(0, CordNames.Phosphorylating, 0)])], [Equilibration], cancellation);
        return [.. cords.Select((cord, i) => cord with
        {
            State = cord.State.With([.. circuit.Text.Held.Select(name => (name, records[i].At(name, Equilibration)))]),
        })];
    }

    /// <summary>Spikes of a train over those of its first stimulus: the 15th, or the last of fewer.</summary>
    /// <param name="train">The responses.</param>
    public static double WindUpRatio(ImmutableArray<double> train) => train[Math.Min(train.Length, 15) - 1] / train[0];

    private static IEnumerable<ValueChange> Changes(TestedCord cord) =>
        [.. cord.State.Changes(), .. cord.Own, .. cord.Changes, new(0, CordNames.Potentiation, 0)];

    private static ImmutableArray<ValueChange> Changes(TestedCord cord, CordStimulus stimulus)
    {
        double touched = stimulus.IsTouchedBefore ? 0 : Settling, end = Settling + stimulus.Seconds;
        return
        [
            .. Changes(cord), new(0, CordNames.Phosphorylating, 0), new(Settling, CordNames.Phosphorylating, 1),
            .. CordProtocol.Volley([.. stimulus.Volleys.Select(volley => (Settling + volley.Time, volley.Size))]),
            .. StepCourse.Between(touched, end, stimulus.Touch).Changes(CordNames.TouchInput, end),
            .. StepCourse.Between(Settling, end, stimulus.C).Changes(CordNames.CInput, end),
        ];
    }

    private static ImmutableArray<(double From, double To)> Windows(CordStimulus stimulus) => stimulus.Volleys.IsEmpty
        ? [(Settling, Settling + stimulus.Seconds)]
        : [.. stimulus.Volleys.Select((volley, i) =>
        {
            double next = i + 1 < stimulus.Volleys.Length ? stimulus.Volleys[i + 1].Time : stimulus.Seconds;
            return (Settling + volley.Time, Settling + Math.Min(next, volley.Time + LongestWindow));
        })];
}
