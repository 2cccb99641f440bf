namespace Ketascope.Language.Diagnostics;

/// <summary>A stretch of a source text; the default value means "no place" (made by the program, not read).</summary>
/// <param name="Source">The text, or null when there is none.</param>
/// <param name="Start">The first position, counted from 0.</param>
/// <param name="Length">The number of characters.</param>
public readonly record struct SourceSpan(SourceText? Source, int Start, int Length)
{
    /// <summary>The smallest span that covers this one and another of the same text.</summary>
    public SourceSpan To(SourceSpan other) =>
        Source is null ? other
        : other.Source is null ? this
        : new SourceSpan(Source, Math.Min(Start, other.Start), Math.Max(Start + Length, other.Start + other.Length) - Math.Min(Start, other.Start));

    /// <summary>The place as <c>file:line:column</c>, or an empty text when there is none.</summary>
    public override string ToString() =>
        Source is null ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Source.Name}:{Source.Locate(Start).Line}:{Source.Locate(Start).Column}");
}
