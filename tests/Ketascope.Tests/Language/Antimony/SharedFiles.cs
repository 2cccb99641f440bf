namespace Ketascope.Tests.Language.Antimony;

/// <summary>The folder of corpora beside the repository; it may be absent.</summary>
internal static class SharedFiles
{
    public static string? Folder { get; } = Find();

    public static string Of(string relative) => Path.Combine(Folder ?? "", relative);

    public static IEnumerable<string> List(string relative)
    {
        string folder = Of(relative);
        return Folder is null || !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder, "*.ant", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
    }

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ketascope.slnx")))
            {
                string shared = Path.Combine(folder.Parent?.FullName ?? "/", "shared");
                return Directory.Exists(shared) ? shared : null;
            }
        }

        return null;
    }
}
