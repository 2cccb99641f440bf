using Ketascope.Pharmacology.Dosing;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Study.Running;

/// <summary>Events with SBML's whole meaning, against solutions by hand.</summary>
public sealed class EventTests
{
    [Theory]
    [InlineData("tsit5")]
    [InlineData("rodas5p")]
    public void A_ball_bounces_when_it_meets_the_floor(string word)
    {
        // It falls from 5 m for 1 s at g = 10 m/s^2 and loses half its speed: the next bounce is 1 s later, then half a second, then a quarter.
        double[] heights = TextRun.Run("x = 5; v = 0; x' = v; v' = -10; bounce: at x <= 0: x = 0, v = -v/2", SolverCatalogue.Find(word)!, "x", 1.5,
            2.25, 2.625);
        Near([1.25, 0.3125, 0.078125], heights);
    }

    [Fact]
    public void Each_lane_has_its_own_moments()
    {
        RunRequest request = TextRun.Request("c = 1; n = 0; x = 0; x' = 1; E: at x >= c: x = 0, n = n + 1", SolverMethod.Automatic, "x", [2.25]) with
        {
            Subjects = new SubjectTable([1, 2, 3, 4, 5], ["c"], new double[] { 1, 0.5, 2, 7, double.NaN }),
            Width = 8,
        };
        RunOutcome outcome = ModelRun.Run(request, null, TestContext.Current.CancellationToken);
        Near([0.25, 0.25, 0.25, 2.25, 2.25], [.. Enumerable.Range(0, 5).Select(subject => outcome.Trajectories[subject, 0, 0])]);
    }

    [Fact]
    public void A_condition_of_time_alone_that_soon_turns_back_is_seen() =>
        Near([1], TextRun.Run("n = 0; x = 0; x' = 1; E: at time > 3 && time < 3.02: n = n + 1", SolverMethod.Automatic, "n", 20));

    [Theory]
    [InlineData("", 0)]
    [InlineData(", t0=false", 1)]
    public void A_condition_that_holds_at_the_start_triggers_if_it_did_not_before(string option, double expected) =>
        Near([expected, expected], TextRun.Run($"n = 0; x = 1; x' = 1; E: at x > 0{option}: n = n + 1", SolverMethod.Automatic, "n", 0, 1));

    [Fact]
    public void What_an_event_changes_triggers_the_next_at_the_same_time() =>
        Near([0, 3, 3], TextRun.Run("a = 0; b = 0; c = 0; x = 0; x' = 1; E1: at x > 1: a = 1; E2: at a > 0: b = 2; E3: at b > 1 && x < 5: c = 3", SolverMethod.Automatic, "c", 0.5, 1.5, 9));

    [Theory]
    [InlineData("fromTrigger=true", 1)]
    [InlineData("fromTrigger=false", 3)]
    public void A_delayed_event_takes_the_values_of_its_trigger_or_of_its_execution(string option, double expected) =>
        Near([0, expected], TextRun.Run($"y = 0; x = 0; x' = 1; E: at 2 after x >= 1, {option}: y = x", SolverMethod.Automatic, "y", 2.9, 3.1));

    [Theory]
    [InlineData("persistent=true", 1)]
    [InlineData("persistent=false", 0)]
    public void A_trigger_that_turns_false_withdraws_what_is_not_persistent(string option, double expected) =>
        Near([expected], TextRun.Run($"n = 0; x = 0; x' = 1; E: at 1 after x > 1 && x < 1.5, {option}: n = n + 1", SolverMethod.Automatic, "n", 5));

    [Fact]
    public void A_delayed_event_waits_for_each_of_its_triggers() =>
        // x passes 1 at 1, 3 and 5; executions at 2.5, 4.5 and 6.5.
        Near([0, 1, 1, 2, 3], TextRun.Run("n = 0; x = 0; x' = 1; E: at 1.5 after x >= 1, fromTrigger=false: n = n + 1; R: at x >= 2: x = 0", SolverMethod.Automatic, "n", 2.4, 2.6, 4.4, 4.6, 6.6));

    [Fact]
    public void The_highest_priority_goes_first_as_it_is_then() =>
        // The first raises the priority of the third above that of the second.
        Near([132], TextRun.Run(
            "p = 0; s = 0; x = 0; x' = 1; E1: at x >= 1, priority = 9, fromTrigger=false: s = 10*s + 1, p = 7; E2: at x >= 1, priority = 5, fromTrigger=false: s = 10*s + 2; E3: at x >= 1, priority = p, fromTrigger=false: s = 10*s + 3",
            SolverMethod.Automatic, "s", 2));

    [Fact]
    public void Of_equal_priorities_any_goes_first()
    {
        // Each second one of two events ends the other: over 400 seconds both come first about as often.
        double[] counts = TextRun.Run(
            "a = 0; b = 0; x = 0; x' = 1; A: at x >= 1, priority = 1, persistent=false, fromTrigger=false: a = a + 1, x = 0; B: at x >= 1, priority = 1, persistent=false, fromTrigger=false: b = b + 1, x = 0",
            SolverMethod.Automatic, "a", 400.5);
        Assert.InRange(counts[0], 150, 250);
    }

    [Fact]
    public void Without_priorities_order_is_that_of_the_triggers() => Near(
        [12], TextRun.Run("s = 0; x = 0; x' = 1; A: at x >= 1, fromTrigger=false: s = 10*s + 1; B: at x >= 1, fromTrigger=false: s = 10*s + 2", SolverMethod.Automatic, "s", 2));

    [Fact]
    public void Events_at_one_known_time_take_values_of_their_trigger() => Near(
        [2, 1], [TextRun.Run("a = 1; b = 2; x = 0; x' = 1; A: at time >= 1: a = b; B: at time >= 1: b = a", SolverMethod.Automatic, "a", 2)[0], TextRun.Run("a = 1; b = 2; x = 0; x' = 1; A: at time >= 1: a = b; B: at time >= 1: b = a", SolverMethod.Automatic, "b", 2)[0]]);

    [Fact]
    public void A_dose_may_trigger_an_event()
    {
        RunRequest request = TextRun.Request("species X; X = 0; X' = 0; n = 0; E: at X >= 5: n = n + 1", SolverMethod.Automatic, "n", [0.9, 1, 2]) with
        {
            Doses = [new DoseRecord { Time = 1, Compartment = "X", Amount = 5 }],
        };
        RunOutcome outcome = ModelRun.Run(request, null, TestContext.Current.CancellationToken);
        Near([0, 1, 1], [.. Enumerable.Range(0, 3).Select(time => outcome.Trajectories[0, 0, time])]);
    }

    [Fact]
    public void Events_without_an_end_are_a_failure_of_their_subject()
    {
        RunOutcome outcome = ModelRun.Run(TextRun.Request("a = 0; x = 0; x' = 1; A: at a < 1 && x > 1: a = 1; B: at a > 0 && x > 1: a = 0", SolverMethod.Automatic, "x", [2.0]), null, TestContext.Current.CancellationToken);
        LaneFailure failure = Assert.Single(outcome.Failures).Failure;
        Assert.Equal(FailureCause.EndlessEvents, failure.Cause);
        Assert.Contains("without end at time 1, 'A' among them", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_concentration_is_set_in_the_compartment_of_its_execution() =>
        // 4 mM seen at the trigger; the compartment has grown to 3 L as it is set.
        Near([12], TextRun.Run("compartment C = 1; C' = 1; species S in C = 1; E: at 1 after time > 1 && C > 1: S = 4; amount := S*C", SolverMethod.Automatic, "amount", 2.5));

    [Fact]
    public void The_order_of_results_does_not_depend_on_threads()
    {
        const string Text = "k = 1; a = 0; x = 0; x' = k; A: at x >= 1, priority = 1, persistent=false: a = a + 1, x = 0; B: at x >= 1, priority = 1, persistent=false: a = a + 10, x = 0";
        double[] Of(int threads)
        {
            RunRequest request = TextRun.Request(Text, SolverMethod.Automatic, "a", [20.0]) with
            {
                Subjects = new SubjectTable([.. Enumerable.Range(1, 40).Select(i => (long)i)], ["k"], Enumerable.Range(0, 40).Select(i => 1 + (0.01 * i)).ToArray()),
                Threads = threads,
            };
            RunOutcome outcome = ModelRun.Run(request, null, TestContext.Current.CancellationToken);
            return [.. Enumerable.Range(0, 40).Select(subject => outcome.Trajectories[subject, 0, 0])];
        }

        Assert.Equal(Of(1), Of(2));
    }

    private static void Near(double[] expected, double[] found) => TextRun.Near(expected, found, 100);
}
