namespace Ketascope.Tests.Study.Results;

/// <summary>An empty folder that is removed at the end of a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("ketascope-test-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    /// <summary>Names of all entries at the top, hidden ones too.</summary>
    public string[] Entries() => [.. Directory.EnumerateFileSystemEntries(Root).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
