using System.CommandLine;
using Ketascope.Ketamine.Channel;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Cli.Commands;

/// <summary>What every experiment at the electrode sets before it begins.</summary>
internal static class PatchOptions
{
    public static readonly Option<string> Glycine = WordsOption.Once("--glycine", "Glycine in the bath (default: 10 uM)", "CONC", "10 uM");
    public static readonly Option<string> Magnesium = WordsOption.Once("--magnesium", "Magnesium in the bath (default: 0)", "CONC", "0");
    public static readonly Option<string> Hold = WordsOption.Once("--hold", "Holding voltage (default: -70 mV)", "VOLTAGE", "-70 mV");
    public static readonly Option<string> Subunits = WordsOption.Once("--subunits", "GluN2 subunits: 2A, 2B, 2C, 2D; several separated by commas (default: 2A)", "NAMES", "2A");
    public static readonly Option<string> Temperature = WordsOption.Once("--temperature", "Temperature (default: 23 C, at which the rates were measured)", "TEMP", "23 C");

    public static readonly Option<string?> Mechanism = Shared.OptionalWord("--mechanism", "A mechanism that is off otherwise: membrane-access, a second site of ketamine with assumed rates", "membrane-access");

    static PatchOptions() => Magnesium.Aliases.Add("--mg");

    /// <summary>The subtypes that are asked for.</summary>
    /// <exception cref="UserErrorException">There is none of that name.</exception>
    public static IEnumerable<string> SubunitsOf(ParseResult parsed)
    {
        foreach (string name in parsed.GetRequiredValue(Subunits).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string plain = name.Replace("GluN", "", StringComparison.OrdinalIgnoreCase).ToUpperInvariant();
            yield return ProtocolParser.Subtypes.Contains(plain) ? plain : throw new UserErrorException($"--subunits: there is no '{name}'{NearestName.Suggest(plain, ProtocolParser.Subtypes)}");
        }
    }
}
