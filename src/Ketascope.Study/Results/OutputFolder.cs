using System.Collections.Immutable;
using System.Text;

namespace Ketascope.Study.Results;

/// <summary>
/// A folder of results that appears whole or not at all: files are written into a temporary folder beside its place, which <see cref="Commit"/> moves
/// there. An earlier run's folder is replaced, by one with its permissions; of a link, the folder that it leads to. A folder with anything in it that
/// this program did not write is refused.
/// </summary>
public sealed class OutputFolder : IDisposable
{
    private readonly string _temporary;
    private bool _committed;

    private OutputFolder(string path, string temporary)
    {
        Target = path;
        _temporary = temporary;
    }

    /// <summary>Where the folder is to be.</summary>
    public string Target { get; }

    /// <summary>Starts a folder.</summary>
    /// <param name="path">Where it is to be.</param>
    /// <exception cref="OutputException">Nothing can be written there, or what is there must not be replaced.</exception>
    public static OutputFolder Create(string path)
    {
        if (path == OutputFile.StandardOutput)
        {
            throw new OutputException("results are a folder of files here, which cannot go to standard output; name a folder");
        }

        try
        {
            string full = Path.TrimEndingDirectorySeparator(path.Length == 0 ? "" : OutputTarget.RealPath(path));
            RefuseForeign(full, path);
            string parent = Path.GetDirectoryName(full) ?? throw new OutputException($"cannot write '{path}': it is the root folder");
            Directory.CreateDirectory(parent);
            string temporary = Path.Combine(parent, $".{Path.GetFileName(full)}.{Path.GetRandomFileName()}");
            Directory.CreateDirectory(temporary);
            if (!OperatingSystem.IsWindows() && FileStatus.Of(full) is { } existing)
            {
                existing.GiveTo(temporary, File.GetUnixFileMode(full));
            }

            return new OutputFolder(full, temporary);
        }
        catch (Exception exception) when (OutputException.IsFileSystem(exception) || exception is ArgumentException)
        {
            throw OutputException.From(path, exception);
        }
    }

    /// <summary>Where to write a file of the folder.</summary>
    /// <param name="name">The file's name.</param>
    public string PathOf(string name) => Path.Combine(_temporary, name);

    /// <summary>Writes a text of the folder (UTF-8, no mark at the start).</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="write">Writes the text.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteText(string name, Action<TextWriter> write)
    {
        using StreamWriter writer = new(PathOf(name), append: false, new UTF8Encoding(false), 1 << 16);
        write(writer);
    }

    /// <summary>Writes a file of bytes.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="content">The content.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteBytes(string name, ReadOnlySpan<byte> content) => File.WriteAllBytes(PathOf(name), content);

    /// <summary>The names of the files written so far, in order of the alphabet.</summary>
    public ImmutableArray<string> FileNames() => [.. Directory.EnumerateFiles(_temporary).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    /// <summary>Moves the folder to its place; an earlier run's folder there is removed.</summary>
    /// <exception cref="OutputException">It cannot be moved there; what was there before is still there.</exception>
    public void Commit()
    {
        try
        {
            RefuseForeign(Target, Target);
            string? earlier = Directory.Exists(Target) ? _temporary + ".earlier" : null;
            if (earlier is not null)
            {
                Directory.Move(Target, earlier);
            }

            MoveOrRestore(earlier);
            _committed = true;
            if (earlier is not null)
            {
                Directory.Delete(earlier, recursive: true);
            }
        }
        catch (Exception exception) when (OutputException.IsFileSystem(exception))
        {
            throw OutputException.From(Target, exception);
        }
    }

    /// <summary>Removes what was written, unless it is in its place.</summary>
    public void Dispose()
    {
        if (!_committed && Directory.Exists(_temporary))
        {
            Directory.Delete(_temporary, recursive: true);
        }
    }

    private void MoveOrRestore(string? earlier)
    {
        try
        {
            Directory.Move(_temporary, Target);
        }
        catch when (earlier is not null)
        {
            Directory.Move(earlier, Target);
            throw;
        }
    }

    private static void RefuseForeign(string full, string shown)
    {
        if (File.Exists(full))
        {
            throw new OutputException($"cannot write the folder '{shown}': a file of that name is there");
        }

        if (!Directory.Exists(full) || !Directory.EnumerateFileSystemEntries(full).Any())
        {
            return;
        }

        RunManifest manifest = RunManifest.TryRead(Path.Combine(full, RunManifest.FileName))
            ?? throw new OutputException($"will not replace the folder '{shown}': it is not empty and has no manifest.json of an earlier run; name another folder");
        string? foreign = Directory.EnumerateFileSystemEntries(full).Select(entry => Path.GetFileName(entry)!)
            .FirstOrDefault(name => name != RunManifest.FileName && !manifest.Files.Contains(name));
        if (foreign is not null)
        {
            throw new OutputException($"will not replace the folder '{shown}': '{foreign}' in it is not from the earlier run; move it away or name another folder");
        }
    }
}
