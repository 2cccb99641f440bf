using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Ketascope.Study.Results;

/// <summary>What stands at a path, as far as .NET does not tell it: a FIFO, a socket or a device looks to it like any file, and it knows no owner.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="User">The owner's number.</param>
/// <param name="Group">The group's number.</param>
internal readonly record struct FileStatus(FileKind Kind, uint User, uint Group)
{
    private const int Here = -100;
    private const int Write = 2;
    private const int AsEffectiveUser = 0x200;
    private const uint Unchanged = uint.MaxValue;

    /// <summary>
    /// The status of what a path leads to, links followed; null where nothing is there. Linux is asked by statx(2), whose result has the same layout on every
    /// processor; elsewhere what lies under <c>/dev</c> counts as a device and all else as a file.
    /// </summary>
    /// <param name="path">The path.</param>
    public static FileStatus? Of(string path)
    {
        const int Basic = 0x7FF, UserAt = 20, GroupAt = 24, ModeAt = 28, Types = 0xF000;
        byte[] status = new byte[256];
        if (!OperatingSystem.IsLinux() || Statx(Here, Bytes(path), 0, Basic, status) != 0)
        {
            FileKind guess = OperatingSystem.IsLinux() ? FileKind.Unknown : path.StartsWith("/dev/", StringComparison.Ordinal) ? FileKind.Device
                : FileKind.Regular;
            return Path.Exists(path) ? new FileStatus(guess, Unchanged, Unchanged) : null;
        }

        FileKind kind = (BitConverter.ToUInt16(status, ModeAt) & Types) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            0x1000 => FileKind.Pipe,
            0x2000 or 0x6000 => FileKind.Device,
            0xC000 => FileKind.Socket,
            _ => FileKind.Unknown,
        };
        return new FileStatus(kind, BitConverter.ToUInt32(status, UserAt), BitConverter.ToUInt32(status, GroupAt));
    }

    /// <summary>
    /// Whether this user may write to what is there, asked without opening it: to open a FIFO and to close it again would end what its reader reads.
    /// </summary>
    /// <param name="path">The path.</param>
    public static bool MayWrite(string path) => !OperatingSystem.IsLinux() || Access(Here, Bytes(path), Write, AsEffectiveUser) == 0;

    /// <summary>Gives a file this owner and group, as far as this user may, and permissions.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">The permissions.</param>
    [UnsupportedOSPlatform("windows")]
    public void GiveTo(string path, UnixFileMode mode)
    {
        bool kept = User == Unchanged || Chown(Bytes(path), User, Group) == 0;
        if (!kept)
        {
            // Only root gives files away; a group of one's own can be kept.
            _ = Chown(Bytes(path), Unchanged, Group);
            mode &= ~(UnixFileMode.SetUser | UnixFileMode.SetGroup);
        }

        File.SetUnixFileMode(path, mode);
    }

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] status);

    [DllImport("libc", EntryPoint = "faccessat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access(int folder, byte[] path, int mode, int flags);

    [DllImport("libc", EntryPoint = "chown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Chown(byte[] path, uint user, uint group);
}
