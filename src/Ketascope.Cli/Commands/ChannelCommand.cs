using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine;
using Ketascope.Ketamine.Channel;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope channel</c>: a virtual patch clamp of NMDA receptors.</summary>
internal static class ChannelCommand
{
    private static readonly Option<string> Glutamate = WordsOption.Once("--glutamate", "The glutamate that is applied: \"1 mM for 1 ms\" (default)", "STEP", "1 mM for 1 ms");
    private static readonly Option<string?> Protocol = new("--protocol") { Description = "A protocol file in place of --glutamate (docs/channel.md)", HelpName = "FILE" };
    private static readonly Option<string> Drug = WordsOption.Once("--drug", "A drug in the bath from the start: \"ketamine 1 uM\"", "DRUG", "");
    private static readonly Option<string> For = WordsOption.Once("--for", "How long to record after the glutamate (default: 500 ms)", "TIME", "500 ms");
    private static readonly Option<string?> Table = Shared.Table("all recorded values");
    private static readonly Option<string?> Plot = Shared.Plot();

    public static string[] Examples { get; } =
    [
        "channel --glutamate \"1 mM for 1 ms\" --glycine 10uM --hold -70mV --drug \"ketamine 1 uM\" --plot epsc.svg",
        "channel --glutamate \"100 uM for 5 s\" --subunits 2A,2B --magnesium \"1 mM\" --hold -40mV",
    ];

    public static Command Create()
    {
        Command command = new("channel", "A virtual patch clamp of NMDA receptors: agonist steps, synaptic pulses, voltage, magnesium, drugs")
        {
            Glutamate, Protocol, Drug, For, PatchOptions.Glycine, PatchOptions.Magnesium, PatchOptions.Hold, PatchOptions.Subunits, PatchOptions.Temperature, PatchOptions.Mechanism, Table, Plot,
            DoseResponseCommand.Create(), PulsesCommand.Create(), InhibitionCommand.Create(), SingleChannelCommand.Create(),
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        Outputs.Prepare(parsed, parsed.GetValue(Table), parsed.GetValue(Plot));
        PatchExperiment patch = House.Installed.Library.Receptor;
        ImmutableArray<Recording> recordings = await Task.Run(() => patch.Record(Protocols(parsed, patch), cancellation), cancellation).ConfigureAwait(false);
        double length = recordings.Max(one => one.Protocol.End);
        CourseFigure figure = PatchExperiment.Figure("NMDA receptors at the virtual electrode", recordings, length < 2);
        if (parsed.GetValue(Plot) is { } plot)
        {
            CoursePlot.Write(plot, figure, new PlotSettings(), cancellation);
        }

        if (parsed.GetValue(Table) is { } table)
        {
            OutputFile.WriteText(table, writer => WriteTable(writer, recordings), cancellation);
        }

        TerminalPlotText.Write(figure with { Panels = figure.Panels[..1] }, logarithmic: false);
        TableText.Write(Responses(recordings));
        return ExitCode.Success;
    }

    private static List<(string Label, ChannelProtocol Protocol)> Protocols(ParseResult parsed, PatchExperiment patch)
    {
        PatchStatements statements = new(parsed, patch.Cabinet);
        string drug = statements.Drug(Drug);
        string application = parsed.GetValue(Protocol) is { } file
            ? InputFile.ReadText(file)
            : $"wait 10 ms; {statements.Of(Glutamate, "glutamate")}{statements.Of(For, "wait")}";
        string name = parsed.GetValue(Protocol) ?? "options";
        ChannelProtocol alone = ProtocolParser.Parse(application, patch.Cabinet, name);
        PatchOptions.RequireMechanism(parsed, [.. alone.Drugs, .. ProtocolParser.Parse(drug, patch.Cabinet).Drugs]);
        RequireSetOnce(parsed, alone, drug.Length == 0 ? null : ProtocolParser.Parse(drug, patch.Cabinet));
        statements.Note(alone);
        List<(string, ChannelProtocol)> protocols = [];
        foreach (string? subunits in alone.SetsSubunits ? [null] : (string?[])[.. PatchOptions.SubunitsOf(parsed)])
        {
            ChannelProtocol Read(string bath) => ProtocolParser.Parse([("options", statements.Bath(subunits) + bath), (name, application)], patch.Cabinet);
            string label = $"GluN{subunits ?? alone.Subunits}";
            if (drug.Length > 0)
            {
                ChannelProtocol treated = Read(drug);
                protocols.Add(($"{label}, control", treated.WithoutDrugs()));
                protocols.Add(($"{label}, {parsed.GetRequiredValue(Drug)}", treated));
            }
            else
            {
                protocols.Add((label, Read("")));
            }
        }

        return protocols;
    }

    /// <summary>Refuses an option that a protocol file would silently replace.</summary>
    private static void RequireSetOnce(ParseResult parsed, ChannelProtocol file, ChannelProtocol? bath)
    {
        if (parsed.GetValue(Protocol) is not { } name)
        {
            return;
        }

        bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };
        if (new Option[] { Glutamate, For }.FirstOrDefault(IsGiven) is { } unused)
        {
            throw new UserErrorException($"--protocol '{name}' says what is applied and for how long, so {unused.Name} cannot stand beside it");
        }

        (Option Option, bool IsSet)[] settings =
        [
            (PatchOptions.Subunits, file.SetsSubunits),
            .. new (Option, ProtocolKnob)[] { (PatchOptions.Hold, ProtocolKnob.Voltage), (PatchOptions.Glycine, ProtocolKnob.Glycine), (PatchOptions.Magnesium, ProtocolKnob.Magnesium), (PatchOptions.Temperature, ProtocolKnob.Temperature) }
                .Select(pair => (pair.Item1, file.Before.Any(change => change.Knob == pair.Item2))),
            (Drug, bath is not null && file.Changes.Any(change => change is { Time: 0, Knob: ProtocolKnob.Drug } && bath.Drugs.Contains(change.Drug!))),
        ];
        if (settings.FirstOrDefault(pair => pair.IsSet && IsGiven(pair.Option)).Option is { } twice)
        {
            throw new UserErrorException($"the protocol '{name}' begins with another value of {twice.Name}; leave one of the two out");
        }
    }

    private static ResultTable Responses(ImmutableArray<Recording> recordings) => new(
        [new("recording"), new("response"), new("peak current", "pA"), new("time to peak", "ms"), new("rise 10-90 %", "ms"), new("end / peak"), new("decay to 1/e", "ms"), new("weighted decay", "ms")],
        [.. recordings.SelectMany(one => one.Responses.Select((response, i) => (ImmutableArray<Cell>)
        [
            one.Label, (i + 1).ToString(CultureInfo.InvariantCulture), response.Peak, response.TimeOfPeak * 1e3, response.Rise * 1e3, response.Plateau / response.Peak, response.Decay * 1e3, response.WeightedDecay * 1e3,
        ]))]);

    private static void WriteTable(TextWriter writer, ImmutableArray<Recording> recordings)
    {
        writer.WriteLine("recording,time_s,current_pA,open_probability,drug_occupancy");
        foreach (Recording one in recordings)
        {
            for (int i = 0; i < one.Open.Times.Length; i++)
            {
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\"{one.Label}\",{one.Open.Times[i]:R},{one.Current.Values[i]:R},{one.Open.Values[i]:R},{one.Occupied.Values[i]:R}"));
            }
        }
    }
}
