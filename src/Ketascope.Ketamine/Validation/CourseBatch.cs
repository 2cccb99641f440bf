using System.Collections.Immutable;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Validation;

/// <summary>
/// Simulates experiments for many sets of parameter values at once: each experiment is compiled once, and all sets go through the solver together.
/// </summary>
/// <param name="library">The models.</param>
/// <param name="parameters">The parameters that differ between sets.</param>
internal sealed class CourseBatch(ModelLibrary library, ImmutableArray<string> parameters)
{
    private readonly Dictionary<DoseRequest, Experiment> _experiments = [];
    private SubjectTable? _sets;

    /// <summary>Tolerances: linear models are solved exactly, others well within the precision that <see cref="Ketascope.Study.Fitting.FitSettings"/> assumes.</summary>
    public static SolverSettings Solver { get; } = new() { RelativeTolerance = 1e-9, AbsoluteTolerance = 1e-12 };

    /// <summary>Takes new sets of values.</summary>
    /// <param name="sets">The sets; each has one value for each parameter.</param>
    public void Take(IReadOnlyList<double[]> sets)
    {
        _sets = new SubjectTable([.. Enumerable.Range(1, sets.Count).Select(id => (long)id)], parameters, sets.SelectMany(set => set).ToArray());
        foreach (Experiment experiment in _experiments.Values)
        {
            experiment.Outcome = null;
        }
    }

    /// <summary>The courses of an experiment under one of the sets.</summary>
    /// <param name="request">The experiment.</param>
    /// <param name="set">Which set, from 0.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">The experiment cannot be run.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public SubjectCourses Of(DoseRequest request, int set, CancellationToken cancellation)
    {
        if (!_experiments.TryGetValue(request, out Experiment? experiment))
        {
            experiment = Prepare(request);
            _experiments[request] = experiment;
        }

        experiment.Outcome ??= experiment.Run.Run(_sets, progress: null, cancellation);
        RunOutcome outcome = experiment.Outcome;
        return outcome.Failures.IsEmpty
            ? experiment.Frame.Of(outcome.Trajectories, set)
            : throw new UserErrorException($"'{request.Regimen}': the equations could not be solved: {outcome.Failures[0].Failure}");
    }

    private Experiment Prepare(DoseRequest request)
    {
        SubjectCourses frame = SubjectCourses.Planned(request, library);
        RunRequest run = DoseSimulation.ToRun(request, frame.Regimen, frame.Model, [.. frame.Times]) with { Solver = Solver };
        return new Experiment(PreparedRun.Compile(run, parameters), frame);
    }

    private sealed record Experiment(PreparedRun Run, SubjectCourses Frame)
    {
        /// <summary>The courses of the present sets; null until they are asked for.</summary>
        public RunOutcome? Outcome { get; set; }
    }
}
