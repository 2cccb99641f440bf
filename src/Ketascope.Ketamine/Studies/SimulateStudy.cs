using System.Collections.Immutable;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Plots;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Simulates a dose in a typical person or in virtual people.</summary>
/// <param name="library">The models to choose from.</param>
public sealed class SimulateStudy(KetamineLibrary library) : Study<SimulateRequest>("simulate", () => KetamineRequests.Default.SimulateRequest)
{
    private const string LastInterval = "tau", Mixed = "mixed";

    /// <inheritdoc/>
    public override async Task<StudyResult> RunAsync(SimulateRequest request, StudyContext context, CancellationToken cancellation)
    {
        if (request.People is null)
        {
            RequireOnePerson(request);
        }

        PumpWords pump = new(request.TciModel, request.TciStep, request.TciMaxRate, request.TciMaxBolus);
        if (TargetParser.IsTarget(request.Regimen))
        {
            TargetedSimulation targeted = new(library.Pharmacokinetics, request, pump, Read(request));
            return await targeted.RunAsync(this, context, cancellation).ConfigureAwait(false);
        }

        pump.RequireNothing();
        DoseRequest dose = Read(request);
        Regimen regimen = dose.Read();
        dose = dose with { Given = regimen, WeightKg = regimen.WeightFor(dose.WeightKg) };
        return await RunAsync(request, dose, context, cancellation).ConfigureAwait(false);
    }

    /// <summary>Simulates doses that have been read.</summary>
    internal async Task<StudyResult> RunAsync(SimulateRequest request, DoseRequest dose, StudyContext context, CancellationToken cancellation)
    {
        if (request.People is { } people)
        {
            return await RunDrawnAsync(request, ControlledDoses.ForPeople(dose, people, request.Seed), context, cancellation).ConfigureAwait(false);
        }

        if (ControlledDoses.Draw(dose.Read(), request.Seed) is { } demands)
        {
            DoseRequest drawn = dose with { Given = demands.Regimen };
            StudyResult result = await RunDrawnAsync(request, drawn, context, cancellation).ConfigureAwait(false);
            return BeforeTables(result, [ControlledDoses.Section(demands, drawn, library.Pharmacokinetics)]);
        }

        return await RunDrawnAsync(request, dose, context, cancellation).ConfigureAwait(false);
    }

    private async Task<StudyResult> RunDrawnAsync(SimulateRequest request, DoseRequest dose, StudyContext context, CancellationToken cancellation)
    {
        ImmutableArray<DoseRequest> drugs = DrugParts.Of(dose, library.Pharmacokinetics);
        if (drugs.Length > 1)
        {
            return await new SeveralDrugs(library.Pharmacokinetics, request, dose, drugs).RunAsync(this, context, cancellation).ConfigureAwait(false);
        }

        if (request.People is { } people)
        {
            DosePopulation population = DosePopulation.Prepare(dose, Settings(people), library.Pharmacokinetics);
            bool complete = await population.RunAsync(context.Folder, context.Counter(people.Subjects, "subjects"), cancellation).ConfigureAwait(false);
            RunResult all = Told(population.Result(context.Clock), population.Plan, dose, CancellationToken.None);
            StudyResult answer = Result(all, population.Figure(all), Models(all), []) with { IsComplete = complete };
            return dose.Demands is not { } asked ? answer
                : BeforeTables(answer, [ControlledDoses.Section(asked, population.Summary.Subjects, (_, count) => population.Weights(count))]);
        }

        DoseSimulationResult simulated = DoseSimulation.Run(dose, library.Pharmacokinetics, context.Clock, cancellation);
        simulated = simulated with { Result = Told(simulated.Result, simulated.Plan, dose, cancellation) };
        ImmutableArray<ResultSection> records = request.Records ? [Records(DoseSimulation.RecordTable(simulated.Records))] : [];
        return Result(simulated.Result, CourseFigure.Of(simulated.Result), Models(simulated.Result), records);
    }

    /// <summary>A run with what is known of how far its numbers are off.</summary>
    /// <param name="run">The run.</param>
    /// <param name="plan">What was given, and the model.</param>
    /// <param name="dose">What was asked.</param>
    /// <param name="cancellation">Ends the work early.</param>
    internal RunResult Told(RunResult run, (Regimen Regimen, ModelChoice Choice) plan, DoseRequest dose, CancellationToken cancellation)
    {
        MeasuredMisses misses = new(library.Pharmacokinetics, Path.Combine(library.Evidence, "pharmacokinetics", "observations.csv"));
        return run with { Alerts = [.. misses.Of(plan.Regimen, plan.Choice.Model, Covariates.Age(dose), cancellation), .. run.Alerts] };
    }

    /// <summary>An answer with more sections before its first table.</summary>
    internal static StudyResult BeforeTables(StudyResult result, IEnumerable<ResultSection> more)
    {
        ImmutableArray<ResultSection> before = [.. result.Sections.TakeWhile(section => section is not TableSection)];
        return result with { Sections = [.. before, .. more, .. result.Sections.Skip(before.Length)] };
    }

    private static ImmutableArray<ResultSection> Models(RunResult run) =>
        [new TextSection($"Sampling site: {run.SamplingSite}"), new TextSection($"Model: {run.ModelChoice}")];

    /// <summary>A run as an answer.</summary>
    internal static StudyResult Result(RunResult run, CourseFigure figure, ImmutableArray<ResultSection> models, ImmutableArray<ResultSection> more) => new()
    {
        Title = run.Title,
        Sections =
        [
            .. models, new TableSection(null, run.Summary), new FigureSection(Figure.Of(figure)), .. more,
        ],
        Notes =
        [
            .. run.Alerts.Select(text => new Note(NoteKind.Warning, text) { IsFirst = true }),
            .. run.Assumptions.Select(text => new Note(NoteKind.Assumption, text)), .. run.Sources.Select(text => new Note(NoteKind.Source, text)),
            .. run.Warnings.Select(text => new Note(NoteKind.Warning, text)),
        ],
        Run = run,
        Manifest = run.Manifest,
    };

    /// <summary>The dose records as a part of an answer.</summary>
    internal static TableSection Records(ResultTable records) => new("Dose records (times in h, amounts in mg, rates in mg/h)", records);

    private static void RequireOnePerson(SimulateRequest request)
    {
        if (request.Sex == Mixed)
        {
            throw new UserErrorException("--sex mixed goes with --subjects N");
        }

        foreach ((string name, PrintedNumber? number) in (ReadOnlySpan<(string, PrintedNumber?)>)[("--weight", request.Weight),
            ("--age", request.Age), ("--height", request.Height)])
        {
            if (number is { Spread: not null })
            {
                throw new UserErrorException($"{name}: a spread is of many people, so it goes with --subjects N");
            }
        }
    }

    /// <summary>The people of a request; occasions that begin with doses are the matter of the regimen.</summary>
    internal static PopulationSettings Settings(PeopleRequest people) => people.ToSettings() with
    {
        Occasions = people.Occasions is null or PeopleRequest.EachDose ? []
            : [.. people.Occasions.Split(',').Select(time => RegimenTime.ReadHours(time, "--occasions"))],
    };

    private DoseRequest Read(SimulateRequest request)
    {
        string[] areas = [.. request.Auc.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries))];
        return new DoseRequest
        {
            Regimen = request.Regimen,
            WeightKg = request.Weight?.Centre,
            WeightSpread = request.Weight?.Spread,
            AgeYears = request.Age?.Centre,
            AgeSpread = request.Age?.Spread,
            HeightCm = request.Height?.Centre,
            HeightSpread = request.Height?.Spread,
            IsSexMixed = request.Sex == Mixed,
            IsDoseAnOccasion = request.People?.Occasions == PeopleRequest.EachDose,
            Sex = request.Sex switch
            {
                "male" => Sex.Male,
                "female" => Sex.Female,
                null or Mixed => null,
                var other => throw new UserErrorException($"the sex '{other}' is none of male, female, mixed"),
            },
            Hours = request.For is { } time ? RegimenTime.ReadHours(time, "--for") : null,
            Areas = TimeWindow.Parse(areas.Where(text => text != LastInterval), time => RegimenTime.ReadHours(time, "--auc")),
            IsAreaOfInterval = areas.Contains(LastInterval),
            Model = request.Model,
            Site = SamplingSite.Read(request.Site),
            With = request.With is { } with ? library.Pharmacokinetics.Interactions.Find(with) : null,
            Overrides = request.Set,
            IsChecked = request.Check,
        };
    }
}
