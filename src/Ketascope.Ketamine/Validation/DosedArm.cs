using System.Collections.Immutable;
using Ketascope.Language.Antimony;
using Ketascope.Language.Units;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Observations;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Validation;

/// <summary>A model that is given doses of a regimen, and a measure of one of its variables, or of the sum of several.</summary>
/// <param name="key">What is run; equal for arms of the same courses.</param>
/// <param name="request">What is run in a typical person.</param>
internal sealed class DosedArm(object key, Func<RunRequest> request) : Arm
{
    private static readonly Unit Kilogram = UnitParser.Parse("kg"), GramPerMole = UnitParser.Parse("g/mol");

    private readonly Lock _compiling = new();
    private (ImmutableArray<string> Columns, PreparedRun Run)? _compiled;

    /// <summary>Tolerances: linear models are solved exactly, others well within the precision that <see cref="Ketascope.Study.Fitting.FitSettings"/> assumes.</summary>
    public static SolverSettings Solver { get; } = new() { RelativeTolerance = 1e-9, AbsoluteTolerance = 1e-12 };

    /// <inheritdoc/>
    public override object Key => key;

    /// <summary>What is given, for messages.</summary>
    public required string Regimen { get; init; }

    /// <summary>The measure.</summary>
    public required Measure Taken { get; init; }

    /// <summary>The variables whose sum is measured, as places among those that the request shows.</summary>
    public required ImmutableArray<int> Variables { get; init; }

    /// <summary>What the course is the answer to, in a person of a weight in kg.</summary>
    public required Func<double, CourseDose> Dose { get; init; }

    /// <summary>The weight of a typical person, kg.</summary>
    public required double WeightKg { get; init; }

    /// <summary>The parameter that is the body weight; null where the text has none.</summary>
    public string? WeightParameter { get; init; }

    /// <summary>What is run in virtual people, where that is not what is run in a typical one.</summary>
    public Func<RunRequest>? PeopleRequest { get; init; }

    /// <summary>How people differ beside what the text says.</summary>
    public ImmutableArray<Covariate> Covariates { get; init; } = [];

    /// <summary>The molar mass of what is measured, g/mol; null where it is not asked for.</summary>
    public Func<double>? MolarMass { get; init; }

    /// <inheritdoc/>
    public override object Run(Cohort cohort, IReadOnlyCollection<Arm> arms, CancellationToken cancellation)
    {
        DosedArm[] measured = [.. arms.Cast<DosedArm>()];
        if (cohort.Sets is { } sets)
        {
            return new DosedRun(measured, [Part(measured, Compiled(sets.Columns).Run(sets, progress: null, cancellation), null)]);
        }

        if (cohort.Count == 1)
        {
            RunOutcome typical = ModelRun.Run(request(), progress: null, cancellation);
            return typical.Failures.IsEmpty ? new DosedRun(measured, [Part(measured, typical, null)])
                : throw new UserErrorException($"'{Regimen}': the equations could not be solved: {typical.Failures[0].Failure}");
        }

        // Experiments go beside each other, each on one thread, and the courses of a few people at a time stay in the caches until they are measured.
        PopulationSimulation population = PopulationSimulation.Prepare(
            (PeopleRequest ?? request)() with { Threads = 1 }, new PopulationSettings { Subjects = cohort.Count, Seed = cohort.Seed, Covariates = Covariates });
        PeoplePart Measured(PopulationChunk chunk)
        {
            if (!chunk.Outcome.Failures.IsEmpty)
            {
                (int subject, LaneFailure failure) = chunk.Outcome.Failures[0];
                throw new UserErrorException($"'{Regimen}': the equations of subject {chunk.Subjects.Ids[subject]} could not be solved: {failure}");
            }

            PeoplePart part = Part(measured, chunk.Outcome, chunk.Subjects);
            chunk.Release();
            return part;
        }

        return new DosedRun(measured, population.Columns.IsEmpty ? [Measured(population.Solve(population.Draw(1, 1), progress: null, cancellation))]
            : [.. population.Chunks(Measured, progress: null, cancellation)]);
    }

    /// <inheritdoc/>
    public override Estimate[] Measure(object run) => ((DosedRun)run).Of(this);

    /// <inheritdoc/>
    public override IEnumerable<(Unit Unit, Func<int, double> Of)> Divisors(object run)
    {
        yield return (Kilogram, person => ((DosedRun)run).WeightsKg[person]);
        if (MolarMass is { } mass)
        {
            double known = double.NaN;
            yield return (GramPerMole, _ => double.IsNaN(known) ? known = mass() : known);
        }
    }

    private PeoplePart Part(DosedArm[] arms, RunOutcome outcome, SubjectTable? people)
    {
        Trajectories courses = outcome.Trajectories;
        ReadOnlySpan<double> times = courses.Times.AsSpan();
        double[] weights = [.. Enumerable.Range(0, courses.SubjectCount).Select(person => Weight(people, person))], room = new double[2 * times.Length];
        Estimate[][] measures = new Estimate[arms.Length][];
        for (int arm = 0; arm < arms.Length; arm++)
        {
            CourseDose typical = arms[arm].Dose(WeightKg);
            measures[arm] = new Estimate[weights.Length];
            for (int person = 0; person < weights.Length; person++)
            {
                measures[arm][person] = CourseMeasures.Of(arms[arm].Taken, times, arms[arm].Course(courses, person, room),
                    weights[person] == WeightKg ? typical : arms[arm].Dose(weights[person]));
            }

            foreach ((int person, LaneFailure failure) in outcome.Failures)
            {
                measures[arm][person] = Estimate.Missing($"the equations could not be solved: {failure}");
            }
        }

        return new PeoplePart(measures, weights);
    }

    /// <summary>The sum of the variables in a person.</summary>
    private Span<double> Course(Trajectories courses, int person, double[] room)
    {
        Span<double> sum = room.AsSpan(0, room.Length / 2), more = room.AsSpan(room.Length / 2);
        courses.Course(person, Variables[0], sum);
        foreach (int other in Variables.AsSpan()[1..])
        {
            courses.Course(person, other, more);
            for (int time = 0; time < sum.Length; time++)
            {
                sum[time] += more[time];
            }
        }

        return sum;
    }

    private double Weight(SubjectTable? people, int person) => WeightParameter is { } name && people?.Columns.IndexOf(name) is >= 0 and var column
        ? people.Values.Span[(person * people.Columns.Length) + column]
        : WeightKg;

    /// <summary>A fit asks for the same parameters again and again.</summary>
    private PreparedRun Compiled(ImmutableArray<string> columns)
    {
        lock (_compiling)
        {
            _compiled = _compiled is { } known && known.Columns.SequenceEqual(columns) ? known : (columns, PreparedRun.Compile(request(), columns));
            return _compiled.Value.Run;
        }
    }

    /// <summary>Some people who were solved together: the measures of each arm, and their weights, kg.</summary>
    private sealed record PeoplePart(Estimate[][] Measures, double[] WeightsKg);

    /// <summary>What arms measured in everybody.</summary>
    private sealed class DosedRun(DosedArm[] arms, PeoplePart[] parts)
    {
        public double[] WeightsKg { get; } = [.. parts.SelectMany(part => part.WeightsKg)];

        public Estimate[] Of(DosedArm arm) => [.. parts.SelectMany(part => part.Measures[Array.IndexOf(arms, arm)])];
    }
}
