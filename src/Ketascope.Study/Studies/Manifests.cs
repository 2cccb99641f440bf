using System.Collections.Immutable;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Study.Studies;

/// <summary>Manifests of results that rest on one model.</summary>
internal static class Manifests
{
    /// <summary>What tells the model of a result.</summary>
    public static RunManifest Of(LoadedModel model, StudyContext context) => new()
    {
        Version = ProgramVersion.Of(typeof(Manifests)),
        Created = context.Clock.GetUtcNow(),
        Model = ModelManifest.Of(model.System.Name,
            model.Sources.Select(source =>
            KeyValuePair.Create(Path.GetFileName(source.Name), source.Text))) with
        { IgnoresFast = model.IgnoresFast ? true : null },
    };

    /// <summary>What tells how a model was run.</summary>
    public static RunManifest Of(RunRequest request, RunOutcome outcome, StudyContext context) => Of(request.Model, context) with
    {
        Overrides = request.Overrides,
        Subjects = outcome.SubjectIds.Length,
        Solver = SolverManifest.Of(request.Solver, outcome.Width, outcome.Threads, outcome.Counters),
        WallSeconds = ImmutableSortedDictionary<string, double>.Empty.Add("compile", outcome.CompileSeconds).Add("solve", outcome.SolveSeconds),
    };
}
