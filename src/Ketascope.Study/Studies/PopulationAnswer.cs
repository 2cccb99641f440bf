using System.Collections.Immutable;
using Ketascope.Study.Plots;
using Ketascope.Study.Populations;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>Virtual people who are measured as they come, so that memory does not grow with their number.</summary>
internal static class PopulationAnswer
{
    /// <summary>Solves people, into a folder where there is one, and tells what they were exposed to.</summary>
    public static async Task<StudyResult> RunAsync(
        ModelPopulation population, long subjects, ImmutableArray<Note> notes, StudyContext context, CancellationToken cancellation)
    {
        bool complete = await population.RunAsync(context.Folder, context.Counter(subjects, "subjects"), cancellation).ConfigureAwait(false);
        RunResult run = population.Result(ProgramVersion.Of(typeof(PopulationAnswer)), context.Clock);
        StudyResult result = Of(population, run);
        return result with
        {
            Notes = [.. notes, .. run.Warnings.Select(text => new Note(text == population.FailureText ? NoteKind.Failure : NoteKind.Warning, text))],
            Style = result.Style with { AreNotesAside = false },
            IsComplete = complete,
        };
    }

    /// <summary>What people were exposed to, who have been solved and measured.</summary>
    /// <param name="population">The people.</param>
    /// <param name="run">Their result.</param>
    public static StudyResult Of(ModelPopulation population, RunResult run) => new()
    {
        Title = run.Title,
        Sections =
        [
            new TableSection(null, run.Summary), .. run.Assumptions.Select(text => new TextSection(text) { IsClose = true }),
            new FigureSection(Figure.Of(population.Figure(run))),
        ],
        Run = run,
        Manifest = run.Manifest,
        Style = ResultStyle.Tool,
    };
}
