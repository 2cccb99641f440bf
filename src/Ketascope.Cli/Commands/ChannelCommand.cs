using System.CommandLine;
using Ketascope.Ketamine.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope channel</c>: a virtual patch clamp of NMDA receptors.</summary>
internal static class ChannelCommand
{
    private static readonly Option<string?> Glutamate = WordsOption.Once("--glutamate", "The glutamate that is applied: \"1 mM for 1 ms\" (default)", "STEP");
    private static readonly Option<string?> Protocol = new("--protocol")
    {
        Description = "A protocol file in place of --glutamate (docs/channel.md)",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Drug = WordsOption.Once("--drug", "A drug in the bath from the start: \"ketamine 1 uM\"", "DRUG");
    private static readonly Option<string?> For = WordsOption.Once("--for", "How long to record after the glutamate (default: 500 ms)", "TIME");
    private static readonly Option<string?> Table = Shared.Table("all recorded values");
    private static readonly Option<string?> Plot = Shared.Plot();
    private static readonly PatchOptions Patch = new();

    public static string[] Examples { get; } =
    [
        "channel --glutamate \"1 mM for 1 ms\" --glycine 10uM --hold -70mV --drug \"ketamine 1 uM\" --plot epsc.svg",
        "channel --glutamate \"100 uM for 5 s\" --subunits 2A,2B --magnesium \"1 mM\" --hold -40mV",
    ];

    public static Command Create()
    {
        Command command = new("channel", "A virtual patch clamp of NMDA receptors: agonist steps, synaptic pulses, voltage, magnesium, drugs")
        {
            Glutamate, Protocol, Drug, For, Table, Plot,
            DoseResponseCommand.Create(), PulsesCommand.Create(), InhibitionCommand.Create(), SingleChannelCommand.Create(),
        };
        Patch.AddTo(command);
        command.SetAction((parsed, cancellation) => Patch.AskAsync(parsed, Request(parsed), parsed.GetValue(Table), parsed.GetValue(Plot), cancellation));
        return command;
    }

    private static ChannelRequest Request(ParseResult parsed) => new()
    {
        Glutamate = parsed.GetValue(Glutamate),
        Protocol = parsed.GetValue(Protocol),
        Drug = parsed.GetValue(Drug),
        For = parsed.GetValue(For),
    };
}
