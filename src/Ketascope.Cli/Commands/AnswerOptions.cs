using System.CommandLine;

namespace Ketascope.Cli.Commands;

/// <summary>The options of every command that asks a study; each command makes its own.</summary>
internal sealed class AnswerOptions
{
    private readonly Option<string?> _request = Shared.Request();
    private readonly Option<bool> _json = Shared.Json();

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_request);
        command.Options.Add(_json);
    }

    /// <summary>Whether an option is one of these.</summary>
    /// <param name="option">The option.</param>
    public bool Has(Option option) => option == _request || option == _json;

    /// <summary>Where the answer goes, as far as these options say it.</summary>
    public AnswerFiles Read(ParseResult parsed) => new() { Request = parsed.GetValue(_request), Json = parsed.GetValue(_json) };
}
