namespace Ketascope.Study.Studies;

/// <summary>What a note is about.</summary>
public enum NoteKind
{
    /// <summary>What was taken for granted.</summary>
    Assumption,

    /// <summary>A publication that the result rests on.</summary>
    Source,

    /// <summary>What a reader should know; nothing is wrong.</summary>
    Remark,

    /// <summary>What a reader must be warned of.</summary>
    Warning,

    /// <summary>What could not be done.</summary>
    Failure,
}

/// <summary>A sentence about a result.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Text">The sentence.</param>
public sealed record Note(NoteKind Kind, string Text)
{
    /// <summary>Whether it is told before any number of the result, and not below.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Whether the text says itself what it is and of which place, in lines of its own, as the messages of a reader of models do.</summary>
    public bool IsLocated { get; init; }
}
