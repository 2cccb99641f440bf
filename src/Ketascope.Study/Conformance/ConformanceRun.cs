using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Running;

namespace Ketascope.Study.Conformance;

/// <summary>Runs cases of the SBML Test Suite (Keating et al. 2020, doi:10.15252/msb.20199110) and judges each by its own tolerances.</summary>
public static class ConformanceRun
{
    // Far tighter than any case's own tolerance (relative 1e-4, absolute down to 1e-9).
    private static readonly SolverSettings Tight = new() { RelativeTolerance = 1e-9, AbsoluteTolerance = 1e-14, MaxSteps = 2_000_000 };

    /// <summary>Runs all cases, several at a time.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="route">Which way the models go.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The results in the order of the cases.</returns>
    public static ImmutableArray<CaseResult> RunAll(ImmutableArray<ConformanceCase> cases, ModelRoute route = ModelRoute.Direct, CancellationToken cancellation = default) =>
        Trials.All(cases, item => Run(item, route, cancellation), cancellation);

    /// <summary>Runs one case.</summary>
    /// <param name="item">The case.</param>
    /// <param name="route">Which way the model goes.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static CaseResult Run(ConformanceCase item, ModelRoute route = ModelRoute.Direct, CancellationToken cancellation = default) =>
        item.TestType != "TimeCourse" ? new CaseResult(item, Verdict.Refused, $"this is no time course ({item.TestType})")
        : Trials.One(() => Judge(item, route, cancellation), reason => new CaseResult(item, Verdict.Failed, reason));

    private static CaseResult Judge(ConformanceCase item, ModelRoute route, CancellationToken cancellation)
    {
        ConformanceSettings settings = ConformanceSettings.Read(item.Files.Settings);
        ExpectedTable expected = ExpectedTable.Read(item.Files.Results);
        RoutedModel routed = RoutedModel.Load(item.Files.Model, route);
        if (routed.Model is not { } model)
        {
            return new CaseResult(item, routed.IsRefused ? Verdict.Refused : Verdict.Failed, routed.Problem);
        }

        Model flat = SubmodelExpansion.Expand(model.Document, new DiagnosticBag());
        (OdeSystem system, ImmutableArray<string> names) = AskedValues.Add(model.System, flat, settings, routed.Renamed, out string? missing);
        if (missing is not null)
        {
            return new CaseResult(item, Verdict.Failed, $"the model has no '{missing}'");
        }

        RunOutcome outcome = ModelRun.Run(
            new RunRequest { Model = model with { System = system }, StartTime = settings.Start, Times = settings.Times(), Show = names, Solver = Tight, Threads = 1 },
            null,
            cancellation);
        string? miss = Compare(outcome.Trajectories, settings, expected);
        return miss is null ? new CaseResult(item, Verdict.Passed, "")
            : outcome.Failures.IsEmpty ? new CaseResult(item, Verdict.Failed, miss)
            : new CaseResult(item, Verdict.Failed, outcome.Failures[0].Failure.ToString());
    }

    /// <summary>The first value that is not within the tolerance, or null.</summary>
    private static string? Compare(Trajectories found, ConformanceSettings settings, ExpectedTable expected)
    {
        if (expected.Rows.Length != found.Times.Length)
        {
            return $"results.csv has {expected.Rows.Length} times, the settings {found.Times.Length}";
        }

        for (int row = 0; row < expected.Rows.Length; row++)
        {
            for (int column = 0; column < expected.Names.Length; column++)
            {
                int variable = settings.Variables.IndexOf(expected.Names[column]);
                double right = expected.Rows[row][column + 1], value = variable < 0 ? double.NaN : found[0, variable, row];
                bool isClose = right == value || (double.IsNaN(right) && double.IsNaN(value) && variable >= 0)
                    || Math.Abs(right - value) <= settings.Absolute + (settings.Relative * Math.Abs(right));
                if (!isClose || (double.IsInfinity(right) && right != value))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"'{expected.Names[column]}' at {expected.Rows[row][0]:G6} is {value:G10}, right is {right:G10}");
                }
            }
        }

        return null;
    }
}
