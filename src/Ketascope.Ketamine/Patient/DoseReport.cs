using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Patient;

/// <summary>Puts the simulation of a dose into words and tables: what was assumed, what to beware of, what came out.</summary>
internal sealed class DoseReport(DoseRequest request, Regimen regimen, ModelFolder model, double weightKg)
{
    /// <summary>The program's version.</summary>
    public static string Version { get; } =
        typeof(DoseReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Who is simulated, for the list of assumptions.</summary>
    public string People { get; init; } = "A typical person like those studied";

    /// <summary>What is assumed of differences between people, for the list of assumptions.</summary>
    public string Variability { get; init; } = "no variability between people";

    /// <summary>Whether body weight differs between subjects.</summary>
    public bool IsWeightDrawn { get; init; }

    /// <summary>The whole result.</summary>
    public RunResult Of(RunRequest run, RunOutcome outcome, ImmutableArray<DoseRecord> records, TimeProvider clock) => new()
    {
        Title = regimen.Describe(),
        Trajectories = outcome.Block(),
        TimeUnit = run.Model.System.TimeUnit ?? "h",
        Doses = [.. SamplingGrid.DoseTimes(regimen).Select(dose => new DoseInterval(dose.Start, dose.End))],
        Regimen = regimen.Describe(),
        ModelChoice = $"{model.Id}: {model.Title}. {(request.Model is null ? "Taken for this drug and route" : "Taken as asked")}: {model.Why}.",
        SamplingSite = model.SamplingSite,
        Assumptions = Assumptions(),
        Sources = [.. model.Citations.Select(citation => $"{citation.Text} {citation.Url}")],
        Warnings = [.. DoseWarnings.For(regimen, model, weightKg, outcome.Trajectories.Times[^1])],
        Parameters = Parameters(run),
        Manifest = new RunManifest
        {
            Version = Version,
            Created = clock.GetUtcNow(),
            Model = ModelManifest.Of(model.Id, run.Model.Sources.Select(source => KeyValuePair.Create(Path.GetFileName(source.Name), source.Text))),
            Overrides = run.Overrides,
            Regimen = RegimenManifest.Of(request.Regimen, DoseSimulation.RecordTable(records)),
            Subjects = 1,
            Solver = SolverManifest.Of(run.Solver, outcome.Width, outcome.Threads, outcome.Counters),
            WallSeconds = ImmutableSortedDictionary<string, double>.Empty.Add("compile", outcome.CompileSeconds).Add("solve", outcome.SolveSeconds),
        },
    };

    private ImmutableArray<string> Assumptions()
    {
        List<string> assumptions = [];
        string weight = string.Create(CultureInfo.InvariantCulture, $"{weightKg} kg");
        assumptions.Add(IsWeightDrawn ? "Body weight drawn for each subject; doses in mg/kg follow it." : request.WeightKg is null ? $"Body weight {weight} (the model's reference; --weight changes it)." : $"Body weight {weight}.");
        assumptions.AddRange(Splits());
        assumptions.Add($"{People}: {model.Population.Health}, {model.Population.Age}; {Variability}.");
        assumptions.AddRange(model.Assumptions);
        return [.. assumptions];
    }

    private IEnumerable<string> Splits()
    {
        foreach (Drug drug in regimen.Doses.Select(dose => dose.Drug).Distinct())
        {
            if (model.DrugOf(drug) is { Enantiomers.Count: > 1 } known)
            {
                yield return $"{known.Name} is {string.Join(" and ", known.Enantiomers.OrderByDescending(part => part.Key, StringComparer.Ordinal).Select(part => string.Create(CultureInfo.InvariantCulture, $"{100 * part.Value:G4} % {part.Key}-ketamine")))}.";
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
