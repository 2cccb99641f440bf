using System.CommandLine;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine.Channel;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Requests;

namespace Ketascope.Cli.Commands;

/// <summary>Options of an experiment at the electrode as statements of a protocol; what is wrong in one is said of that option.</summary>
/// <param name="parsed">The command line.</param>
/// <param name="cabinet">The drugs.</param>
internal sealed class PatchStatements(ParseResult parsed, DrugCabinet cabinet)
{
    private readonly HashSet<string> _notes = [];

    /// <summary>The statements that set up the bath.</summary>
    /// <param name="subunits">The subtype, or null where a protocol file says it.</param>
    public string Bath(string? subunits) => BathWithoutMagnesium(subunits) + Of(PatchOptions.Magnesium, "magnesium");

    /// <summary>The same without magnesium, which an experiment varies itself.</summary>
    /// <param name="subunits">The subtype, or null where a protocol file says it.</param>
    public string BathWithoutMagnesium(string? subunits) =>
        $"{(subunits is null ? "" : $"subunits {subunits}; ")}{(parsed.GetValue(PatchOptions.Mechanism) is { } mechanism ? $"mechanism {mechanism}; " : "")}{Of(PatchOptions.Hold, "hold")}{Of(PatchOptions.Glycine, "glycine")}{Of(PatchOptions.Temperature, "temperature")}";

    /// <summary>The statement that an option's value completes.</summary>
    /// <param name="option">The option.</param>
    /// <param name="begins">How the statement begins.</param>
    public string Of(Option<string> option, string begins) => Checked(option.Name, parsed.GetRequiredValue(option), $"{begins} {parsed.GetRequiredValue(option)}");

    /// <summary>A drug and its concentration as a statement; nothing where the option is empty.</summary>
    /// <param name="option">The option.</param>
    public string Drug(Option<string> option) => parsed.GetRequiredValue(option) is { Length: > 0 } drug ? Checked(option.Name, drug, drug) : "";

    /// <summary>Says on the error stream what a protocol takes to mean what, each once.</summary>
    /// <param name="protocol">The protocol.</param>
    public void Note(ChannelProtocol protocol)
    {
        foreach (string note in protocol.Notes.Where(_notes.Add))
        {
            Console.Error.WriteLine(TextWrap.Paragraph($"note: {note}", indent: 2));
        }
    }

    /// <summary>A statement, closed by a semicolon.</summary>
    /// <param name="option">The option that it is from.</param>
    /// <param name="value">The option's value.</param>
    /// <param name="statement">The statement.</param>
    /// <exception cref="UserErrorException">It has a mistake; the message names the option.</exception>
    public string Checked(string option, string value, string statement)
    {
        try
        {
            Note(ProtocolParser.Parse(statement, cabinet, option));
        }
        catch (UserErrorException e) when (e.IsLocated)
        {
            throw new UserErrorException($"{option} \"{value}\": {string.Join("; ", e.Diagnostics.Select(one => one.Message))}", e);
        }

        return $"{statement}; ";
    }
}
