using System.Collections.Immutable;
using System.CommandLine;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine.Channel;
using Ketascope.Study.Requests;

namespace Ketascope.Cli.Commands;

/// <summary>What every experiment at the electrode sets before it begins.</summary>
internal static class PatchOptions
{
    public static readonly Option<string> Glycine = WordsOption.Once("--glycine", "Glycine in the bath (default: 10 uM)", "CONC", "10 uM");
    public static readonly Option<string> Magnesium = WordsOption.Once("--magnesium", "Magnesium in the bath (default: 0)", "CONC", "0");
    public static readonly Option<string> Hold = WordsOption.Once("--hold", "Holding voltage, from -300 mV to 300 mV (default: -70 mV)", "VOLTAGE", "-70 mV");
    public static readonly Option<string> Subunits = WordsOption.Once("--subunits", "GluN2 subunits: 2A, 2B, 2C, 2D (also NR2B, GluN1/GluN2B); several separated by commas (default: 2A)", "NAMES", "2A");
    public static readonly Option<string> Temperature = WordsOption.Once("--temperature", "Temperature (default: 23 C, at which the rates were measured)", "TEMP", "23 C");

    public static readonly Option<string?> Mechanism = Shared.OptionalWord("--mechanism", "A mechanism that is off otherwise: membrane-access, a second site of ketamine with assumed rates", "membrane-access");

    static PatchOptions() => Magnesium.Aliases.Add("--mg");

    /// <summary>The subtypes that are asked for, each once; of <c>2A+2B</c> both, which a note says.</summary>
    /// <exception cref="UserErrorException">There is none of that name.</exception>
    public static ImmutableArray<string> SubunitsOf(ParseResult parsed)
    {
        List<string> all = [];
        foreach (string name in parsed.GetRequiredValue(Subunits).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            ImmutableArray<string> found = Read(name);
            if (found.Length > 1)
            {
                Console.Error.WriteLine(TextWrap.Paragraph(
                    $"note: {name} is taken as {found.Length} populations, each recorded alone; their mean is that of a patch with as many of each. Receptors that hold {string.Join(" and ", found.Select(one => $"GluN{one}"))} at once are not modelled.", indent: 2));
            }

            all.AddRange(found.Except(all));
        }

        return all.Count > 0 ? [.. all] : throw new UserErrorException($"--subunits: name at least one subtype ({string.Join(", ", SubtypeNames.All)})");
    }

    private static ImmutableArray<string> Read(string name)
    {
        try
        {
            return SubtypeNames.Read(name);
        }
        catch (UserErrorException exception)
        {
            throw new UserErrorException($"--subunits: {exception.Message}", exception);
        }
    }
}
