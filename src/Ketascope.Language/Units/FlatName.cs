namespace Ketascope.Language.Units;

/// <summary>The names under which a flat system holds the amounts of species in compartments: <c>amount(S)</c>.</summary>
internal static class FlatName
{
    private const string Prefix = "amount(";

    /// <summary>The name of the amount of a species.</summary>
    /// <param name="species">The species' flat name.</param>
    public static string OfAmount(string species) => $"{Prefix}{species})";

    /// <summary>The name of the text's symbol that a flat name stands for.</summary>
    /// <param name="name">A flat name, of an amount or not.</param>
    public static string OfSymbol(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..^1] : name;
}
