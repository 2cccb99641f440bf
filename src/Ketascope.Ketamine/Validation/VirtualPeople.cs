using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Language.Antimony;
using Ketascope.Language.Units;
using Ketascope.Study.Observations;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Validation;

/// <summary>
/// Predicts observations in virtual people: the median of what each of them shows, and the 5th to 95th percentile. A model whose text gives no
/// variability between people
/// predicts its typical subject, without an interval. Residual error is not added.
/// </summary>
/// <param name="library">The models.</param>
/// <param name="subjects">How many people, at least 2.</param>
/// <param name="seed">The seed: the same one makes the same people.</param>
/// <param name="model">The model for all rows, by identifier; null for what the row asks or the library picks.</param>
public sealed class VirtualPeople(ModelLibrary library, int subjects, ulong seed, string? model = null) : IPredictionSource
{
    /// <summary>Rows of one study stand together and share experiments; keeping every experiment of a file would take gigabytes.</summary>
    private const int ExperimentsKept = 3;

    private readonly Queue<(DoseRequest Request, Experiment Experiment)> _experiments = [];

    /// <inheritdoc/>
    public Prediction Predict(Observation observation, CancellationToken cancellation) => observation.Statistic switch
    {
        "share of subjects" => Share(observation, cancellation),
        "difference" => Difference(observation, cancellation),
        _ => Summary(observation, PerSubject(observation, cancellation)),
    };

    private static Prediction Summary(Observation observation, (double[] Values, Prediction First) people)
    {
        double[] sorted = [.. people.Values.Where(double.IsFinite).Order()];
        string? doubt = people.First.Note;
        return sorted.Length switch
        {
            0 => throw new UserErrorException($"'{observation.Output}': the measure has no value in any subject"),
            1 => people.First with { Value = sorted[0], Note = doubt ?? "no interval: the model's text gives no variability between people" },
            _ => people.First with { Value = SampleQuantile.Of(sorted, 0.5), Low = SampleQuantile.Of(sorted, 0.05), High = SampleQuantile.Of(sorted, 0.95) },
        };
    }

    /// <summary>The share of people in whom a measure passes a threshold that the output names: <c>S-ketamine &gt; 100 ng/mL</c>.</summary>
    private Prediction Share(Observation observation, CancellationToken cancellation)
    {
        Threshold threshold = Threshold.Parse(observation.Output);
        (double[] values, Prediction first) = PerSubject(observation with { Output = threshold.Output, Unit = threshold.Unit, Statistic = "individual" }, cancellation);
        if (values.Length < 2)
        {
            throw new UserErrorException($"the model '{first.Model}' gives no variability between people, so that no share of them can be told");
        }

        double share = values.Count(threshold.Passes) / (double)values.Length;
        return first with { Value = Unit.One.ConvertTo(share, UnitParser.Parse(observation.Unit)) };
    }

    /// <summary>What the first regimen does beyond the second, in the same people: <c>REGIMEN versus REGIMEN</c>.</summary>
    private Prediction Difference(Observation observation, CancellationToken cancellation)
    {
        string[] regimens = observation.Regimen.Split(" versus ", 2, StringSplitOptions.TrimEntries);
        if (regimens.Length < 2)
        {
            throw new UserErrorException("a difference is between two regimens; write 'REGIMEN versus REGIMEN'");
        }

        (double[] first, Prediction made) = PerSubject(observation with { Regimen = regimens[0], Statistic = "individual" }, cancellation);
        (double[] second, Prediction other) = PerSubject(observation with { Regimen = regimens[1], Statistic = "individual" }, cancellation);
        return made.Model == other.Model && first.Length == second.Length
            ? Summary(observation, ([.. first.Zip(second, (a, b) => a - b)], made))
            : throw new UserErrorException($"the two regimens need two models ('{made.Model}' and '{other.Model}'), whose people are not the same");
    }

    private (double[] Values, Prediction First) PerSubject(Observation observation, CancellationToken cancellation)
    {
        // The first person tells the experiments, and so whether there is more than one; the others find them done.
        int count = 1;
        SubjectCourses First(DoseRequest request, CancellationToken token)
        {
            Experiment experiment = Of(request, token);
            count = Math.Max(count, experiment.Count);
            return experiment.Person(0);
        }

        PkRow row = new TypicalSubject(library, model) { Courses = First }.Plan(observation);
        Prediction first = row.Predict(First, cancellation);
        double[] values = new double[count];
        values[0] = first.Value;
        Parallel.For(1, count, new ParallelOptions { CancellationToken = cancellation }, person =>
        {
            SubjectCourses Later(DoseRequest request, CancellationToken token)
            {
                Experiment experiment = Of(request, token);
                return experiment.Person(Math.Min(person, experiment.Count - 1));
            }

            try
            {
                values[person] = row.Predict(Later, cancellation).Value;
            }
            catch (UserErrorException)
            {
                // In this person the measure cannot be taken (no terminal phase, for example); it could in the first.
                values[person] = double.NaN;
            }
        });
        return (values, first);
    }

    private Experiment Of(DoseRequest request, CancellationToken cancellation)
    {
        lock (_experiments)
        {
            return Find(request) ?? Add(request, cancellation);
        }
    }

    private Experiment? Find(DoseRequest request)
    {
        foreach ((DoseRequest known, Experiment experiment) in _experiments)
        {
            if (known == request)
            {
                return experiment;
            }
        }

        return null;
    }

    private Experiment Add(DoseRequest request, CancellationToken cancellation)
    {
        Experiment made = Run(request, cancellation);
        if (_experiments.Count == ExperimentsKept)
        {
            _experiments.Dequeue();
        }

        _experiments.Enqueue((request, made));
        return made;
    }

    private Experiment Run(DoseRequest request, CancellationToken cancellation)
    {
        SubjectCourses frame = SubjectCourses.Planned(request, library);
        PopulationSimulation population = PopulationSimulation.Prepare(
            DosePopulation.Request(request, library, [.. frame.Times]) with { Solver = CourseBatch.Solver },
            new PopulationSettings { Subjects = subjects, Seed = seed, Covariates = [.. CovariateSpread.Drawn(request, frame.Model)] });
        SubjectTable people = population.Draw(1, population.Columns.IsEmpty ? 1 : subjects);
        RunOutcome outcome = population.Solve(people, progress: null, cancellation).Outcome;
        return outcome.Failures.IsEmpty
            ? new Experiment(frame, people, outcome)
            : throw new UserErrorException($"'{request.Regimen}': the equations of subject {outcome.Failures[0].Subject + 1} could not be solved: {outcome.Failures[0].Failure}");
    }

    private sealed record Experiment(SubjectCourses Frame, SubjectTable People, RunOutcome Outcome)
    {
        public int Count => Outcome.Trajectories.SubjectCount;

        public SubjectCourses Person(int number) => Frame.Of(Outcome.Trajectories, number) with { WeightKg = Weight(number), ReferenceWeightKg = Frame.WeightKg };

        private double Weight(int number) => People.Columns.IndexOf(Frame.Model.Weight.Parameter) is >= 0 and var column
            ? People.Values.Span[(number * People.Columns.Length) + column]
            : Frame.WeightKg;
    }
}
