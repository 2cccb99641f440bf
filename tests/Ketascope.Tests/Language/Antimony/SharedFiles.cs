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
        string shared = Path.Combine(Path.GetDirectoryName(Repository.Root) ?? "/", "shared");
        return Directory.Exists(shared) ? shared : null;
    }
}
