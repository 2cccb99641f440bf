using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>Puts the simulation of a dose into words and tables: what was assumed, what to beware of, what came out.</summary>
internal sealed class DoseReport(DoseRequest request, Regimen regimen, ModelChoice choice)
{
    private readonly ModelFolder _model = choice.Model;

    /// <summary>The program's version.</summary>
    public static string Version { get; } = ProgramVersion.Of(typeof(DoseReport));

    /// <summary>Who is simulated, for the list of assumptions.</summary>
    public string People { get; init; } = "A typical person like those studied";

    /// <summary>What is assumed of differences between people, for the list of assumptions.</summary>
    public string Variability { get; init; } = "no variability between people";

    /// <summary>The parameters that differ between subjects.</summary>
    public IReadOnlyCollection<string> Drawn { get; init; } = [];

    /// <summary>The whole result.</summary>
    public RunResult Of(RunRequest run, RunOutcome outcome, ImmutableArray<DoseRecord> records, TimeProvider clock) => new()
    {
        Title = regimen.Title,
        Trajectories = outcome.Block(),
        TimeUnit = run.Model.System.TimeUnit ?? "h",
        Doses = [.. SamplingGrid.DoseTimes(regimen).Select(dose => new DoseInterval(dose.Start, dose.End))],
        Regimen = regimen.Title,
        ModelChoice = $"{_model.Id}: {_model.Title}. {choice.Reason}",
        SamplingSite = _model.SamplingSite,
        Assumptions = Assumptions(),
        Sources =
        [
            .. _model.Citations.Select(citation => $"{citation.Text} {citation.Url}"),
            .. request.With is { } with ? [with.Source(regimen.Sites)] : (string[])[],
        ],
        Alerts = [.. choice.Warnings, .. request.With?.Contradictions(regimen.Sites) ?? [],
            .. Covariates.Warnings(request, _model), .. DoseWarnings.Outside(regimen, _model, Covariates.Weight(request, _model))],
        Warnings = [.. DoseWarnings.Window(regimen, outcome.Trajectories.Times[^1]), .. outcome.Doubts.Select(doubt => doubt.ToString())],
        Parameters = Parameters(run),
        Manifest = new RunManifest
        {
            Version = Version,
            Created = clock.GetUtcNow(),
            Model = ModelManifest.Of(_model.Id, run.Model.Sources.Select(source => KeyValuePair.Create(Path.GetFileName(source.Name), source.Text))),
            Overrides = run.Overrides,
            Regimen = RegimenManifest.Of(request.Regimen, DoseSimulation.RecordTable(records)),
            Subjects = 1,
            Solver = SolverManifest.Of(run.Solver, outcome.Width, outcome.Threads, outcome.Counters),
            WallSeconds = ImmutableSortedDictionary<string, double>.Empty.Add("compile", outcome.CompileSeconds).Add("solve", outcome.SolveSeconds),
        },
    };

    private ImmutableArray<string> Assumptions()
    {
        List<string> assumptions = [.. Covariates.Assumptions(request, _model, Drawn)];
        assumptions.AddRange(request.With?.Assumptions(regimen.Sites) ?? []);
        assumptions.AddRange(regimen.Notes);
        assumptions.AddRange(Splits());
        assumptions.Add($"{People}: {_model.Population.Health}, {_model.Population.Age}; {Variability}.");
        assumptions.AddRange(_model.Assumptions);
        return [.. assumptions];
    }

    private IEnumerable<string> Splits()
    {
        foreach (Drug drug in regimen.Doses.Select(dose => dose.Drug).Distinct())
        {
            if (_model.DrugOf(drug) is { } known && (known.Parts.Count > 1 || known.Parts.Values.Single() < 1))
            {
                yield return $"{known.Name} is {string.Join(" and ", known.Parts.OrderByDescending(part => part.Key, StringComparer.Ordinal).Select(part => string.Create(CultureInfo.InvariantCulture, $"{100 * part.Value:G4} % {part.Key}")))}.";
            }
        }
    }

    private static ResultTable Parameters(RunRequest run)
    {
        OdeSystem system = run.Model.System;
        ILookup<string, string> sources = system.Sources();
        return new ResultTable(
            [new("parameter"), new("value"), new("unit"), new("meaning"), new("source")],
            [.. system.Parameters.Select(parameter => (ImmutableArray<Cell>)
            [
                parameter.Name,
                run.Overrides.TryGetValue(parameter.Name, out double value) ? value : parameter.Initial is NumberExpression number ? number.Value : Cell.FromString(ExpressionPrinter.Print(parameter.Initial)),
                parameter.Unit ?? "",
                parameter.DisplayName ?? "",
                string.Join(" ", sources[parameter.Name]),
            ])]);
    }
}
