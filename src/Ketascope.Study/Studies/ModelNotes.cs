using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Study.Studies;

/// <summary>Notes about a model and what became of its subjects.</summary>
internal static class ModelNotes
{
    private const int MostWarnings = 3, MostFailures = 10;

    /// <summary>A message of a reader, with its place.</summary>
    public static Note Of(Diagnostic message) =>
        new(message.Severity == Severity.Error ? NoteKind.Failure : NoteKind.Warning, message.ToString()) { IsLocated = true };

    /// <summary>The first warnings of reading a model, and how many more there are.</summary>
    public static IEnumerable<Note> Of(LoadedModel model) => First(
        [.. model.Warnings.Select(Of)],
        MostWarnings,
        more => new Note(NoteKind.Warning, FormattableString.Invariant($"... and {more} more warnings; 'ketascope model check' shows all")) { IsLocated = true });

    /// <summary>A remark; none where there is nothing to say.</summary>
    public static IEnumerable<Note> Remark(string? text) => text is null ? [] : [new Note(NoteKind.Remark, text)];

    /// <summary>A warning; none where there is nothing to say.</summary>
    public static IEnumerable<Note> Warning(string? text) => text is null ? [] : [new Note(NoteKind.Warning, text)];

    /// <summary>Where values depend on the settings of the solver.</summary>
    public static IEnumerable<Note> Of(IEnumerable<Doubt> doubts) => doubts.Select(doubt => new Note(NoteKind.Warning, doubt.ToString()));

    /// <summary>The first subjects that could not be solved, and how many more there are.</summary>
    /// <param name="failures">What the subjects are called, and why they could not be solved.</param>
    public static IEnumerable<Note> Of(IEnumerable<(string Subject, LaneFailure Failure)> failures) => First(
        [.. failures.Select(one => new Note(NoteKind.Failure, $"subject {one.Subject} could not be solved: {one.Failure}"))],
        MostFailures,
        more => new Note(NoteKind.Failure, string.Create(CultureInfo.InvariantCulture, $"{more} more subjects could not be solved")));

    private static IEnumerable<Note> First(ImmutableArray<Note> all, int most, Func<int, Note> rest) =>
        all.Length <= most ? all : all.Take(most).Append(rest(all.Length - most));
}
