using System.Text.RegularExpressions;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>The names of what is measured, as models and observations spell them.</summary>
internal static partial class AnalyteNames
{
    private static readonly string[] Substances = ["dehydronorketamine", "hydroxynorketamine", "norketamine", "ketamine"];

    /// <summary>A name without the word that says it is a sum, for people: <c>Ketamine, total</c> is <c>Ketamine</c>.</summary>
    /// <param name="analyte">The name.</param>
    public static string WithoutTotal(string analyte) => TotalSuffix().Replace(analyte.Trim(), "");

    /// <summary>A name without the words that say where: <c>Morphine, effect site</c> is <c>Morphine</c>.</summary>
    /// <param name="analyte">The name.</param>
    public static string WithoutSite(string analyte) => SiteSuffix().Replace(analyte.Trim(), "");

    /// <summary>A name to compare by: upper case, one spelling an enantiomer (<c>S(+)-</c>, <c>(2S,6S)-</c> and <c>S-</c> are the same).</summary>
    /// <param name="analyte">The name.</param>
    public static string Plain(string analyte)
    {
        string name = WithoutTotal(analyte).ToUpperInvariant() switch
        {
            "ESKETAMINE" => "S-KETAMINE",
            "ARKETAMINE" => "R-KETAMINE",
            "ESNORKETAMINE" => "S-NORKETAMINE",
            var other => other,
        };
        return Enantiomer().Match(name) is { Success: true } match ? $"{match.Groups["which"].Value}-{name[match.Length..]}" : name;
    }

    /// <summary>The substance that an analyte is a form of, in lower case: of both enantiomers and of their sum the same.</summary>
    /// <param name="analyte">The name.</param>
    public static string Substance(string analyte)
    {
        string plain = Plain(analyte);
        return Substances.FirstOrDefault(one => plain.EndsWith(one.ToUpperInvariant(), StringComparison.Ordinal)) ?? plain.ToLowerInvariant();
    }

    [GeneratedRegex(", total$", RegexOptions.IgnoreCase)]
    private static partial Regex TotalSuffix();

    [GeneratedRegex($", {ModelAnalyte.EffectSite}$", RegexOptions.IgnoreCase)]
    private static partial Regex SiteSuffix();

    /// <summary>(2S,6S) and (2R,6R) are what becomes of S- and R-ketamine; the mixed forms (2S,6R) are other substances.</summary>
    [GeneratedRegex(@"^((?<which>[SR])(\([+-]\))?|\(2(?<which>[SR]),6\k<which>\))-")]
    private static partial Regex Enantiomer();
}
