using System.Collections.Frozen;

namespace Ketascope.Language.Antimony;

/// <summary>The words of the language. As in the reference reader, upper and lower case differ.</summary>
internal static class Words
{
    /// <summary>Words that begin or join statements, and so cannot be names.</summary>
    public static readonly FrozenSet<string> Keywords = FrozenSet.Create(
        StringComparer.Ordinal,
        "model", "module", "end", "function", "import", "species", "compartment", "formula", "reaction", "event", "unit", "const", "ext", "var", "substanceOnly",
        "in", "is", "has", "at", "after", "delete", "DNA", "gene", "operator", "constraint", "maximize", "minimize");

    /// <summary>The fields that state how uncertain a value is, by the names of SBML's package for distributions.</summary>
    public static readonly FrozenSet<string> UncertaintyFields = FrozenSet.Create(
        StringComparer.Ordinal,
        "mean", "standardDeviation", "stdev", "standardError", "variance", "median", "mode", "kurtosis", "skewness", "coefficientOfVariation", "sampleSize",
        "confidenceInterval", "credibleInterval", "interquartileRange", "range", "distribution", "externalParameter");

    /// <summary>Other words of the reference translator for relations, and SBML's words for them.</summary>
    public static readonly FrozenDictionary<string, string> Relations = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["is"] = "identity",
        ["biological_entity_is"] = "identity",
        ["model_entity_is"] = "identity",
        ["part"] = "hasPart",
        ["parthood"] = "isPartOf",
        ["hypernym"] = "isVersionOf",
        ["version"] = "hasVersion",
        ["homolog"] = "isHomologTo",
        ["description"] = "isDescribedBy",
        ["encoder"] = "isEncodedBy",
        ["encodement"] = "encodes",
        ["container"] = "occursIn",
        ["property"] = "hasProperty",
        ["propertyBearer"] = "isPropertyOf",
        ["taxon"] = "hasTaxon",
        ["origin"] = "isDerivedFrom",
        ["class"] = "isInstanceOf",
        ["instance"] = "hasInstance",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a word belongs to the language.</summary>
    public static bool IsKeyword(string word) => Keywords.Contains(word);
}
