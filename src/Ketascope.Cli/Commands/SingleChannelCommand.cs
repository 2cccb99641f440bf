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

/// <summary><c>ketascope channel single</c>: the openings and closings of one channel.</summary>
internal static class SingleChannelCommand
{
    private const double LongestRecord = 1e5;

    private static readonly Option<string> Glutamate = WordsOption.Once("--glutamate", "Glutamate that is there all the time (default: 1 mM)", "CONC", "1 mM");
    private static readonly Option<string> Drug = WordsOption.Once("--drug", "A drug in the bath: \"ketamine 1 uM\"", "DRUG", "");
    private static readonly Option<string> For = WordsOption.Once("--for", "How long to record one channel (default: 60 s)", "TIME", "60 s");
    private static readonly Option<string> Resolution = WordsOption.Once("--resolution", "The shortest opening or closing that is seen (default: 50 us)", "TIME", "50 us");
    private static readonly Option<string> Critical = WordsOption.Once("--critical", "The closing that ends a burst (default: 5 ms)", "TIME", "5 ms");
    private static readonly Option<int> Channels = Shared.Number("--channels", "How many channels the mean is of (default: 1000)", "N", 1000);
    private static readonly Option<int> Seed = Shared.Number("--seed", "The seed of the random numbers (default: 1)", "N", 1);
    private static readonly Option<string?> Table = Shared.Table("all openings and closings");
    private static readonly Option<string?> Plot = Shared.Plot();

    public static string[] Examples { get; } =
    [
        "channel single --glutamate 1 mM --subunits 2A --plot single.svg",
        "channel single --subunits 2B --drug ketamine 1 uM --for 10 min --table dwells.csv",
    ];

    public static Command Create()
    {
        Command command = new("single", "One channel: its openings and closings, dwell times with fitted exponentials, bursts, and the mean of many channels beside the deterministic solution")
        {
            Glutamate, Drug, For, Resolution, Critical, Channels, Seed, PatchOptions.Glycine, PatchOptions.Magnesium, PatchOptions.Hold, PatchOptions.Subunits, PatchOptions.Temperature, PatchOptions.Mechanism, Table, Plot,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        Outputs.Prepare(parsed, parsed.GetValue(Table), parsed.GetValue(Plot));
        string[] subtypes = [.. PatchOptions.SubunitsOf(parsed)];
        if (subtypes.Length != 1)
        {
            throw new UserErrorException("--subunits: a single channel is of one subtype");
        }

        PatchExperiment patch = House.Installed.Library.Receptor;
        SingleChannelStudy study = await Task.Run(() => Study(parsed, patch, subtypes[0], cancellation), cancellation).ConfigureAwait(false);
        string drug = parsed.GetRequiredValue(Drug);
        if (parsed.GetValue(Plot) is { } plot)
        {
            PointPlot.Write(plot, study.Figure($"A single GluN{subtypes[0]} channel, {parsed.GetRequiredValue(Glutamate)} glutamate{(drug.Length > 0 ? $", {drug}" : "")}"), new PlotSettings(), cancellation);
        }

        if (parsed.GetValue(Table) is { } table)
        {
            OutputFile.WriteText(table, writer => WriteTable(writer, study), cancellation);
        }

        TableText.Write(Summary(study));
        TableText.Write(Exponentials(study));
        return ExitCode.Success;
    }

    private static SingleChannelStudy Study(ParseResult parsed, PatchExperiment patch, string subunits, CancellationToken cancellation)
    {
        if (parsed.GetValue(Channels) < 1 || parsed.GetValue(Seed) < 0)
        {
            throw new UserErrorException(parsed.GetValue(Seed) < 0 ? "the seed must not be negative" : "--channels: at least one is needed");
        }

        PatchStatements statements = new(parsed, patch.Cabinet);
        string bath = statements.Bath(subunits) + statements.Drug(Drug), agonist = statements.Of(Glutamate, "glutamate");
        PatchOptions.RequireMechanism(parsed, ProtocolParser.Parse(bath, patch.Cabinet).Drugs);
        ChannelProtocol steady = ProtocolParser.Parse($"{bath}{agonist}{statements.Of(For, "wait")}", patch.Cabinet);
        if (steady.Applications.IsEmpty || steady.End is <= 0 or > LongestRecord)
        {
            throw new UserErrorException(steady.Applications.IsEmpty ? "--glutamate: without it no channel opens" : "--for: a record lasts more than 0 s and at most a day");
        }

        SingleChannelSettings settings = new(1, Duration(parsed, patch, Resolution), Duration(parsed, patch, Critical), (ulong)parsed.GetValue(Seed));
        return SingleChannelStudy.Of(patch, steady, ProtocolParser.Parse($"{bath}{agonist}wait 300 ms", patch.Cabinet), parsed.GetValue(Channels), settings, cancellation);
    }

    private static double Duration(ParseResult parsed, PatchExperiment patch, Option<string> option) => ProtocolParser.Parse(new PatchStatements(parsed, patch.Cabinet).Of(option, "wait"), patch.Cabinet).End;

    private static ResultTable Summary(SingleChannelStudy study)
    {
        SingleChannelEvents events = study.Events;
        int number = events.Bursts.Length;
        double Mean(Func<Burst, double> of) => number == 0 ? double.NaN : events.Bursts.Average(of);
        double open = events.Bursts.Sum(burst => burst.OpenTime), length = events.Bursts.Sum(burst => burst.Length);
        return new ResultTable(
            [new("what"), new("value"), new("unit"), new("expected")],
            [
                ["open probability", events.OpenProbability, "", study.Equilibrium],
                ["current of an opening", study.CurrentOfOne, "pA", double.NaN],
                ["openings", (double)events.Open.Length, "", double.NaN],
                ["mean open time", 1e3 * MeanOf(events.Open), "ms", double.NaN],
                ["mean shut time", 1e3 * MeanOf(events.Shut), "ms", double.NaN],
                ["bursts", (double)number, "", double.NaN],
                ["openings per burst", Mean(burst => burst.Openings), "", double.NaN],
                ["length of a burst", 1e3 * Mean(burst => burst.Length), "ms", double.NaN],
                ["open probability in bursts", length > 0 ? open / length : double.NaN, "", double.NaN],
                ["distance of the ensemble from the deterministic solution, at most", study.LargestDistance, "standard errors", double.NaN],
            ]);
    }

    private static ResultTable Exponentials(SingleChannelStudy study) => new(
        [new("dwell"), new("time constant", "ms"), new("area", "%")],
        [
            .. (study.Open?.Components ?? []).Select(one => (ImmutableArray<Cell>)["open", 1e3 * one.Time, 100 * one.Area]),
            .. (study.Shut?.Components ?? []).Select(one => (ImmutableArray<Cell>)["shut", 1e3 * one.Time, 100 * one.Area]),
        ]);

    private static double MeanOf(ImmutableArray<double> values) => values.IsEmpty ? double.NaN : values.Average();

    private static void WriteTable(TextWriter writer, SingleChannelStudy study)
    {
        writer.WriteLine("state,start_s,length_s");
        foreach (Dwell one in study.Events.Dwells)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(one.Open ? "open" : "shut")},{one.Start:R},{one.Length:R}"));
        }
    }
}
