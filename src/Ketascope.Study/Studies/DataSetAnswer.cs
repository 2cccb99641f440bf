using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Flattening;
using Ketascope.Solvers.Contract;
using Ketascope.Study.DataSets;
using Ketascope.Study.Plots;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Study.Studies;

/// <summary>A model over a data set in NONMEM's form, as it stands or in virtual people who have its subjects' records.</summary>
internal sealed class DataSetAnswer
{
    private readonly RunRequest _request;
    private readonly DataSetRules _rules;
    private readonly ImmutableArray<string> _carry;
    private readonly ImmutableArray<Note> _notes;

    private DataSetAnswer(RunRequest request, DataSet set, DataSetRules rules, ImmutableArray<string> carry)
    {
        (_request, Set, _rules, _carry) = (request, set, rules, carry);
        OdeSystem system = request.Model.System;
        _notes =
        [
            .. ModelNotes.Of(request.Model),
            .. ModelNotes.Remark(set.Note),
            .. ModelNotes.Remark(GivenStarts.Note(system, [.. request.Overrides.Keys, .. set.Parameters])),
        ];
    }

    /// <summary>The data set.</summary>
    public DataSet Set { get; }

    /// <summary>Reads the data set.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="model">The model.</param>
    /// <param name="path">The data set's file.</param>
    /// <param name="occasions">The column that numbers occasions, or null.</param>
    public static DataSetAnswer Read(RunModelRequest request, LoadedModel model, string path, string? occasions)
    {
        DataSetRules rules = RunModelWords.Rules(request.Interpolation,
            request.RecordOrder) with
        { Points = RunModelWords.HasTimes(request) ? RunModelWords.Times(request) : [] };
        RunRequest run = RunModelWords.Run(request, model);
        return new DataSetAnswer(run,
            DataSetReader.Read(path, model.System, [.. request.Carry.Concat(occasions is null ? [] : (string[])[occasions]).Distinct()]), rules, request.Carry);
    }

    /// <summary>The data set as it stands.</summary>
    public StudyResult Run(StudyContext context, CancellationToken cancellation)
    {
        Require(!context.IsForFolder, "--out goes with --subjects N");
        DataSetRun run = DataSetRun.Prepare(_request, Set, _rules, Set.Subjects.Length);
        DataSetTable.RequireNames(_carry, run.Quantities.Select(one => one.Name));
        DataSetOutcome outcome = run.Solve(Set.Subjects, context.Counter(Set.Subjects.Length, "subjects"), cancellation);
        DataSetTable table = new(Set, _rules, outcome.Quantities, _carry, ofPeople: false);
        return new StudyResult
        {
            Title = $"{_request.Model.System.Name}, {Set.Path}",
            Sections = context.NeedsFigure ? [new FigureSection(Figure.Of(DataSetFigure.Of(_request.Model.System, Set, _rules, outcome)))] : [],
            Notes =
            [
                .. _notes,
                .. ModelNotes.Of(outcome.Doubts),
                .. ModelNotes.Of(outcome.Failures.Select(one => (Set.Subjects[one.Subject].Id, one.Failure))),
            ],
            Values = new ResultValues(table.Columns, Set.Subjects.SelectMany((subject, i) => table.Rows(subject, outcome.Values[i]))),
            Manifest = Manifests.Of(_request.Model, context) with { Overrides = _request.Overrides, Subjects = Set.Subjects.Length },
            Style = ResultStyle.Tool with { Sections = SectionsShown.WithoutFiles },
        };
    }

    /// <summary>The data set's records in virtual people.</summary>
    public async Task<StudyResult> RunAsync(PopulationSettings settings, StudyContext context, CancellationToken cancellation)
    {
        DesignPopulation people = DesignPopulation.Prepare(_request, Set, _rules, settings);
        DataSetTable.RequireNames(_carry, people.Quantities.Select(one => one.Name));
        bool isMeasured = context.Table is null || context.NeedsFigure;
        Require(
            people.Restarted is null || !isMeasured,
            $"TIME of ID {people.Restarted} starts again, so its values are no course over one time that can be drawn or measured; --table FILE " +
                "writes them record by record");
        Require(settings.Areas.IsEmpty || context.Table is null, "--auc is of the exposure that --out DIR writes, or that is shown without --table");
        ModelPopulation population = ModelPopulation.Of(_request, settings, people);
        if (context.IsForFolder)
        {
            Require(_carry.IsEmpty, "--carry copies columns into the table of --table, and --out writes none");
            return await PopulationAnswer.RunAsync(population, people.Subjects, _notes, context, cancellation).ConfigureAwait(false);
        }

        Require(_carry.IsEmpty || context.Table is not null, "--carry copies columns into the table of --table; add --table FILE");
        return RunPeople(people, population, isMeasured, context, cancellation);
    }

    private StudyResult RunPeople(DesignPopulation people, ModelPopulation population, bool isMeasured, StudyContext context, CancellationToken cancellation)
    {
        List<(string Subject, LaneFailure Failure)> failures = [];
        IEnumerable<ImmutableArray<PopulationChunk>> Groups()
        {
            foreach (ImmutableArray<PopulationChunk> group in people.Groups(context.Counter(people.Subjects, "subjects"), cancellation))
            {
                failures.AddRange(group.SelectMany(chunk =>
                    chunk.Outcome.Failures.Select(one => (chunk.Outcome.SubjectIds[one.Subject].ToString(CultureInfo.InvariantCulture), one.Failure))));
                foreach (PopulationChunk chunk in isMeasured ? group : [])
                {
                    population.Add(chunk);
                }

                yield return group;
            }
        }

        ResultValues? values = null;
        if (context.Table is { } write)
        {
            values = Written(people, Groups(), write, context.NeedsNumbers);
        }
        else
        {
            foreach (ImmutableArray<PopulationChunk> _ in Groups())
            {
            }
        }

        StudyResult result = isMeasured ? PopulationAnswer.Of(population, population.Result(ProgramVersion.Of(typeof(DataSetAnswer)), context.Clock))
            : new StudyResult { Title = $"{_request.Model.System.Name}, {Set.Path}", Manifest = Manifests.Of(_request.Model, context) };
        return result with
        {
            Notes = [.. _notes, .. population.Notes.SelectMany(ModelNotes.Remark), .. ModelNotes.Of(failures)],
            Values = values,
            Style = ResultStyle.Tool with { Sections = SectionsShown.WithoutTable },
        };
    }

    /// <summary>Solves people group by group and writes each at once, so that memory does not grow with their number.</summary>
    private ResultValues Written(DesignPopulation people, IEnumerable<ImmutableArray<PopulationChunk>> groups, Action<ResultValues> write, bool needsNumbers)
    {
        using RowFingerprint fingerprint = new();
        DataSetTable table = new(Set, _rules, people.Quantities, _carry, ofPeople: true);
        IEnumerable<ImmutableArray<Cell>> rows = groups.SelectMany(group => group
            .SelectMany(chunk => chunk.Subjects.Ids.Select((id, member) => (id, chunk, member)))
            .OrderBy(one => one.id)
            .SelectMany(one => table.Rows(Set.Subjects[one.chunk.Design!.Index], people.Rows(one.chunk, one.member), one.id, one.chunk.Design.Replicate(one.id))));
        ResultValues values = new(table.Columns, needsNumbers ? rows.Select(row => Counted(row)) : rows);
        write(values);
        return values with { Rows = [], IsWritten = true, Fingerprint = needsNumbers ? fingerprint.Finish() : null };

        ImmutableArray<Cell> Counted(ImmutableArray<Cell> row)
        {
            fingerprint.Add(row);
            return row;
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
