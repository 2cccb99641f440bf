using System.Globalization;
using System.Text.RegularExpressions;

namespace Ketascope.Study.Results;

/// <summary>Where results are to go, all links followed: a file (there or not yet there), something that is written as a stream, or standard output.</summary>
internal sealed partial class OutputTarget
{
    private const int MostLinks = 40;

    private OutputTarget(string path, int descriptor, FileStatus? existing)
    {
        Path = path;
        Descriptor = descriptor;
        Existing = existing;
    }

    /// <summary>The path without links; of an open descriptor where the system shows it.</summary>
    public string Path { get; }

    /// <summary>What is there, or null for nothing.</summary>
    public FileStatus? Existing { get; }

    /// <summary>The number of an open descriptor of this process that the path is another name of; -1 for none.</summary>
    public int Descriptor { get; }

    /// <summary>Whether it is standard output.</summary>
    public bool IsStandardOutput => Descriptor == 1;

    /// <summary>Whether it is opened and written to, rather than replaced by a new file.</summary>
    public bool IsStream => Descriptor >= 0 || Existing is { Kind: FileKind.Pipe or FileKind.Device };

    /// <summary>Opens a stream.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public Stream Open() => Descriptor switch
    {
        1 => Console.OpenStandardOutput(),
        2 => Console.OpenStandardError(),
        _ => new FileStream(Path, Existing is { Kind: FileKind.Regular } ? FileMode.Append : FileMode.Open, FileAccess.Write, FileShare.ReadWrite,
            bufferSize: 0),
    };

    /// <summary>Finds what a name leads to.</summary>
    /// <param name="path">The name; <c>-</c> is standard output.</param>
    /// <exception cref="OutputException">It names nothing that can be written.</exception>
    public static OutputTarget Find(string path)
    {
        if (path == OutputFile.StandardOutput)
        {
            return new OutputTarget(path, 1, null);
        }

        try
        {
            if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            {
                throw new ArgumentException("no name", nameof(path));
            }

            (string real, int descriptor) = Follow(path);
            if (descriptor is 1 or 2)
            {
                return new OutputTarget(real, descriptor, null);
            }

            FileStatus? existing = FileStatus.Of(real);
            return existing?.Kind switch
            {
                FileKind.Folder => throw new OutputException($"cannot write '{path}': it is a folder"),
                null when System.IO.Path.EndsInDirectorySeparator(path) =>
                    throw new OutputException($"cannot write '{path}': there is no such folder, and a file's name does not end in '/'"),
                FileKind.Socket => throw new OutputException($"cannot write '{path}': it is a socket"),
                FileKind.Unknown => throw new OutputException($"cannot write '{path}': the system does not tell what it is; name another file"),
                _ => new OutputTarget(real, descriptor, existing),
            };
        }
        catch (Exception exception) when (OutputException.IsFileSystem(exception) || exception is ArgumentException)
        {
            throw OutputException.From(path, exception);
        }
    }

    /// <summary>The path that remains when every link on the way is followed, as the system itself would; its last part need not exist.</summary>
    /// <param name="path">A path.</param>
    /// <exception cref="IOException">Links lead in a circle, or a part may not be read.</exception>
    public static string RealPath(string path) => Follow(path).Path;

    private static (string Path, int Descriptor) Follow(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return (new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? System.IO.Path.GetFullPath(path), -1);
        }

        // Part by part: after a link to a folder, '..' is that folder's parent, not the link's.
        Stack<string> parts = new(Parts(System.IO.Path.Combine(Environment.CurrentDirectory, path)));
        string real = "/";
        int links = 0;
        while (parts.TryPop(out string? part))
        {
            string next = part == ".." ? System.IO.Path.GetDirectoryName(real) ?? "/" : System.IO.Path.Combine(real, part);
            if (parts.Count == 0 && OpenDescriptor().Match(next) is { Success: true } open)
            {
                bool isOwn = open.Groups["process"] is not { Success: true, Value: var process }
                    || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
                return (next, isOwn && int.TryParse(open.Groups["number"].Value, CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue);
            }

            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException("its links lead in a circle");
            }

            foreach (string one in Parts(target))
            {
                parts.Push(one);
            }

            real = target.StartsWith('/') ? "/" : real;
        }

        return (real, -1);
    }

    /// <summary>The parts of a path, the last one first.</summary>
    private static IEnumerable<string> Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse();

    /// <summary>How systems name the open descriptors of a process; <c>/dev/stdout</c> and <c>/dev/fd</c> are links to such names.</summary>
    [GeneratedRegex(@"^(/dev/fd|/proc/(?<process>\d+)(/task/\d+)?/fd)/(?<number>\d+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex OpenDescriptor();
}
