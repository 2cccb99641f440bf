using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>Where the tables of evidence are.</summary>
public static class EvidenceFolder
{
    /// <summary>The folder <c>evidence</c> beside the program or in the nearest folder above it.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static string Default() => InstalledFolder.Find("evidence", "pharmacokinetics") is { } tables
        ? Path.GetDirectoryName(tables)!
        : throw new UserErrorException("the folder 'evidence' is neither beside the program nor above it");
}
