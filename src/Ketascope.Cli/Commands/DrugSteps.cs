using Ketascope.Study.Requests;

namespace Ketascope.Cli.Commands;

/// <summary>Reads a drug with several concentrations: <c>ketamine 0,0.3,1,3 uM</c>.</summary>
internal static class DrugSteps
{
    /// <summary>A statement for each concentration; one empty statement for no drug.</summary>
    /// <param name="text">A substance and its concentrations.</param>
    /// <param name="option">The option that it is from.</param>
    /// <exception cref="UserErrorException">It is not a name, numbers separated by commas, and a unit.</exception>
    public static IEnumerable<string> Of(string text, string option = "--drug")
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [""];
        }

        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int numbers = Array.FindIndex(words, 1, word => char.IsAsciiDigit(word[0]) || word[0] == '.');
        if (numbers < 1)
        {
            throw new UserErrorException($"{option} \"{text}\": expected a drug, its concentrations and a unit, for example \"ketamine 0,0.3,1,3 uM\"");
        }

        string name = string.Join(' ', words[..numbers]);
        string rest = string.Concat(words[numbers..]);
        int unit = rest.IndexOfAny([.. "pnuµμmM"]);
        return unit < 0
            ? throw new UserErrorException($"{option} \"{text}\": the concentrations need a unit: nM, uM or mM")
            : rest[..unit].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(value => $"{name} {value} {rest[unit..]}");
    }
}
