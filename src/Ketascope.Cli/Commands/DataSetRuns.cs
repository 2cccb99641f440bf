using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Cli.Terminal;
using Ketascope.Solvers.Contract;
using Ketascope.Study.DataSets;
using Ketascope.Study.Plots;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Cli.Commands;

/// <summary><c>run MODEL --data FILE</c>: a model over a data set in NONMEM's form, as it stands or in virtual people who have its subjects' records.</summary>
internal sealed class DataSetRuns
{
    private readonly DataSetRules _rules;
    private readonly ImmutableArray<string> _carry;

    /// <summary>Reads the data set, and tells what should be known of it.</summary>
    public DataSetRuns(RunRequest request, string path, DataSetRules rules, ImmutableArray<string> carry, string? occasions)
    {
        (Request, _rules, _carry) = (request, rules, carry);
        Set = DataSetReader.Read(path, request.Model.System, [.. carry.Concat(occasions is null ? [] : (string[])[occasions]).Distinct()]);
        if (Set.Note is { } note)
        {
            Console.Error.WriteLine(TextWrap.Paragraph(note, indent: 2));
        }
    }

    public RunRequest Request { get; }

    public DataSet Set { get; }

    public string? Table { get; init; }

    public string? Plot { get; init; }

    public bool Logarithmic { get; init; }

    public string? Folder { get; init; }

    /// <summary>The data set as it stands.</summary>
    public int Run(CancellationToken cancellation)
    {
        Require(Folder is null, "--out goes with --subjects N");
        Require(Plot is not null || !Logarithmic, "--log goes with --plot");
        using ProgressLine progress = new(Set.Subjects.Length);
        DataSetRun run = DataSetRun.Prepare(Request, Set, _rules, Set.Subjects.Length);
        DataSetTable.RequireNames(_carry, run.Quantities.Select(one => one.Name));
        DataSetOutcome outcome = run.Solve(Set.Subjects, progress, cancellation);
        progress.Dispose();
        if (Plot is not null)
        {
            CoursePlot.Write(Plot, DataSetFigure.Of(Request.Model.System, Set, _rules, outcome), new PlotSettings { Logarithmic = Logarithmic }, cancellation);
        }

        if (Table is not null || Plot is null)
        {
            Write(writer => WriteRows(writer, outcome, cancellation), cancellation);
        }

        DoubtText.Write(outcome.Doubts);
        return FailureText.Write(outcome.Failures, subject => Set.Subjects[subject].Id);
    }

    /// <summary>The data set's records in virtual people.</summary>
    public async Task<int> RunAsync(PopulationSettings settings, CancellationToken cancellation)
    {
        DesignPopulation people = DesignPopulation.Prepare(Request, Set, _rules, settings);
        DataSetTable.RequireNames(_carry, people.Quantities.Select(one => one.Name));
        bool isDrawn = Table is null || Plot is not null;
        Require(
            people.Restarted is null || !isDrawn,
            $"TIME of ID {people.Restarted} starts again, so its values are no course over one time that can be drawn or measured; --table FILE writes them record by record");
        Require(settings.Areas.IsEmpty || Table is null, "--auc is of the exposure that --out DIR writes, or that is shown without --table");
        ModelPopulation population = ModelPopulation.Of(Request, settings, people);
        if (Folder is not null)
        {
            Require(Table is null && Plot is null, "--out writes values and plots into the folder, so --table and --plot cannot stand beside it");
            Require(_carry.IsEmpty, "--carry copies columns into the table of --table, and --out writes none");
            return await PopulationRuns.WriteAsync(population, people.Subjects, Folder, Logarithmic, cancellation).ConfigureAwait(false);
        }

        Require(isDrawn || !Logarithmic, "--log goes with --plot");
        return RunPeople(people, population, isDrawn, cancellation);
    }

    private int RunPeople(DesignPopulation people, ModelPopulation population, bool isDrawn, CancellationToken cancellation)
    {
        List<(long Number, LaneFailure Failure)> failures = [];
        using ProgressLine progress = new((int)Math.Min(people.Subjects, int.MaxValue));
        IEnumerable<ImmutableArray<PopulationChunk>> Groups()
        {
            foreach (ImmutableArray<PopulationChunk> group in people.Groups(progress, cancellation))
            {
                failures.AddRange(group.SelectMany(chunk => chunk.Outcome.Failures.Select(failure => (chunk.Outcome.SubjectIds[failure.Subject], failure.Failure))));
                foreach (PopulationChunk chunk in isDrawn ? group : [])
                {
                    population.Add(chunk);
                }

                yield return group;
            }
        }

        if (Table is not null)
        {
            Write(writer => WriteRows(writer, people, Groups()), cancellation);
        }
        else
        {
            foreach (ImmutableArray<PopulationChunk> _ in Groups())
            {
            }
        }

        progress.Dispose();
        Show(population, isDrawn, cancellation);
        return FailureText.Write([.. failures.Select(one => ((int)one.Number, one.Failure))], number => number.ToString(CultureInfo.InvariantCulture));
    }

    private void Show(ModelPopulation population, bool isDrawn, CancellationToken cancellation)
    {
        if (isDrawn)
        {
            RunResult result = population.Result(ProgramVersion.Of(typeof(DataSetRuns)), TimeProvider.System);
            CourseFigure figure = population.Figure(result);
            if (Plot is not null)
            {
                CoursePlot.Write(Plot, figure, new PlotSettings { Logarithmic = Logarithmic }, cancellation);
            }

            if (Table is null)
            {
                PopulationRuns.Show(result, Plot is null ? figure : null, Logarithmic);
            }
        }

        foreach (string note in population.Notes)
        {
            Console.Error.WriteLine(TextWrap.Paragraph($"note: {note}", indent: 2));
        }
    }

    private void WriteRows(TextWriter writer, DataSetOutcome outcome, CancellationToken cancellation)
    {
        DataSetTable table = new(writer, Set, _rules, outcome.Quantities, (_carry, OfPeople: false));
        for (int subject = 0; subject < Set.Subjects.Length; subject++)
        {
            cancellation.ThrowIfCancellationRequested();
            table.Write(Set.Subjects[subject], outcome.Values[subject]);
        }
    }

    private void WriteRows(TextWriter writer, DesignPopulation people, IEnumerable<ImmutableArray<PopulationChunk>> groups)
    {
        DataSetTable table = new(writer, Set, _rules, people.Quantities, (_carry, OfPeople: true));
        foreach (ImmutableArray<PopulationChunk> group in groups)
        {
            foreach ((long number, PopulationChunk chunk, int member) in group.SelectMany(chunk => chunk.Subjects.Ids.Select((id, member) => (id, chunk, member))).OrderBy(one => one.id))
            {
                table.Write(Set.Subjects[chunk.Design!.Index], people.Rows(chunk, member), number, chunk.Design.Replicate(number));
            }
        }
    }

    private void Write(Action<TextWriter> write, CancellationToken cancellation)
    {
        if (Table is null)
        {
            write(Console.Out);
        }
        else
        {
            OutputFile.WriteText(Table, write, cancellation);
        }
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new UserErrorException(message);
        }
    }
}
