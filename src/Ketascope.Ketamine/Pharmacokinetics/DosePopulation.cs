using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Regimens;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Study.Plots;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>Simulates a regimen in a virtual population; doses in mg/kg follow each subject's weight.</summary>
public sealed class DosePopulation
{
    private readonly DoseRequest _request;
    private readonly PopulationSettings _settings;
    private readonly Regimen _regimen;
    private readonly ModelChoice _choice;
    private readonly RunRequest _run;
    private readonly ImmutableArray<QuantityInfo> _quantities;
    private readonly ExposurePlan _plan;
    private readonly int _shown;

    private DosePopulation(DoseRequest request, PopulationSettings settings, ModelLibrary library)
    {
        _request = request;
        (_regimen, _choice) = DoseSimulation.Plan(request, library);
        Regimen whole = request.Read();
        _settings = settings with
        {
            Covariates = [.. CovariateSpread.Drawn(request, _choice.Model), .. settings.Covariates],
            Occasions = !request.IsDoseAnOccasion ? settings.Occasions
                : request.Demands is not null ? throw new UserErrorException(
                    "--occasions dose: each person asks for doses at times of their own; say when occasions begin, for example --occasions 24h,48h")
                : DoseStarts(whole) is { IsEmpty: false } starts ? starts
                : throw new UserErrorException("--occasions dose: the regimen has one dose, and so one occasion, as without it"),
        };
        (ImmutableArray<double> times, _shown) = PopulationGrid.For(
            whole, DoseSimulation.Hours(request, whole), request.Demands?.Times(substance: null) ?? []);
        string weight = _choice.Model.Weight.Parameter;
        bool weightDiffers = _settings.Covariates.Any(covariate => covariate.Parameter == weight) || _settings.Donors?.Columns.Contains(weight) == true;
        _run = Scaled(DoseSimulation.ToRun(request, _regimen, _choice.Model, times), _regimen, _choice.Model, weightDiffers);
        _run = request.Demands is { } demands ? _run with { OwnDoses = subject => Own(demands, subject) } : _run;
        _quantities = DoseSimulation.Quantities(_choice.Model);
        _plan = ExposurePlan.Of(request, _regimen, request.Demands is null ? _run : _run with
        {
            Doses = request.Demands.Shared(request.Substance)?.ToRecords(_run.Overrides[weight], DoseSites.Of(_choice.Model)) ?? [],
        });
        Summary = new PopulationSummary(_quantities,
            new SubjectExposure(_shown,
            _plan.LastDoseEnd)
            { Boluses = _plan.Boluses, HasBoluses = _plan.Boluses.Any(own => !own.IsEmpty), Windows = _plan.Windows }, TimeUnit)
        {
            Ranges = [.. CovariateSpread.Studied(_choice.Model)],
        };
        Simulation = PopulationSimulation.Prepare(_run, _settings);
    }

    /// <summary>What is given, and the model.</summary>
    public (Regimen Regimen, ModelChoice Choice) Plan => (_regimen, _choice);

    /// <summary>The people and their equations.</summary>
    public PopulationSimulation Simulation { get; }

    /// <summary>What the population showed so far.</summary>
    public PopulationSummary Summary { get; }

    /// <summary>The body weights of the first people, kg.</summary>
    /// <param name="count">How many.</param>
    public double[] Weights(int count)
    {
        string parameter = _choice.Model.Weight.Parameter;
        SubjectTable people = Simulation.Draw(1, count);
        int columns = people.Columns.Length, column = people.Columns.IndexOf(parameter);
        return [.. Enumerable.Range(0, count).Select(i => column < 0 ? _run.Overrides[parameter] : people.Values.Span[(i * columns) + column])];
    }

    private string TimeUnit => _run.Model.System.TimeUnit ?? "h";

    /// <summary>Prepares the population.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="settings">Which people.</param>
    /// <param name="library">The models to choose from.</param>
    /// <exception cref="UserErrorException">The regimen, the weight, a covariate or a name is wrong, or no model suits.</exception>
    public static DosePopulation Prepare(DoseRequest request, PopulationSettings settings, ModelLibrary library) => new(request, settings, library);

    /// <summary>What a run in memory is asked, for <see cref="PopulationSimulation.Run"/>: the model's analytes at given times, with doses that follow body weight.</summary>
    /// <param name="request">What is asked; its <see cref="DoseRequest.Hours"/> do not matter.</param>
    /// <param name="library">The models to choose from.</param>
    /// <param name="times">The times, h from the start of the regimen, ascending.</param>
    /// <exception cref="UserErrorException">The regimen, the weight or a name is wrong, or no model suits.</exception>
    public static RunRequest Request(DoseRequest request, ModelLibrary library, ImmutableArray<double> times)
    {
        (Regimen regimen, ModelChoice choice) = DoseSimulation.Plan(request, library);
        return Scaled(DoseSimulation.ToRun(request, regimen, choice.Model, times), regimen, choice.Model, request.WeightSpread is not null);
    }

    /// <summary>Solves the population into the summary and a folder.</summary>
    /// <param name="folder">The folder, or null.</param>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early, keeping what is done.</param>
    /// <returns>Whether all subjects were solved; false after an interruption.</returns>
    /// <exception cref="OutputException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled before anything was done.</exception>
    public Task<bool> RunAsync(OutputFolder? folder, IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        PopulationStream.RunAsync(Simulation, Summary, (_quantities, _shown, _request.Substance is { } drug ? $"{drug}-" : ""), folder, progress, cancellation);

    /// <summary>The result in words and tables; its courses are the medians.</summary>
    /// <param name="clock">Tells when the result was made.</param>
    public RunResult Result(TimeProvider clock)
    {
        RunOutcome medians = new()
        {
            Trajectories = Summary.Medians(),
            SubjectIds = [1],
            Quantities = _quantities,
            Failures = [],
            Counters = Summary.Counters,
            Width = Simulation.Width,
            Threads = Simulation.Threads,
            CompileSeconds = Simulation.CompileSeconds,
            SolveSeconds = Summary.SolveSeconds,
        };
        DoseReport report = new(_request, _regimen, _choice)
        {
            People = string.Create(CultureInfo.InvariantCulture, $"{Summary.Subjects} virtual people like those studied (seed {_settings.Seed})"),
            Drawn = Simulation.Columns,
            Variability = Drawn(),
        };
        RunResult result = report.Of(_run, medians, _request.Demands is null ? _run.Doses : [], clock);
        string[] warnings = Warnings();
        return result with
        {
            Summary = Summary.Exposure(),
            Doses = _request.Demands is { } demands ? [.. Shown(demands)] : result.Doses,
            Assumptions =
            [
                .. result.Assumptions, .. _plan.Notes(),
                .. _request.Demands is null ? [] : (string[])["Values are each minute while a pump answers; areas and peaks are as fine as that."],
            ],
            Warnings = [.. result.Warnings, .. warnings],
            Manifest = result.Manifest with { Seed = _settings.Seed, Subjects = Summary.Subjects, People = Simulation.Manifest },
        };
    }

    /// <summary>The picture: medians with bands.</summary>
    /// <param name="result">What <see cref="Result"/> gave.</param>
    public CourseFigure Figure(RunResult result) => Summary.WithBands(CourseFigure.Of(result));

    private string Drawn()
    {
        string people = Simulation.Columns.IsEmpty ? "the model's text gives no variability between people" : $"drawn for each: {string.Join(", ", Simulation.Columns)}";
        string occasions = _settings.Occasions.IsEmpty ? "" : string.Create(CultureInfo.InvariantCulture, $"; drawn anew for each of {_settings.Occasions.Length + 1} occasions: those named kappa");
        return people + occasions + (Simulation.ResidualError is null ? "" : "; courses and percentiles with residual error, exposure without");
    }

    private string[] Warnings()
    {
        List<string> warnings = [];
        if (Summary.Subjects < Simulation.Subjects)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"Interrupted: {Summary.Subjects} of {Simulation.Subjects} subjects were simulated."));
        }

        if (Simulation.UnusedColumns is { } unused)
        {
            warnings.Add(unused);
        }

        warnings.AddRange(Simulation.Doubts.Select(doubt => doubt.ToString()));
        if (Simulation.Alike is { } alike)
        {
            warnings.Add(alike);
        }

        if (Summary.Failed > 0)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The equations of {Summary.Failed} subjects could not be solved to the end."));
        }

        foreach ((ParameterRange range, long outside) in Summary.Ranges.Zip(Summary.Outside).Where(pair => pair.Second > 0))
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture,
                $"The model was built on people of {range.Minimum} to {range.Maximum} {range.Unit} ({range.Name}); {outside} of {Summary.Subjects} subjects lie outside."));
        }

        if (Simulation.ResidualError is { Without.IsEmpty: false } error)
        {
            warnings.Add($"The text gives no residual error of {string.Join(", ", error.Without)}; true values are shown there.");
        }

        return [.. warnings];
    }

    /// <summary>When doses start after the first, each time once.</summary>
    private static ImmutableArray<double> DoseStarts(Regimen regimen) => [.. SamplingGrid.DoseTimes(regimen).Select(dose => dose.Start).Where(start => start > 0).Distinct().Order()];

    /// <summary>What a picture shows: the doses that all are given, and the times of pumps.</summary>
    private IEnumerable<DoseInterval> Shown(DemandsOfPeople demands) =>
        (demands.Shared(_request.Substance) is { } shared ? SamplingGrid.DoseTimes(shared) : []).Concat(demands.Times(_request.Substance))
        .Select(dose => new DoseInterval(dose.Item1, dose.Item2));

    /// <summary>The doses of one person who asks for them, for the weight of the request.</summary>
    private SubjectDoses Own(DemandsOfPeople demands, long subject)
    {
        if (demands.Of(subject, _request.Substance) is not { } given)
        {
            return new SubjectDoses([], [], 0);
        }

        double weight = _run.Overrides[_choice.Model.Weight.Parameter];
        ImmutableArray<DoseRecord> records = given.ToRecords(weight, DoseSites.Of(_choice.Model));
        return new SubjectDoses(records, _run.Scaling is null ? [] : InProportion(records, given, _choice.Model, weight), SamplingGrid.LastDoseEnd(given));
    }

    /// <summary>For each record, whether its amount doubles with body weight.</summary>
    private static ImmutableArray<bool> InProportion(ImmutableArray<DoseRecord> records, Regimen regimen, ModelFolder model, double weight)
    {
        ImmutableArray<DoseRecord> doubled = regimen.ToRecords(2 * weight, DoseSites.Of(model));
        return [.. records.Select((record, i) => doubled[i].Amount > 1.5 * record.Amount)];
    }

    /// <summary>Marks the doses whose amounts are in proportion to body weight: those that double with it.</summary>
    private static RunRequest Scaled(RunRequest run, Regimen regimen, ModelFolder model, bool weightDiffers)
    {
        if (!weightDiffers)
        {
            return run;
        }

        double weight = run.Overrides[model.Weight.Parameter];
        if (regimen.Doses.Any(dose => dose.Quantity.IsPerKilogram && DoseSites.Of(model)[new DoseSite(dose.Drug, dose.Route)].Any(share => share.DependsOnSize)))
        {
            throw new UserErrorException($"in a population, '{model.Id}' needs this dose in mg: it is given in devices of a fixed amount, which differing weights do not scale; a single weight for all would do");
        }

        if (regimen.Doses.Any(dose => dose.Cap is { } cap && cap.IsPerKilogram != dose.Quantity.IsPerKilogram))
        {
            throw new UserErrorException(
                "in a population whose weights differ, a dose with a maximum is not in proportion to weight: leave 'max' out, or give a single weight for all");
        }

        return run with { Scaling = new DoseScaling(model.Weight.Parameter, weight, InProportion(run.Doses, regimen, model, weight)) };
    }
}
