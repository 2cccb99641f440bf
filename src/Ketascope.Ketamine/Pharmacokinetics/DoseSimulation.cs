using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Regimens;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>What the simulation of a dose gave.</summary>
/// <param name="Result">The result in words, tables and courses, for every kind of output.</param>
/// <param name="Outcome">The run behind it.</param>
/// <param name="Records">The doses as NONMEM records.</param>
/// <param name="Plan">What was given, and the model.</param>
public sealed record DoseSimulationResult(
    RunResult Result, RunOutcome Outcome, ImmutableArray<DoseRecord> Records, (Regimen Regimen, ModelChoice Choice) Plan);

/// <summary>Simulates a regimen in one person: from what people say to concentrations and exposure.</summary>
public static class DoseSimulation
{
    private const double HoursAfterLastDose = 24;
    private const double LongestHours = 10 * 365.25 * 24;

    /// <summary>Simulates a regimen.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="library">The models to choose from.</param>
    /// <param name="clock">Tells when the result was made.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">The regimen, a covariate or a name is wrong, or no model suits.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static DoseSimulationResult Run(DoseRequest request, ModelLibrary library, TimeProvider clock, CancellationToken cancellation = default)
    {
        (Regimen regimen, ModelChoice choice) = Plan(request, library);
        ModelFolder model = choice.Model;
        Regimen whole = request.Read();
        ImmutableArray<double> shown = SamplingGrid.For(whole, Hours(request, whole));
        RunRequest run = ToRun(request, regimen, model, [.. shown, .. SamplingGrid.Tail(whole, shown[^1])]);
        ExposurePlan plan = ExposurePlan.Of(request, regimen, run);
        RunOutcome outcome = ModelRun.Run(run, progress: null, cancellation);
        if (!outcome.Failures.IsEmpty)
        {
            throw new UserErrorException($"the equations could not be solved: {outcome.Failures[0].Failure}");
        }

        ResultTable summary = ExposureSummary.Of(whole, model, plan, outcome, shown.Length);
        double[] times = [.. outcome.Trajectories.Times];
        string[] unsteady =
        [
            .. model.Analytes.Select((analyte, i) => plan.NotSteady(analyte.Name, i, times, outcome.Trajectories.Course(0, i))).OfType<string>(),
        ];
        outcome = outcome with
        {
            Trajectories = outcome.Trajectories.First(shown.Length),
            Quantities = Quantities(model),
        };
        DoseReport report = new(request, regimen, choice);
        RunResult result = report.Of(run, outcome, run.Doses, clock);
        result = result with { Summary = summary, Assumptions = [.. result.Assumptions, .. plan.Notes()], Warnings = [.. result.Warnings, .. unsteady] };
        return new DoseSimulationResult(result, outcome, run.Doses, (regimen, choice));
    }

    /// <summary>Dose records as a table under NONMEM's column names.</summary>
    /// <param name="records">The records.</param>
    public static ResultTable RecordTable(ImmutableArray<DoseRecord> records)
    {
        ImmutableArray<ImmutableArray<string>> rows = DoseRecordTable.Rows(records);
        return new ResultTable([.. rows[0].Select(name => new ResultColumn(name))], [.. rows.Skip(1).Select(row => row.Select(Cell.FromString).ToImmutableArray())]);
    }

    /// <summary>The doses that are asked for, and the model that suits.</summary>
    internal static (Regimen Regimen, ModelChoice Choice) Plan(DoseRequest request, ModelLibrary library)
    {
        Regimen regimen = request.Read();
        regimen = request.Substance is { } substance ? regimen.Of(substance) : regimen;
        request.With?.Effect(regimen.Sites);
        ModelChoice choice = ModelChoice.Of(request, regimen.Sites, library, regimen.ShortestIntravenousMinutes);
        regimen.RequireAgreement(Covariates.Weight(request, choice.Model));
        return (regimen, choice);
    }

    /// <summary>What the model is asked: its analytes at some times.</summary>
    internal static RunRequest ToRun(DoseRequest request, Regimen regimen, ModelFolder model, ImmutableArray<double> times)
    {
        ImmutableSortedDictionary<string, double> overrides = Covariates.Overrides(request, model);
        return new RunRequest
        {
            Model = model.Load(),
            Times = times,
            Show = [.. model.Analytes.Select(analyte => analyte.Variable)],
            Overrides = request.With is { } interaction ? interaction.Into(overrides, model, regimen.Sites) : overrides,
            Doses = regimen.ToRecords(Covariates.Weight(request, model), DoseSites.Of(model)),
            Solver = request.Solver,
            IsChecked = request.IsChecked,
        };
    }

    /// <summary>A model's analytes, for tables and pictures; where a model has several sampling sites, their names say which.</summary>
    internal static ImmutableArray<QuantityInfo> Quantities(ModelFolder model)
    {
        bool several = model.Analytes.Select(analyte => analyte.SamplingSite).Distinct().Count() > 1;
        return [.. model.Analytes.Select(analyte => new QuantityInfo(analyte.Variable, several ? $"{analyte.Name}, {analyte.SamplingSite}" : analyte.Name, analyte.Unit, $"{analyte.Matrix} concentration"))];
    }

    /// <summary>How long to simulate, h.</summary>
    internal static double Hours(DoseRequest request, Regimen regimen)
    {
        double hours = request.Hours ?? (regimen.EndHours + HoursAfterLastDose);
        return hours is > 0 and <= LongestHours
            ? hours
            : throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"a simulation of {hours} h is not between 0 h and 10 years"));
    }
}
