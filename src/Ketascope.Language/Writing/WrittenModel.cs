using System.Collections.Immutable;

namespace Ketascope.Language.Writing;

/// <summary>What a writer made of a model.</summary>
/// <param name="Text">The text.</param>
/// <param name="Names">The new name of every symbol, reaction, event and function that could not keep its flat name (<c>A.x</c>, or a word of the
/// language).</param>
public sealed record WrittenModel(string Text, ImmutableDictionary<string, string> Names);
