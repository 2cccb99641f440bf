using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Running;

namespace Ketascope.Study.Conformance;

/// <summary>How far a model came for which no right values are known.</summary>
public enum ModelStage
{
    /// <summary>It was not read.</summary>
    Refused,

    /// <summary>It was read and checked.</summary>
    Read,

    /// <summary>Its equations became code.</summary>
    Compiled,

    /// <summary>It has start values and left them.</summary>
    Started,

    /// <summary>It ran to the last time.</summary>
    Finished,
}

/// <summary>How far a model came, and why no further.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Reached">The last stage that it reached.</param>
/// <param name="Reason">Why it came no further; empty for a model that ran.</param>
/// <param name="Warnings">How many warnings reading it gave.</param>
public sealed record ModelTrial(string Name, ModelStage Reached, string Reason, int Warnings)
{
    /// <summary>How the run compares with a tighter one; null where that was not asked or the model did not start.</summary>
    public TightTrial? Tight { get; init; }

    /// <summary>For how many units of its time a model is run.</summary>
    public const double Span = 100;

    /// <summary>The models of a folder, Antimony and SBML; none where cases of a test suite are.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The paths of the files, ordered.</returns>
    public static ImmutableArray<string> ModelsIn(string folder) =>
        !Directory.Exists(folder) || File.Exists(Path.Combine(folder, "cases.tsv")) ? []
        : [.. Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".ant" or ".xml").Order(StringComparer.Ordinal)];

    /// <summary>Runs models, several at a time.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="route">Which way the models go.</param>
    /// <param name="settings">How they are run.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The results in the order of the files.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static ImmutableArray<ModelTrial> RunAll(ImmutableArray<string> paths, ModelRoute route, ModelTrialSettings settings,
        CancellationToken cancellation = default) =>
        Trials.All(paths, path => Run(path, route, settings, cancellation), cancellation);

    /// <summary>Runs one model as <c>ketascope run</c> does, for <see cref="Span"/> units of its time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="route">Which way the model goes.</param>
    /// <param name="settings">How it is run.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static ModelTrial Run(string path, ModelRoute route, ModelTrialSettings settings, CancellationToken cancellation = default)
    {
        ModelTrial trial = new(Path.GetFileName(path), ModelStage.Refused, "", 0);
        return Trials.One(
            () =>
            {
                RoutedModel routed = RoutedModel.Load(path, route, settings.IgnoresFast);
                if (routed.Model is not { } model)
                {
                    return trial with { Reason = routed.Problem };
                }

                trial = trial with { Reached = ModelStage.Read, Warnings = model.Warnings.Length };
                PreparedRun prepared =
                    PreparedRun.Compile(new RunRequest
                    {
                        Model = model,
                        Times = [.. Enumerable.Range(0, 101).Select(i => Span * i / 100)],
                        Threads = 1,
                        Width = 1,
                        IsChecked = settings.IsAgainstTight
                    }, []);
                trial = trial with { Reached = ModelStage.Compiled };
                return Solve(trial, prepared, settings, cancellation);
            },
            reason => trial with { Reason = reason });
    }

    private static ModelTrial Solve(ModelTrial trial, PreparedRun prepared, ModelTrialSettings settings, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(settings.Limit);
        try
        {
            RunOutcome outcome = prepared.Run(null, null, patience.Token);
            ImmutableArray<(int Subject, LaneFailure Failure)> failures = outcome.Failures;
            trial = trial with { Tight = settings.IsAgainstTight ? TightTrial.Of(prepared, outcome, patience.Token) : null };
            return failures.IsEmpty ? trial with { Reached = ModelStage.Finished }
                : trial with { Reached = failures[0].Failure.Time > 0 ? ModelStage.Started : ModelStage.Compiled, Reason = failures[0].Failure.ToString() };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return trial with
            {
                Reached = ModelStage.Started,
                Reason = string.Create(CultureInfo.InvariantCulture, $"it had not reached {Span} after {settings.Limit.TotalSeconds} s")
            };
        }
    }
}
