using Ketascope.Study.Studies;

namespace Ketascope.Cli.Terminal;

/// <summary>
/// Writes notes to the error stream: what should be known before a result in front of it, what is wrong with it behind. Messages with a place of their own
/// always go there.
/// </summary>
internal static class NotesAside
{
    /// <summary>Writes remarks, and messages with their place.</summary>
    /// <param name="result">The result.</param>
    public static void WriteFirst(StudyResult result) => Write(result.Notes.Where(note => IsFirst(note) && (note.IsLocated || result.Style.AreNotesAside)));

    /// <summary>Writes warnings and failures.</summary>
    /// <param name="result">The result.</param>
    public static void WriteLast(StudyResult result) => Write(result.Notes.Where(note => !IsFirst(note) && result.Style.AreNotesAside));

    private static bool IsFirst(Note note) => note is { Kind: NoteKind.Remark } or { IsLocated: true };

    private static void Write(IEnumerable<Note> notes)
    {
        foreach (Note note in notes)
        {
            Console.Error.WriteLine(note switch
            {
                { IsLocated: true } => note.Text,
                { Kind: NoteKind.Failure } => $"error: {note.Text}",
                { Kind: NoteKind.Warning } => TextWrap.Paragraph($"warning: {note.Text}", indent: 2),
                _ => TextWrap.Paragraph($"note: {note.Text}", indent: 2),
            });
        }
    }
}
