namespace Ketascope.Study.Results;

/// <summary>What a path leads to.</summary>
internal enum FileKind
{
    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A FIFO (named pipe).</summary>
    Pipe,

    /// <summary>A device: a terminal, <c>/dev/null</c>, a disk.</summary>
    Device,

    /// <summary>A socket, which cannot be opened as a file.</summary>
    Socket,

    /// <summary>Something that the system does not tell.</summary>
    Unknown,
}
