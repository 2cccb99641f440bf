namespace Ketascope.Ketamine.Drugs;

/// <summary>
/// A salt of a drug that is a base: one molecule of acid for each of the drug. As a concentration of molecules it is the base; as a mass it is
/// heavier.
/// </summary>
/// <param name="Name">What it is called in messages.</param>
/// <param name="AcidMass">The molar mass of the acid, g/mol.</param>
public sealed record DrugSalt(string Name, double AcidMass)
{
    private static readonly Dictionary<string, DrugSalt> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["hydrochloride"] = new("hydrochloride", 36.46),
        ["HCl"] = new("hydrochloride", 36.46),
        ["hydrobromide"] = new("hydrobromide", 80.91),
        ["HBr"] = new("hydrobromide", 80.91),
        ["maleate"] = new("maleate", 116.07),
    };

    /// <summary>The salt of a word, or null for any other word.</summary>
    /// <param name="word">The word; case does not matter.</param>
    public static DrugSalt? Find(string word) => Words.GetValueOrDefault(word);
}
