using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Study.Running;

public sealed class PreparedRunTests
{
    // Enough for more than the 64 batches from which on a run warms up first.
    private const int Subjects = 600;
    private const string Lorenz = "s = 10; b = 8/3; r = 28; x = 1; y = 1; z = 20; x' = s*(y - x); y' = x*(r - z) - y; z' = x*y - b*z";

    [Fact]
    public async Task Runs_at_the_same_time_give_the_bits_of_a_run_alone()
    {
        RunOutcome alone = Prepare().Run(Table(1), null, TestContext.Current.CancellationToken),
            other = Prepare().Run(Table(2), null, TestContext.Current.CancellationToken);
        Assert.NotEqual(Bits(alone), Bits(other));
        PreparedRun shared = Prepare();
        using Barrier start = new(4);
        RunOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                return shared.Run(Table(1 + (i % 2)), null, TestContext.Current.CancellationToken);
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        for (int i = 0; i < outcomes.Length; i++)
        {
            RunOutcome expected = i % 2 == 0 ? alone : other;
            Assert.Equal(Bits(expected), Bits(outcomes[i]));
            Assert.Equal(expected.Counters, outcomes[i].Counters);
            Assert.Equal(Doubts(expected), Doubts(outcomes[i]));
        }
    }

    [Fact]
    public void A_run_after_another_is_doubted_as_the_first_was()
    {
        PreparedRun prepared = Prepare();
        string[] first = Doubts(prepared.Run(Table(1), null, TestContext.Current.CancellationToken));
        Assert.NotEmpty(first);
        Assert.Equal(first, Doubts(prepared.Run(Table(1), null, TestContext.Current.CancellationToken)));
    }

    /// <summary>
    /// Steps of twenty sizes, each up to rounding, are more than the propagators that the exact method keeps: which of them serves a step must
    /// not depend on what the thread solved before.
    /// </summary>
    [Fact]
    public void A_batch_of_a_linear_model_gives_the_same_bits_after_another_and_alone()
    {
        const int Width = 8;
        Random sizes = new(1);
        double time = 0;
        double[] times = [.. Enumerable.Range(0, 400).Select(_ => time += 0.01 * (1 + sizes.Next(20)) / 3)];
        PreparedRun run = PreparedRun.Compile(
            TextRun.Request("k = 1; A = 10; B = 0; A' = -k*A; B' = k*A - 0.3*B", SolverMethod.Automatic, "B", times) with { Threads = 1, Width = Width }, ["k"]);
        double[][] rates = [.. Enumerable.Range(0, 3 * Width).Select(i => (double[])[0.1 + (0.01 * i)])];
        RunOutcome all = run.Run(SubjectTable.Of(["k"], rates), null, TestContext.Current.CancellationToken),
            last = run.Run(SubjectTable.Of(["k"], rates[(2 * Width)..]), null, TestContext.Current.CancellationToken);
        for (int subject = 0; subject < Width; subject++)
        {
            Assert.Equal(last.Trajectories.Course(subject, 0), all.Trajectories.Course((2 * Width) + subject, 0));
        }
    }

    private static PreparedRun Prepare() => PreparedRun.Compile(
        TextRun.Request(Lorenz, SolverMethod.Automatic, "x", [0, 5, 15]) with { IsChecked = true, Threads = 2, Solver = new SolverSettings { RelativeTolerance = 1e-4, MaxSteps = 100_000 } }, ["x"]);

    private static SubjectTable Table(int seed) =>
        new([.. Enumerable.Range(1, Subjects).Select(id => (long)id)], ["x"], Enumerable.Range(0, Subjects).Select(i => seed + (0.001 * i)).ToArray());

    private static long[] Bits(RunOutcome outcome) =>
        [.. from subject in Enumerable.Range(0, Subjects) from time in Enumerable.Range(0,
            3) select BitConverter.DoubleToInt64Bits(outcome.Trajectories[subject, 0, time])];

    private static string[] Doubts(RunOutcome outcome) => [.. outcome.Doubts.Select(doubt => doubt.ToString())];
}
