namespace Ketascope.Study.Requests;

/// <summary>Finds the folders that come with the program.</summary>
public static class InstalledFolder
{
    /// <summary>A folder beside the program or in the nearest folder above it, so that a change of a file in it works without a build; null where there is none.</summary>
    /// <param name="parts">The names on the way to it.</param>
    public static string? Find(params string[] parts)
    {
        for (DirectoryInfo? above = new(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            string folder = Path.Combine([above.FullName, .. parts]);
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        return null;
    }
}
