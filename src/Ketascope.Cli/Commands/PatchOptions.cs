using System.CommandLine;
using Ketascope.Ketamine.Studies;

namespace Ketascope.Cli.Commands;

/// <summary>What every experiment at the electrode sets before it begins; each command makes its own.</summary>
internal sealed class PatchOptions
{
    private readonly Option<string?> _glycine = WordsOption.Once("--glycine", "Glycine in the bath (default: 10 uM)", "CONC");
    private readonly Option<string?> _magnesium;
    private readonly Option<string?> _hold = WordsOption.Once("--hold", "Holding voltage, from -300 mV to 300 mV (default: -70 mV)", "VOLTAGE");
    private readonly Option<string?> _subunits = WordsOption.Once(
        "--subunits", "GluN2 subunits: 2A, 2B, 2C, 2D (also NR2B, GluN1/GluN2B); several separated by commas (default: 2A)", "NAMES");

    private readonly Option<string?> _temperature = WordsOption.Once("--temperature", "Temperature (default: 23 C, at which the rates were measured)", "TEMP");
    private readonly Option<string?> _mechanism = Shared.OptionalWord(
        "--mechanism", "A mechanism that is off otherwise: membrane-access, a second site of ketamine with assumed rates", "membrane-access");

    private readonly UncertaintyOptions _uncertainty = new();
    private readonly AnswerOptions _answer = new();

    /// <summary>The options.</summary>
    /// <param name="severalMagnesium">Whether there may be several concentrations of magnesium.</param>
    public PatchOptions(bool severalMagnesium = false)
    {
        _magnesium = severalMagnesium
            ? WordsOption.Once("--magnesium", "Concentrations of magnesium: \"0,1 mM\" (default: 0)", "CONCS")
            : WordsOption.Once("--magnesium", "Magnesium in the bath (default: 0)", "CONC");
        _magnesium.Aliases.Add("--mg");
    }

    /// <summary>Gives a command the options, and those of every command that asks a study.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_glycine, _magnesium, _hold, _subunits, _temperature, _mechanism])
        {
            command.Options.Add(option);
        }

        _uncertainty.AddTo(command);
        _answer.AddTo(command);
    }

    /// <summary>Puts into a request what the bath is to be, and asks it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="request">What else is asked.</param>
    /// <param name="table">Where all values go, or null.</param>
    /// <param name="plot">Where the picture goes, or null.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The exit code.</returns>
    public Task<int> AskAsync(ParseResult parsed, PatchRequest request, string? table, string? plot, CancellationToken cancellation)
    {
        request.Glycine = parsed.GetValue(_glycine);
        request.Magnesium = parsed.GetValue(_magnesium);
        request.Hold = parsed.GetValue(_hold);
        request.Subunits = parsed.GetValue(_subunits);
        request.Temperature = parsed.GetValue(_temperature);
        request.Mechanism = parsed.GetValue(_mechanism);
        return Answer.WriteAsync(parsed, _uncertainty.Read(parsed, request), _answer.Read(parsed) with { Table = table, Plot = plot }, cancellation);
    }
}
