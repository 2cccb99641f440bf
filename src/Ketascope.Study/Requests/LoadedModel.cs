using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;

namespace Ketascope.Study.Requests;

/// <summary>A model that was read, flattened and checked.</summary>
/// <param name="Path">The file that was named.</param>
/// <param name="Document">The models as read.</param>
/// <param name="System">The flat equations.</param>
/// <param name="Warnings">What the reader and the checks noticed.</param>
/// <param name="Sources">The text of the file and of everything that it imports.</param>
public sealed record LoadedModel(string Path, ModelDocument Document, OdeSystem System, ImmutableArray<Diagnostic> Warnings, ImmutableArray<SourceText> Sources)
{
    /// <summary>Whether reactions that are marked fast were made ordinary ones.</summary>
    public bool IgnoresFast { get; init; }
}
