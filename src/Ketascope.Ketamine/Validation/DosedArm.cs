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
    public override object Run(Cohort cohort, CancellationToken cancellation)
    {
        if (cohort.Sets is { } sets)
        {
            return new DosedRun(Compiled(sets.Columns).Run(sets, progress: null, cancellation), null);
        }

        if (cohort.Count == 1)
        {
            RunOutcome typical = ModelRun.Run(request(), progress: null, cancellation);
            return typical.Failures.IsEmpty ? new DosedRun(typical, null)
                : throw new UserErrorException($"'{Regimen}': the equations could not be solved: {typical.Failures[0].Failure}");
        }

        PopulationSimulation population = PopulationSimulation.Prepare(
            (PeopleRequest ?? request)(), new PopulationSettings { Subjects = cohort.Count, Seed = cohort.Seed, Covariates = Covariates });
        SubjectTable people = population.Draw(1, population.Columns.IsEmpty ? 1 : cohort.Count);
        RunOutcome outcome = population.Solve(people, progress: null, cancellation).Outcome;
        return outcome.Failures.IsEmpty ? new DosedRun(outcome, people) : throw new UserErrorException(
            $"'{Regimen}': the equations of subject {outcome.Failures[0].Subject + 1} could not be solved: {outcome.Failures[0].Failure}");
    }

    /// <inheritdoc/>
    public override Estimate[] Measure(object run)
    {
        DosedRun made = (DosedRun)run;
        Trajectories courses = made.Outcome.Trajectories;
        double[] times = [.. courses.Times];
        CourseDose typical = Dose(WeightKg);
        Estimate[] measures = new Estimate[courses.SubjectCount];
        Parallel.For(0, measures.Length, subject =>
        {
            double weight = Weight(made, subject);
            measures[subject] = CourseMeasures.Of(Taken, times, Course(courses, subject), weight == WeightKg ? typical : Dose(weight));
        });
        foreach ((int subject, LaneFailure failure) in made.Outcome.Failures)
        {
            measures[subject] = Estimate.Missing($"the equations could not be solved: {failure}");
        }

        return measures;
    }

    /// <inheritdoc/>
    public override IEnumerable<(Unit Unit, Func<int, double> Of)> Divisors(object run)
    {
        yield return (Kilogram, person => Weight((DosedRun)run, person));
        if (MolarMass is { } mass)
        {
            double known = double.NaN;
            yield return (GramPerMole, _ => double.IsNaN(known) ? known = mass() : known);
        }
    }

    private double[] Course(Trajectories courses, int subject)
    {
        double[] sum = courses.Course(subject, Variables[0]);
        foreach (int other in Variables.AsSpan()[1..])
        {
            double[] more = courses.Course(subject, other);
            for (int time = 0; time < sum.Length; time++)
            {
                sum[time] += more[time];
            }
        }

        return sum;
    }

    private double Weight(DosedRun run, int person) => WeightParameter is { } name && run.People?.Columns.IndexOf(name) is >= 0 and var column
        ? run.People.Values.Span[(person * run.People.Columns.Length) + column]
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

    /// <summary>The courses, and who has them; no people where parameters differ for another reason.</summary>
    private sealed record DosedRun(RunOutcome Outcome, SubjectTable? People);
}
