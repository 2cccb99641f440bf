using System.Collections.Immutable;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>What came out of a study, for terminal, page, file and program alike.</summary>
public sealed record StudyResult
{
    /// <summary>What was studied, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>Paragraphs, tables and pictures, in the order in which people read them.</summary>
    public ImmutableArray<ResultSection> Sections { get; init; } = [];

    /// <summary>What was assumed, sources, warnings and failures, in the order in which they are told.</summary>
    public ImmutableArray<Note> Notes { get; init; } = [];

    /// <summary>All values, for a file; null where the tables of <see cref="Sections"/> are all there is.</summary>
    public ResultValues? Values { get; init; }

    /// <summary>A text that was asked for, a model in another language; null for none.</summary>
    public string? Text { get; init; }

    /// <summary>The run of a model behind it, with its courses; null where there is none, or more than one.</summary>
    public RunResult? Run { get; init; }

    /// <summary>The claims behind it, for a ledger; empty where there are none.</summary>
    public ImmutableArray<ClaimResult> Claims { get; init; } = [];

    /// <summary>What is needed to make the result again; null where nothing is computed from models.</summary>
    public RunManifest? Manifest { get; init; }

    /// <summary>
    /// Writes the files of a folder of the result, with the manifest; null where a folder holds the courses of <see cref="Run"/>, or where there is nothing
    /// for one.
    /// </summary>
    public Action<OutputFolder, RunManifest>? WriteFolder { get; init; }

    /// <summary>How long it took and how much work it was, for programs: lines of <c>name=value</c>; empty where that is not measured.</summary>
    public ImmutableArray<string> Work { get; init; } = [];

    /// <summary>How it is told at a terminal.</summary>
    public ResultStyle Style { get; init; } = ResultStyle.Report;

    /// <summary>Whether all of it was done; false after an interruption that left something.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Whether something could not be done, of which a note tells, or the result itself.</summary>
    public bool HasFailed { get => field || Notes.Any(note => note.Kind == NoteKind.Failure); init; }

    /// <summary>The pictures.</summary>
    public IEnumerable<Figure> Figures => Sections.OfType<FigureSection>().Select(section => section.Figure);

    /// <summary>The tables.</summary>
    public IEnumerable<TableSection> Tables => Sections.OfType<TableSection>();

    /// <summary>The sentences of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public IEnumerable<string> NotesOf(NoteKind kind) => Notes.Where(note => note.Kind == kind).Select(note => note.Text);
}
