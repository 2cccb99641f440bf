using System.CommandLine;
using Ketascope.Ketamine.Studies;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Commands;

/// <summary>What every experiment on the cord can set; each command makes its own.</summary>
internal sealed class CordOptions(string alternatives = "several separated by commas (default: all, side by side)")
{
    private readonly Option<string?> _circuit = WordsOption.Once("--circuit", "The circuit: cord, or design, from which it has grown (default: cord)", "NAME");
    private readonly Option<string?> _alternative = WordsOption.Once(
        "--alternative", $"What ketamine does: pore-and-site, pore, pore-x2.4; {alternatives}", "NAMES");

    private readonly Option<string?> _without = WordsOption.Once(
        "--without",
        "Parts that are knocked out: NMDA, AMPA, plateau, inhibition, potentiation, phosphorylation, membrane-site, depression, facilitation", "NAMES",
        "--knock-out");

    private readonly Option<double?> _weight = Shared.Number<double?>("--weight", "Body weight for regimens, kg (default: 70)", "KG", null);
    private readonly Option<string?> _table = Shared.Table("all values");
    private readonly Option<string?> _plot = Shared.Plot();
    private readonly UncertaintyOptions _uncertainty = new();
    private readonly AnswerOptions _answer = new();

    /// <summary>Gives a command the options, and those of every command that asks a study.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_circuit, _alternative, _without, _weight, _table, _plot])
        {
            command.Options.Add(option);
        }

        _uncertainty.AddTo(command);
        _answer.AddTo(command);
    }

    /// <summary>Whether an option says where the answer goes, and nothing of the cord.</summary>
    /// <param name="option">The option.</param>
    public bool IsAboutAnswer(Option option) => _answer.Has(option);

    /// <summary>Asks a request that is not about the cord.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The exit code.</returns>
    public Task<int> AnswerAsync(ParseResult parsed, StudyRequest request, CancellationToken cancellation) =>
        Answer.WriteAsync(parsed, request, _answer.Read(parsed), cancellation);

    /// <summary>Puts into a request what all experiments can set, and asks it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="request">What else is asked.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The exit code.</returns>
    public Task<int> AskAsync(ParseResult parsed, CordRequest request, CancellationToken cancellation)
    {
        request.Circuit = parsed.GetValue(_circuit);
        request.Alternative = parsed.GetValue(_alternative);
        request.Without = parsed.GetValue(_without);
        request.Weight = parsed.GetValue(_weight);
        return Answer.WriteAsync(parsed, _uncertainty.Read(parsed, request),
            _answer.Read(parsed) with { Table = parsed.GetValue(_table), Plot = parsed.GetValue(_plot) }, cancellation);
    }
}
