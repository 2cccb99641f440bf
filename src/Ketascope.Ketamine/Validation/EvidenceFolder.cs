using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>Where the tables of evidence are.</summary>
public static class EvidenceFolder
{
    /// <summary>The folder <c>evidence</c> beside the program or in the nearest folder above it.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static string Default()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string evidence = Path.Combine(folder.FullName, "evidence");
            if (Directory.Exists(Path.Combine(evidence, "pharmacokinetics")))
            {
                return evidence;
            }
        }

        throw new UserErrorException("the folder 'evidence' is neither beside the program nor above it");
    }
}
