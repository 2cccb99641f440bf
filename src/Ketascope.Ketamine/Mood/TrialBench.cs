using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Parts;
using Ketascope.Ketamine.Patient;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Mood;

/// <summary>Where trials of mood are run: one solution an arm and study, of which people have each their own multiple.</summary>
internal sealed class TrialBench
{
    /// <summary>How many people stand for all: of a typical study, and of each of many.</summary>
    private const int ManyPeople = 1024, FewPeople = 128;

    /// <summary>Scores to a few thousandths of a point, which is far within what a rating tells.</summary>
    private static readonly SolverSettings Solver = new() { RelativeTolerance = 1e-6, AbsoluteTolerance = 1e-8 };

    private const string Error = "sigma_additive_MADRS", Before = "Y0_typical";
    private static readonly ImmutableArray<string> States = ["Pa", "Pc", "E", "D"];

    private readonly KetamineLibrary _library;
    private readonly PartFile _part;
    private readonly LoadedModel _text;
    private readonly ImmutableSortedDictionary<string, double> _numbers;
    private readonly ConcurrentDictionary<string, Lazy<PreparedRun>> _solvers = [];
    private readonly ConcurrentDictionary<string, TrialPeople> _people = [];

    /// <summary>A bench.</summary>
    /// <param name="library">The parts, the drugs and their pharmacokinetics.</param>
    /// <param name="part">The part of mood.</param>
    public TrialBench(KetamineLibrary library, PartFile part)
    {
        (_library, _part) = (library, part);
        _text = part.Load(library.Draw);
        File = TrialFile.Read(Path.GetDirectoryName(part.TextPath)!);
        _numbers = TextValues.Of(_text, [Error, Before, .. File.Spread.Select(one => one.Parameter)]);
    }

    /// <summary>How trials differ.</summary>
    public TrialFile File { get; }

    /// <summary>The studies of a cohort: the typical one, many that differ as published ones do, or sets of parameters.</summary>
    /// <param name="cohort">The cohort.</param>
    public TrialStudies Studies(Cohort cohort)
    {
        if (cohort.Sets is { } sets)
        {
            int place = sets.Columns.IndexOf(Error), rows = sets.Ids.Length;
            return new TrialStudies(sets,
                [.. Enumerable.Range(0, rows).Select(row => place < 0 ? _numbers[Error] : sets.Values.Span[(row * sets.Columns.Length) + place])], false, 1);
        }

        if (cohort.Count == 1)
        {
            return new TrialStudies(new SubjectTable([1], [], ReadOnlyMemory<double>.Empty), [_numbers[Error]], false, 1);
        }

        ImmutableArray<string> names = [.. File.Spread.Select(one => one.Parameter)];
        double[] values =
        [
            .. Enumerable.Range(1, cohort.Count).SelectMany(study => File.Spread.Select(one => Drawn(one, _numbers[one.Parameter], cohort.Seed, study))),
        ];
        return new TrialStudies(new SubjectTable([.. Enumerable.Range(1, cohort.Count).Select(id => (long)id)], names, values),
            [.. Enumerable.Repeat(_numbers[Error], cohort.Count)], true, cohort.Seed);
    }

    /// <summary>The value of a study: a lognormal factor of mean one times that of the text, up to its bound.</summary>
    private static double Drawn(TrialSpread spread, double value, ulong seed, int study)
    {
        double normal = RandomDistribution.StandardNormal(new RandomStream(seed, $"study {spread.Parameter}").Uniform(study));
        double drawn = value * Math.Exp((spread.LogSd * normal) - (spread.LogSd * spread.LogSd / 2));
        return spread.Most is { } most ? Math.Min(most, drawn) : drawn;
    }

    /// <summary>The score before treatment of an arm.</summary>
    /// <param name="side">The arm.</param>
    public double Baseline(TrialSide side) => side.Baseline ?? _numbers[Before];

    /// <summary>Solves an arm.</summary>
    /// <param name="side">The arm.</param>
    /// <param name="studies">The studies.</param>
    /// <param name="times">When people are rated, h, in ascending order.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">No model takes a dose, or the equations cannot be solved.</exception>
    public TrialScores Solve(TrialSide side, TrialStudies studies, double[] times, CancellationToken cancellation)
    {
        RunOutcome[] outcomes = [.. side.Beliefs.Select((belief, which) => Solved(side, belief.Part, which, studies, times, cancellation))];
        IReadOnlyList<TrialState[]>[] states = [.. times.Select((_, time) => outcomes.Select(outcome => At(outcome, time, studies.Errors.Length)).ToArray())];
        TrialPeople people = _people.GetOrAdd(string.Join(' ', studies.Values.Columns.Prepend(studies.IsCounted ? "few" : "many")),
            _ => new TrialPeople(_text, studies.IsCounted ? FewPeople : ManyPeople, [.. studies.Values.Columns, Before]));
        SubjectTable rows = WithBaseline(studies.Values, Baseline(side));
        return new TrialScores(states, [.. side.Beliefs.Select(one => one.Share)], (all, differ) => people.Scores(all, rows, differ, cancellation));
    }

    private RunOutcome Solved(TrialSide side, SetPart part, int belief, TrialStudies studies, double[] times, CancellationToken cancellation)
    {
        ImmutableArray<string> columns = [.. studies.Values.Columns.Select(name => $"{_part.Part}.{name}")];
        string key = string.Join('|', [side.Key, belief, .. columns, .. times]);
        PreparedRun run = _solvers.GetOrAdd(key, _ => new(() => Prepared(side, part, columns, times))).Value;
        RunOutcome outcome = run.Run(new SubjectTable(studies.Values.Ids, columns, studies.Values.Values), progress: null, cancellation);
        return outcome.Failures.IsEmpty ? outcome
            : throw new UserErrorException($"'{side.Key}': the equations could not be solved: {outcome.Failures[0].Failure}");
    }

    private PreparedRun Prepared(TrialSide side, SetPart part, ImmutableArray<string> columns, double[] times)
    {
        PatientRun run = PatientRun.Of(_library, side.Treatment, [part], [.. States.Select(state => $"{_part.Part}.{state}")], [.. times]);
        return PreparedRun.Compile(run.Request with { Solver = Solver }, columns);
    }

    private static TrialState[] At(RunOutcome outcome, int time, int studies) => [.. Enumerable.Range(0, studies).Select(study => new TrialState(
        outcome.Trajectories[study, 0, time], outcome.Trajectories[study, 1, time],
        outcome.Trajectories[study, 2, time], outcome.Trajectories[study, 3, time]))];

    private static SubjectTable WithBaseline(SubjectTable studies, double baseline)
    {
        int width = studies.Columns.Length;
        double[] values =
            [.. Enumerable.Range(0, studies.Ids.Length).SelectMany(study => (double[])[.. studies.Values.Span.Slice(study * width, width), baseline])];
        return new SubjectTable(studies.Ids, [.. studies.Columns, Before], values);
    }
}
