using System.Collections.Immutable;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Plots;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Simulates a regimen of several drugs, each by a model of its own, into one answer.</summary>
/// <param name="library">The models to choose from.</param>
/// <param name="request">What is asked.</param>
/// <param name="dose">What is asked of all drugs together.</param>
/// <param name="drugs">What is asked of each.</param>
internal sealed class SeveralDrugs(ModelLibrary library, SimulateRequest request, DoseRequest dose, ImmutableArray<DoseRequest> drugs)
{
    private readonly Regimen _regimen = dose.Read();

    /// <summary>Simulates them.</summary>
    /// <param name="study">Knows how far numbers are off.</param>
    /// <param name="context">What a study needs from where it runs.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public Task<StudyResult> RunAsync(SimulateStudy study, StudyContext context, CancellationToken cancellation) =>
        request.People is { } people ? PeopleAsync(study, people, context, cancellation) : Task.FromResult(Person(study, context, cancellation));

    private StudyResult Person(SimulateStudy study, StudyContext context, CancellationToken cancellation)
    {
        List<DrugAnswer> answers = [];
        List<(string Drug, ResultTable Records)> records = [];
        foreach (DoseRequest drug in drugs)
        {
            DoseSimulationResult simulated = DoseSimulation.Run(drug, library, context.Clock, cancellation);
            answers.Add(new DrugAnswer(drug.Substance!, study.Told(simulated.Result, simulated.Plan, drug, cancellation), CourseFigure.Of(simulated.Result)));
            records.Add((drug.Substance!, DoseSimulation.RecordTable(simulated.Records)));
        }

        return Answer([.. answers], request.Records ? [SimulateStudy.Records(JoinedDrugs.Records([.. records]))] : []);
    }

    private async Task<StudyResult> PeopleAsync(SimulateStudy study, PeopleRequest people, StudyContext context, CancellationToken cancellation)
    {
        ImmutableArray<PopulationSettings> settings = Settings(people);
        DosePopulation[] populations = [.. drugs.Zip(settings, (drug, own) => DosePopulation.Prepare(drug, own, library))];
        List<DrugAnswer> answers = [];
        bool isComplete = true;
        foreach ((DoseRequest drug, DosePopulation population) in drugs.Zip(populations))
        {
            if (isComplete)
            {
                isComplete = await RunAsync(population, drug, people, context, answers.Count > 0, cancellation).ConfigureAwait(false);
                if (population.Summary.Subjects > 0)
                {
                    RunResult run = study.Told(population.Result(context.Clock), population.Plan, drug, CancellationToken.None);
                    answers.Add(new DrugAnswer(drug.Substance!, run, population.Figure(run)));
                }
            }
        }

        StudyResult answer = Answer([.. answers], []);
        if (dose.Demands is { } demands)
        {
            int Place(Drug drug) => drugs.Index().First(one => one.Item.Substance == drug.Substance).Index;
            long done = populations[0].Summary.Subjects;
            answer = SimulateStudy.BeforeTables(answer, [ControlledDoses.Section(demands, done, (drug, count) => populations[Place(drug)].Weights(count))]);
        }

        string[] left = [.. drugs.Skip(answers.Count).Select(drug => drug.Substance!)];
        return answer with
        {
            IsComplete = isComplete,
            Notes = left.Length == 0 ? answer.Notes
                : [.. answer.Notes, new Note(NoteKind.Warning, $"Interrupted: {string.Join(" and ", left)} was not simulated.")],
        };
    }

    /// <summary>Simulates one drug. An interruption before its first subject leaves the drugs that are done.</summary>
    private static async Task<bool> RunAsync(
        DosePopulation population, DoseRequest drug, PeopleRequest people, StudyContext context, bool hasOthers, CancellationToken cancellation)
    {
        try
        {
            IProgress<int> progress = context.Counter(people.Subjects, $"subjects ({drug.Substance})");
            return await population.RunAsync(context.Folder, progress, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (hasOthers)
        {
            return false;
        }
    }

    /// <summary>The same people for each drug: weight and the like are drawn alike, deviations of the models independently.</summary>
    public ImmutableArray<PopulationSettings> Settings(PeopleRequest people)
    {
        PopulationSettings all = SimulateStudy.Settings(people);
        ImmutableArray<ImmutableArray<(string Name, Covariate Value)>> covariates =
            DrugParts.Route(drugs, library, all.Covariates.Select(one => (one.Parameter, one)));
        ImmutableArray<ImmutableHashSet<string>> names = [.. drugs.Select(drug => DrugParts.Names(DrugParts.ModelOf(drug, library)))];
        bool anyDonor = names.Any(own => all.Donors?.Columns.Any(own.Contains) == true);
        bool anyError = names.Any(own => own.Any(ResidualError.IsDeviation));
        return
        [
            .. drugs.Select((drug, i) => all with
            {
                Covariates = [.. covariates[i].Select(one => one.Value with { Parameter = one.Name })],
                Correlations = [.. Correlations(all, covariates, i)],
                Donors = anyDonor && !all.Donors!.Columns.Any(names[i].Contains) ? null : all.Donors,
                ResidualError = all.ResidualError && (!anyError || names[i].Any(ResidualError.IsDeviation)),
                DeviationSeed = i == 0 ? null : RandomStream.SeedOf(all.Seed, drug.Substance!),
            }),
        ];
    }

    /// <summary>The correlations of what one drug's model draws.</summary>
    private IEnumerable<CovariateCorrelation> Correlations(
        PopulationSettings all, ImmutableArray<ImmutableArray<(string Name, Covariate Value)>> covariates, int drug)
    {
        string begin = $"{drugs[drug].Substance}.";
        string Plain(string name) => name.StartsWith(begin, StringComparison.Ordinal) ? name[begin.Length..] : name;
        foreach (CovariateCorrelation one in all.Correlations)
        {
            string[] both = [Plain(one.First), Plain(one.Second)];
            if (both.All(name => covariates[drug].Any(known => known.Name == name)))
            {
                yield return one with { First = both[0], Second = both[1] };
            }
            else if (!covariates.Any(own => own.Any(known => known.Value.Parameter == one.First) && own.Any(known => known.Value.Parameter == one.Second)))
            {
                throw new UserErrorException(
                    $"--correlation: the correlation of '{one.First}' and '{one.Second}' is not of two covariates of one drug's model");
            }
        }
    }

    private StudyResult Answer(ImmutableArray<DrugAnswer> answers, ImmutableArray<ResultSection> more)
    {
        (RunResult run, CourseFigure figure) = JoinedDrugs.Of(_regimen, dose.Regimen, answers);
        run = run with { Warnings = [.. DrugParts.Differences(drugs, library), .. run.Warnings] };
        return SimulateStudy.Result(run, figure,
            [.. answers.Select(one => new TextSection($"{one.Drug} (sampling site: {one.Run.SamplingSite}): {one.Run.ModelChoice}"))], more);
    }
}
