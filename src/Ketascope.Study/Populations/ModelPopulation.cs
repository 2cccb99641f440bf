using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Study.Populations;

/// <summary>Any model in a virtual population, solved into a folder; memory does not grow with the number of subjects.</summary>
public sealed class ModelPopulation
{
    private readonly RunRequest _request;
    private readonly PopulationSettings _settings;
    private readonly IVirtualPeople _simulation;
    private readonly SubjectExposure _exposure;
    private readonly PopulationSummary _summary;

    private ModelPopulation(RunRequest request, PopulationSettings settings, IVirtualPeople people, SubjectExposure exposure)
    {
        (_request, _settings, _simulation, _exposure) = (request, settings, people, exposure with { Windows = settings.Areas });
        _summary = new PopulationSummary(people.Quantities, _exposure, request.Model.System.TimeUnit ?? "");
    }

    /// <summary>
    /// How many subjects could not be solved to the end, in a sentence; null where all could. It is among the warnings of <see cref="Result"/>.
    /// </summary>
    public string? FailureText =>
        _summary.Failed > 0 ? string.Create(CultureInfo.InvariantCulture,
            $"The equations of {_summary.Failed} subjects could not be solved to the end.") : null;

    /// <summary>Prepares the population: compiles the model.</summary>
    /// <param name="request">What is asked of every subject.</param>
    /// <param name="settings">Which people.</param>
    /// <exception cref="UserErrorException">A name, a distribution or a number is wrong.</exception>
    public static ModelPopulation Prepare(RunRequest request, PopulationSettings settings)
    {
        PopulationSimulation people = PopulationSimulation.Prepare(request, settings);
        ImmutableArray<ImmutableArray<double>> boluses = TextBoluses.OfRun(request, [.. people.Quantities.Select(one => one.Name)], people.Columns);
        double first = boluses.Where(own => !own.IsEmpty).Select(own => own[0]).Append(request.Times[0]).Min(), last = request.Times[^1];
        foreach (TimeWindow outside in settings.Areas.Where(window => window.From < first || window.To > last))
        {
            throw new UserErrorException(string.Create(
                CultureInfo.InvariantCulture, $"--auc: the window from {outside.From} to {outside.To} is not within the run, whose values go from " +
                    $"{first} to {last}; give more points, or another window"));
        }

        double lastDose = boluses.SelectMany(own => own).DefaultIfEmpty(double.NegativeInfinity).Max();
        return new ModelPopulation(request, settings, people,
            new SubjectExposure(int.MaxValue, lastDose) { Boluses = boluses, HasBoluses = boluses.Any(own => !own.IsEmpty) });
    }

    /// <summary>People who have been prepared, on the design of a data set.</summary>
    /// <param name="request">What is asked of every subject.</param>
    /// <param name="settings">Which people.</param>
    /// <param name="people">The people.</param>
    public static ModelPopulation Of(RunRequest request, PopulationSettings settings, DesignPopulation people) =>
        new(request, settings, people, new SubjectExposure(int.MaxValue, double.NegativeInfinity) { HasBoluses = people.HasBoluses });

    /// <summary>Adds people who have been solved, for a result without a folder.</summary>
    /// <param name="chunk">The people.</param>
    public void Add(PopulationChunk chunk) => _summary.Add(chunk, _summary.ExposureOf(chunk));

    /// <summary>Solves the population, into a folder where one is given.</summary>
    /// <param name="folder">The folder, or null.</param>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early, keeping what is done.</param>
    /// <returns>Whether all subjects were solved; false after an interruption.</returns>
    /// <exception cref="OutputException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled before anything was done.</exception>
    public Task<bool> RunAsync(OutputFolder? folder, IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        PopulationStream.RunAsync(_simulation, _summary, (_simulation.Quantities, int.MaxValue, ""), folder, progress, cancellation);

    /// <summary>The result in words and tables; its courses are the medians.</summary>
    /// <param name="version">The program's version.</param>
    /// <param name="clock">Tells when the result was made.</param>
    public RunResult Result(string version, TimeProvider clock)
    {
        string name = _request.Model.System.Name;
        return new RunResult
        {
            Title = name,
            Trajectories = new TrajectoryBlock(_summary.Medians(), _simulation.Quantities, [1]),
            TimeUnit = _request.Model.System.TimeUnit,
            Summary = _summary.Exposure(),
            Assumptions =
            [
                .. _simulation.Columns.IsEmpty ? (string[])[] : [$"Drawn for each subject: {string.Join(", ", _simulation.Columns)}."],
                .. _exposure.Notes,
            ],
            Warnings = Warnings(),
            Manifest = new RunManifest
            {
                Version = version,
                Created = clock.GetUtcNow(),
                Model = ModelManifest.Of(name, _request.Model.Sources.Select(source => KeyValuePair.Create(Path.GetFileName(source.Name), source.Text))) with { IgnoresFast = _request.Model.IgnoresFast ? true : null },
                Overrides = _request.Overrides,
                Seed = _settings.Seed,
                Subjects = _summary.Subjects,
                People = _simulation.Manifest,
                Solver = SolverManifest.Of(_request.Solver, _simulation.Width, _simulation.Threads, _summary.Counters),
                WallSeconds = ImmutableSortedDictionary<string, double>.Empty.Add("compile", _simulation.CompileSeconds).Add("solve", _summary.SolveSeconds),
            },
        };
    }

    /// <summary>The picture: medians with bands.</summary>
    /// <param name="result">What <see cref="Result"/> gave.</param>
    public CourseFigure Figure(RunResult result) => _summary.WithBands(CourseFigure.Of(result));

    /// <summary>What should be known of the people, before anything is solved.</summary>
    public ImmutableArray<string> Notes =>
    [
        .. _simulation.UnusedColumns is { } unused ? (string[])[unused] : [],
        .. _simulation.Alike is { } alike ? (string[])[alike] : [],
        .. GivenStarts.Undrawn(_request.Model.System, _simulation.Columns) is { } undrawn ? (string[])[undrawn] : [],
        .. _simulation.Doubts.Select(doubt => doubt.ToString()),
        .. _simulation.ResidualError is { Without.IsEmpty: false } error ? (string[])[$"The text gives no residual error of {string.Join(", ", error.Without)}; true values are shown there."] : [],
    ];

    private ImmutableArray<string> Warnings() =>
    [
        .. Notes,
        .. _summary.Subjects < _simulation.Subjects
            ? (string[])[string.Create(CultureInfo.InvariantCulture,
            $"Interrupted: {_summary.Subjects} of {_simulation.Subjects} subjects were simulated.")] : [],
        .. FailureText is { } failure ? (string[])[failure] : [],
        .. _summary.Missing.Intersect(_exposure.Windows.Select(window => window.Label))
            .Select(label => $"{label} is there of no subject: no course goes on over the whole window."),
    ];
}
