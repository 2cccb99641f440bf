using System.Collections.Immutable;
using Ketascope.Language.Flattening;
using Ketascope.Study.Draws;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Study.Studies;

/// <summary>Runs any model: one subject, a table of subjects, a data set, virtual people.</summary>
/// <param name="draw">A draw of the parameters that the text says are uncertain; null for the values in use.</param>
public sealed class RunModelStudy(ParameterDraw? draw = null) : Study<RunModelRequest>("run", () => StudyRequests.Default.RunModelRequest)
{
    /// <inheritdoc/>
    public override async Task<StudyResult> RunAsync(RunModelRequest request, StudyContext context, CancellationToken cancellation)
    {
        if (request.People is not null && request.Seed is not null)
        {
            throw new UserErrorException("the seed of virtual people stands in 'people', and start values are drawn under it too; leave out the other 'seed'");
        }

        LoadedModel model = ModelLoading.Load(request.Model, UnitPolicy.Warn, request.People?.Seed ?? request.Seed ?? 1, request.IgnoreFast);
        model = draw is null ? model : UncertainText.Under(model, draw);
        return request.Data is { } data
            ? await RunDataAsync(request, model, data, context, cancellation).ConfigureAwait(false)
            : await RunSubjectsAsync(request, model, context, cancellation).ConfigureAwait(false);
    }

    private static async Task<StudyResult> RunDataAsync(
        RunModelRequest request, LoadedModel model, string data, StudyContext context, CancellationToken cancellation)
    {
        Refuse(request.SubjectsFile is not null, "--subjects-file cannot stand beside --data, which brings its own subjects");
        Refuse(request.Repeat != 1, "--repeat measures runs without a data set; leave it out beside --data");
        PopulationSettings? people = RunModelWords.People(request);
        RequireSeed(request, model);
        DataSetAnswer answer = DataSetAnswer.Read(request, model, data, people?.OccasionColumn);
        RequireOnce(request, answer.Set.Parameters, "--data");
        RequireUndrawn(request, people);
        return people is null ? answer.Run(context, cancellation) : await answer.RunAsync(people, context, cancellation).ConfigureAwait(false);
    }

    private static async Task<StudyResult> RunSubjectsAsync(RunModelRequest request, LoadedModel model, StudyContext context, CancellationToken cancellation)
    {
        foreach ((bool isGiven, string name) in (ReadOnlySpan<(bool, string)>)
            [(!request.Carry.IsEmpty, "--carry"), (request.Interpolation is not null, "--interpolation"), (request.RecordOrder is not null, "--record-order")])
        {
            Refuse(isGiven, $"{name} goes with --data FILE");
        }

        ImmutableArray<double> times = RunModelWords.Times(request);
        RunRequest run = RunModelWords.Run(request, model) with
        {
            StartTime = Math.Min(0, times[0]),
            Times = times,
            Subjects = request.SubjectsFile is { } table ? SubjectTable.Read(table) : null,
        };
        RequireOnce(request, run.Subjects?.Columns ?? [], "--subjects-file");
        PopulationSettings? people = RunModelWords.People(request);
        RequireSeed(request, model);
        RequireUndrawn(request, people);
        Refuse(people is not null && run.Subjects is not null, "--subjects and --subjects-file exclude each other");
        Refuse(people is { Areas.IsEmpty: false } && !context.IsForFolder, "--auc is of the exposure that --out DIR writes; add --out DIR");
        Refuse(people is null && context.IsForFolder, "--out goes with --subjects N");
        ImmutableArray<Note> notes =
            [.. ModelNotes.Of(model), .. ModelNotes.Remark(GivenStarts.Note(model.System, [.. run.Overrides.Keys, .. run.Subjects?.Columns ?? []]))];
        return people is null ? CourseAnswer.Run(run, notes, context, cancellation)
            : context.IsForFolder
                ? await PopulationAnswer.RunAsync(ModelPopulation.Prepare(run, people), people.Subjects, notes, context, cancellation).ConfigureAwait(false)
            : CourseAnswer.Run(run, people, notes, context, cancellation);
    }

    /// <summary>A seed without anything to draw would change nothing.</summary>
    private static void RequireSeed(RunModelRequest request, LoadedModel model) => Refuse(
        request.Seed is not null && !Flattener.HasDraws(model.Document),
        "--seed changes nothing here: the model draws no random numbers, and there are no virtual people; --seed goes with --subjects N");

    /// <summary>A value that a column gives to each subject leaves nothing for --set to do.</summary>
    private static void RequireOnce(RunModelRequest request, IEnumerable<string> columns, string option)
    {
        string? twice = request.Set.Keys.Intersect(columns).FirstOrDefault();
        Refuse(twice is not null, $"'{twice}' is given by --set and is a column of {option}, which sets it for each subject; leave one of them out");
    }

    /// <summary>Nor does a value that is drawn for each person.</summary>
    private static void RequireUndrawn(RunModelRequest request, PopulationSettings? people)
    {
        string? twice =
            request.Set.Keys.Intersect([.. people?.Covariates.Select(one => one.Parameter) ?? [], .. people?.Donors?.Columns ?? []]).FirstOrDefault();
        Refuse(twice is not null, $"'{twice}' is given by --set and drawn for each person (--covariate or --covariates-from); leave one of them out");
    }

    private static void Refuse(bool isSo, string why)
    {
        if (isSo)
        {
            throw new UserErrorException(why);
        }
    }
}
