using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>Where blood is drawn.</summary>
internal static class SamplingSite
{
    /// <summary>From a vein.</summary>
    public const string Venous = "venous";

    /// <summary>From an artery.</summary>
    public const string Arterial = "arterial";

    /// <summary>Reads what is asked for.</summary>
    /// <param name="site">What was said; null for nothing.</param>
    /// <exception cref="UserErrorException">It is no site.</exception>
    public static string? Read(string? site) => site is null or Venous or Arterial ? site
        : throw new UserErrorException($"the site '{site}' is none of {Venous}, {Arterial}");
}
