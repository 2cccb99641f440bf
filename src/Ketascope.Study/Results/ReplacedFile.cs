namespace Ketascope.Study.Results;

/// <summary>A file that appears whole or not at all: written under a temporary name beside its place, and moved there by <see cref="Commit"/>.</summary>
internal sealed class ReplacedFile : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly string _temporary;
    private bool _isInPlace;

    /// <summary>Starts a file.</summary>
    /// <param name="target">Where it is to be; a file there is replaced at the end, by one with its permissions and, as far as this user may, its
    /// owner.</param>
    /// <exception cref="IOException">Nothing can be written beside it.</exception>
    public ReplacedFile(OutputTarget target)
    {
        _path = target.Path;
        _temporary = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(_path)}.{Path.GetRandomFileName()}");
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (OperatingSystem.IsWindows() || target.Existing is not { } existing)
        {
            Stream = new FileStream(_temporary, options);
            return;
        }

        // No one may read it before it has the permissions of the file that it replaces.
        options.UnixCreateMode = Private;
        Stream = new FileStream(_temporary, options);
        try
        {
            existing.GiveTo(_temporary, File.GetUnixFileMode(_path));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What is to be the file's content.</summary>
    public FileStream Stream { get; }

    /// <summary>Closes the file and moves it to its place.</summary>
    /// <exception cref="IOException">It cannot be moved there.</exception>
    public void Commit()
    {
        Stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _isInPlace = true;
    }

    /// <summary>Removes what was written, unless it is in its place.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_isInPlace)
        {
            File.Delete(_temporary);
        }
    }
}
