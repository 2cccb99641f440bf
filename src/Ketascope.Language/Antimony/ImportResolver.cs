using Ketascope.Language.Diagnostics;

namespace Ketascope.Language.Antimony;

/// <summary>Finds the text that an <c>import</c> names.</summary>
/// <param name="path">The path as written in the import.</param>
/// <param name="importer">The text that holds the import; its name is the path that it was found under.</param>
/// <returns>The text, named by its own full path; null when there is none.</returns>
public delegate SourceText? ImportResolver(string path, SourceText importer);
