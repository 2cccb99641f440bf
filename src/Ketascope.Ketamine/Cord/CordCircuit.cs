using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Cord;

/// <summary>A circuit of the cord, compiled once; any number of cords are solved side by side, each with inputs and parameters of its own.</summary>
public sealed class CordCircuit
{
    private readonly Lazy<LoadedModel> _model;
    private readonly ConcurrentDictionary<string, PreparedRun> _compiled = new();

    private CordCircuit(CordCircuit other, ImmutableSortedDictionary<string, double> set)
    {
        (Text, Origin, Solver, Threads, Set) = (other.Text, other.Origin, other.Solver, other.Threads, set);
        (_model, _compiled) = (other._model, other._compiled);
    }

    /// <summary>A circuit.</summary>
    /// <param name="folder">The folder of the cord.</param>
    /// <param name="text">Which circuit.</param>
    public CordCircuit(string folder, CordCircuitText text)
    {
        Text = text;
        Origin = Path.GetFullPath(Path.Combine(folder, text.Text));
        _model = new(() => ModelLoading.Load(Origin));
    }

    /// <summary>Which circuit it is.</summary>
    public CordCircuitText Text { get; }

    /// <summary>The file of its text.</summary>
    public string Origin { get; }

    /// <summary>The text, read.</summary>
    public LoadedModel Model => _model.Value;

    /// <summary>Tolerances: 1e-7 relative.</summary>
    public SolverSettings Solver { get; init; } = new() { RelativeTolerance = 1e-7 };

    /// <summary>Values that all cords of this circuit have, beside what their own changes say.</summary>
    public ImmutableSortedDictionary<string, double> Set { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>How many threads work; 0 means one for each processor.</summary>
    public int Threads { get; init; }

    /// <summary>The same circuit, already compiled, with other values in all of its cords.</summary>
    /// <param name="set">The values, by their names in the text, in place of what is set already; none for those.</param>
    public CordCircuit With(ImmutableSortedDictionary<string, double> set) => new(this, Set.SetItems(set));

    /// <summary>Solves cords side by side from time 0.</summary>
    /// <param name="cords">For each cord what changes and when, s; from 0 on in place of what the text gives.</param>
    /// <param name="times">The times that are recorded, s, ascending.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>A record for each cord.</returns>
    /// <exception cref="UserErrorException">The equations could not be solved.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ImmutableArray<CordRecord> Solve(
        IReadOnlyList<ImmutableArray<ValueChange>> cords, ImmutableArray<double> times, CancellationToken cancellation = default)
    {
        ImmutableArray<ImmutableArray<ValueChange>> changes =
            [.. cords.Select(cord => (ImmutableArray<ValueChange>)[.. Set.Select(one => new ValueChange(0, one.Key, one.Value)), .. cord])];
        RequireKnown(changes);
        RunOutcome outcome = Compiled().For(0, times, changes).Run(
            new SubjectTable([.. Enumerable.Range(1, cords.Count).Select(id => (long)id)], [], default), progress: null, cancellation);
        return outcome.Failures.IsEmpty ? CordRecord.All(outcome, Text)
            : throw new UserErrorException($"the equations of cord {outcome.Failures[0].Subject + 1} could not be solved: {outcome.Failures[0].Failure}");
    }

    /// <summary>Refuses what the text has not: circuits differ in their parts.</summary>
    private void RequireKnown(ImmutableArray<ImmutableArray<ValueChange>> changes)
    {
        HashSet<string> known = [.. Model.System.States.Select(state => state.Name), .. Model.System.Parameters.Select(parameter => parameter.Name)];
        if (changes.SelectMany(cord => cord).FirstOrDefault(change => !known.Contains(change.Name)) is { Name: { } name })
        {
            throw new UserErrorException($"the circuit '{Text.Name}' has no '{name}'; another one may (--circuit)");
        }
    }

    private PreparedRun Compiled()
    {
        HashSet<string> states = [.. Model.System.States.Select(state => state.Name)];
        string[] more = [.. Set.Keys.Where(name => !states.Contains(name)).Except(Text.Turned).Order(StringComparer.Ordinal)];
        return _compiled.GetOrAdd(string.Join(' ', more), _ => PreparedRun.Compile(
            new RunRequest { Model = Model, Times = [0], Show = Text.Recorded, Solver = Solver, Threads = Threads }, [.. Text.Turned, .. more]));
    }
}
