using System.Collections.Immutable;
using Ketascope.Ketamine.Regimens;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Plots;
using Ketascope.Study.Results;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>One drug of several: what its own model gave.</summary>
/// <param name="Drug">The substance.</param>
/// <param name="Run">Its result.</param>
/// <param name="Figure">Its picture.</param>
internal sealed record DrugAnswer(string Drug, RunResult Run, CourseFigure Figure);

/// <summary>Shows several drugs, each simulated alone, in one result: one table, one picture with panels of its own for each drug.</summary>
internal static class JoinedDrugs
{
    /// <summary>What has to be told first.</summary>
    public const string Notice = "Each drug is simulated alone, by a model of its own: no interaction is modelled here.";

    /// <summary>The one result.</summary>
    /// <param name="regimen">All that is given.</param>
    /// <param name="text">The regimen as it was written.</param>
    /// <param name="answers">The drugs.</param>
    public static (RunResult Run, CourseFigure Figure) Of(Regimen regimen, string text, ImmutableArray<DrugAnswer> answers)
    {
        RunResult first = answers[0].Run;
        ImmutableArray<QuantityInfo> quantities = Quantities(answers);
        RunResult run = first with
        {
            Title = regimen.Title,
            Regimen = regimen.Title,
            Trajectories = new TrajectoryBlock(Courses(answers, quantities), quantities, first.Trajectories.Subjects),
            Doses = [.. SamplingGrid.DoseTimes(regimen).Select(dose => new DoseInterval(dose.Start, dose.End))],
            ModelChoice = string.Join(" ", answers.Select(one => $"{one.Drug} by {one.Run.ModelChoice}")),
            SamplingSite = string.Join("; ", answers.Select(one => $"{one.Drug} {one.Run.SamplingSite}")),
            Summary = Stacked([.. answers.Select(one => one.Run.Summary)]),
            Assumptions = Sentences(answers, one => one.Assumptions),
            Sources = [.. answers.SelectMany(one => one.Run.Sources).Distinct()],
            Alerts = [Notice, .. Sentences(answers, one => one.Alerts)],
            Warnings = Sentences(answers, one => one.Warnings),
            Parameters = Stacked([.. answers.Select(one => WithDrug(one.Drug, one.Run.Parameters))]),
            Manifest = Manifest(text, answers),
        };
        return (run, Figure(run, answers));
    }

    /// <summary>Dose records of several drugs as one table, in order of time.</summary>
    /// <param name="records">The records of each drug.</param>
    public static ResultTable Records(ImmutableArray<(string Drug, ResultTable Records)> records) =>
        Stacked([.. records.Select(one => WithDrug(one.Drug, one.Records))]);

    private static ImmutableArray<QuantityInfo> Quantities(ImmutableArray<DrugAnswer> answers)
    {
        (string Drug, QuantityInfo Info)[] all = [.. answers.SelectMany(one => one.Run.Trajectories.Quantities.Select(info => (one.Drug, info)))];
        ILookup<string, string> owners = all.ToLookup(one => one.Info.Name, one => one.Drug);
        return [.. all.Select(one => one.Info with
        {
            Name = owners[one.Info.Name].Skip(1).Any() ? $"{one.Drug}.{one.Info.Name}" : one.Info.Name,
            Measure = $"{one.Drug}: {one.Info.Measure}",
        })];
    }

    private static Trajectories Courses(ImmutableArray<DrugAnswer> answers, ImmutableArray<QuantityInfo> quantities)
    {
        ImmutableArray<double> times = Times(answers);
        Trajectories joined = new([.. quantities.Select(one => one.Name)], times, 1, 1);
        Span<double> values = joined.Batch(0);
        int quantity = 0;
        foreach (Trajectories own in answers.Select(one => one.Run.Trajectories.Values))
        {
            for (int i = 0; i < own.Names.Length; i++, quantity++)
            {
                for (int time = 0; time < times.Length; time++)
                {
                    values[(time * quantities.Length) + quantity] = own[0, i, time];
                }
            }
        }

        return joined;
    }

    private static ImmutableArray<double> Times(ImmutableArray<DrugAnswer> answers)
    {
        ImmutableArray<double> times = answers[0].Run.Trajectories.Values.Times;
        return answers.All(one => one.Run.Trajectories.Values.Times.SequenceEqual(times)) ? times
            : throw new InvalidOperationException("Drugs that are shown together must be sampled at the same times.");
    }

    private static CourseFigure Figure(RunResult run, ImmutableArray<DrugAnswer> answers) => answers[0].Figure with
    {
        Title = run.Title,
        Subtitle = Notice,
        Doses = run.Doses,
        Panels = [.. answers.SelectMany(one => one.Figure.Panels.Select(panel => panel with { Title = $"{one.Drug}: {panel.Title}" }))],
    };

    /// <summary>What is said of every drug alike once, all else with the drug before it.</summary>
    private static ImmutableArray<string> Sentences(ImmutableArray<DrugAnswer> answers, Func<RunResult, ImmutableArray<string>> of)
    {
        ImmutableHashSet<string> common = answers.Select(one => of(one.Run)).Aggregate(
            of(answers[0].Run).ToImmutableHashSet(StringComparer.Ordinal), (all, own) => all.Intersect(own));
        return
        [
            .. of(answers[0].Run).Where(common.Contains),
            .. answers.SelectMany(one => of(one.Run).Where(text => !common.Contains(text)).Select(text => $"{one.Drug}: {text}")),
        ];
    }

    private static RunManifest Manifest(string text, ImmutableArray<DrugAnswer> answers)
    {
        RunManifest first = answers[0].Run.Manifest;
        return first with
        {
            Model = null,
            Solver = null,
            Overrides = answers.SelectMany(one => one.Run.Manifest.Overrides.Select(pair => KeyValuePair.Create($"{one.Drug}.{pair.Key}", pair.Value)))
                .ToImmutableSortedDictionary(StringComparer.Ordinal),
            Regimen = RegimenManifest.Of(text, Records([.. answers.Select(one => (one.Drug, Table(one.Run.Manifest.Regimen!)))])),
            WallSeconds = answers.SelectMany(one => one.Run.Manifest.WallSeconds).GroupBy(one => one.Key)
                .ToImmutableSortedDictionary(group => group.Key, group => group.Sum(one => one.Value), StringComparer.Ordinal),
        };
    }

    private static ResultTable Table(RegimenManifest regimen) =>
        new([.. regimen.Columns.Select(name => new ResultColumn(name))], [.. regimen.Records.Select(row => row.Select(Cell.FromString).ToImmutableArray())]);

    private static ResultTable WithDrug(string drug, ResultTable table) =>
        new([new("drug"), .. table.Columns], [.. table.Rows.Select(row => (ImmutableArray<Cell>)[drug, .. row])]);

    /// <summary>Tables below one another; a column that only some of them have is empty in the others.</summary>
    private static ResultTable Stacked(ImmutableArray<ResultTable> tables)
    {
        ImmutableArray<ResultColumn> columns = [.. tables.SelectMany(table => table.Columns).DistinctBy(column => column.Heading)];
        return new ResultTable(columns, [.. tables.SelectMany(table => table.Rows.Select(row => columns
            .Select(column => table.Columns.Index().FirstOrDefault(own => own.Item.Heading == column.Heading, (Index: -1, null!)).Index)
            .Select(place => place < 0 ? double.NaN : row[place]).ToImmutableArray()))]);
    }
}
