using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine.Channel;
using Ketascope.Ketamine.ReceptorFits;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Observations;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope calibrate receptor</c>: runs a calibration of the receptor again.</summary>
internal static class CalibrateCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "The calibration: a file of models/receptors/nmda/calibration without its extension (glun2a, glun2b, ...)" };
    private static readonly Option<bool> Write = new("--write") { Description = "Store the result in the calibration's file" };

    public static string[] Examples { get; } = ["calibrate receptor glun2b", "calibrate receptor glun2b --write"];

    public static Command Create()
    {
        Command receptor = new("receptor", "Fit rates of the NMDA receptor to the recordings that are for calibration") { Name, Write };
        receptor.SetAction(RunAsync);
        return new Command("calibrate", "Run a calibration again: what was free, which rows, what came out, what is not identified") { receptor };
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string folder = Path.Combine(ChannelRun.DefaultFolder(), "calibration"), name = parsed.GetRequiredValue(Name);
        CalibrationFile file = CalibrationFile.Read(folder, name);
        ObservationFile observations = ObservationFile.Read(Path.Combine(EvidenceFolder.Default(), "receptor", "observations.csv"), VirtualPatch.Vocabulary);
        using FitProgressLine progress = new(Console.Error, "the file's start values are not changed");
        ReceptorCalibration calibration = new(new VirtualPatch(PatchExperiment.Default()), file, observations, progress, cancellation);
        CalibrationOutcome result = await Task.Run(() => progress.Follow(calibration.Run), cancellation).ConfigureAwait(false);
        Print(file, result);
        if (parsed.GetValue(Write))
        {
            (file with { Result = result }).Write(folder, name);
        }

        return ExitCode.Success;
    }

    private static void Print(CalibrationFile file, CalibrationOutcome result)
    {
        TableText.Write(
            new ResultTable(
                [new("free"), new("start"), new("low"), new("high"), new("estimate"), new("times or over"), new("")],
                [.. file.Free.Select((free, i) => (ImmutableArray<Cell>)
                [
                    free.Name, free.Start, free.Low, free.High, result.Estimates[i].Value,
                    result.Estimates[i].StandardErrorOfLogarithm is { } error ? Math.Exp(error) : Cell.FromString("not determined"),
                    result.Estimates[i].AtBound ? "at bound" : "",
                ])]),
            file.Title);
        TableText.Write(new ResultTable(
            [new("row"), new("recording"), new("observed"), new("sd of log"), new("before"), new("after")],
            [.. result.Rows.Select(row => (ImmutableArray<Cell>)[row.Row, row.What, row.Observed, row.Deviation, row.Before, row.After])]));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"objective {result.ObjectiveAtStart:G4} before, {result.Objective:G4} after; {result.StartsThatAgree} of {file.Starts} starts end there; {result.Rows.Length} rows, {file.Free.Length} free"));
        foreach (string combination in result.NotIdentified)
        {
            Console.Out.WriteLine($"not identified: {combination}");
        }
    }
}
