using System.CommandLine;
using Ketascope.Ketamine;
using Ketascope.Study.Areas;
using Ketascope.Study.Calibrations;
using Ketascope.Study.Observations;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope calibrate AREA NAME</c>: runs a calibration again.</summary>
internal static class CalibrateCommand
{
    public static string[] Examples { get; } = ["calibrate receptor glun2b", "calibrate receptor glun2b --write"];

    public static Command Create()
    {
        Command calibrate = new("calibrate", "Run a calibration again: what was free, which rows, what came out, what is not identified");
        foreach (IExperiment experiment in House.Installed.Areas.Experiments.Where(one => one.CalibrationFolder is not null))
        {
            calibrate.Subcommands.Add(Create(experiment));
        }

        return calibrate;
    }

    private static Command Create(IExperiment experiment)
    {
        Argument<string> name = new("NAME") { Description = $"The calibration: {string.Join(", ", CalibrationFile.Names(experiment.CalibrationFolder!))}" };
        Option<bool> write = new("--write") { Description = "Store the result in the calibration's file" };
        AnswerOptions answer = new();
        Command command = new(experiment.Area, "Fit parameters to the observations that are for calibration") { name, write };
        answer.AddTo(command);
        command.SetAction((parsed, cancellation) => Answer.WriteAsync(
            parsed,
            new CalibrateRequest { Area = experiment.Area, Name = parsed.GetRequiredValue(name), Write = parsed.GetValue(write) },
            answer.Read(parsed) with { FitHint = "the file's start values are not changed" },
            cancellation));
        return command;
    }
}
