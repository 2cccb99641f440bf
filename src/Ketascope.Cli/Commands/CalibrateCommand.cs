using System.CommandLine;
using Ketascope.Ketamine;
using Ketascope.Ketamine.Studies;
using Ketascope.Study.Areas;
using Ketascope.Study.Calibrations;
using Ketascope.Study.Observations;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope calibrate AREA NAME</c>: runs a calibration again.</summary>
internal static class CalibrateCommand
{
    public static string[] Examples { get; } =
    [
        "calibrate receptor glun2b", "calibrate receptor glun2b --write", "calibrate receptor glun2b --keep-estimates",
        "calibrate choice --table models/pharmacokinetics/choice.csv",
    ];

    public static Command Create()
    {
        Command calibrate = new("calibrate", "Run a calibration again: what was free, which rows, what came out, what is not identified");
        foreach (IExperiment experiment in House.Installed.Areas.Experiments.Where(one => one.CalibrationFolder is not null))
        {
            calibrate.Subcommands.Add(Create(experiment));
        }

        calibrate.Subcommands.Add(Choice());
        return calibrate;
    }

    private static Command Choice()
    {
        Option<string?> data = Shared.Observations();
        Option<string?> table = Shared.Table("the fold errors: models/pharmacokinetics/choice.csv is this table");
        AnswerOptions answer = new();
        Command command = new("choice", "How well each pharmacokinetic model meets the calibration rows, and which is taken for what") { data, table };
        answer.AddTo(command);
        command.SetAction((parsed, cancellation) => Answer.WriteAsync(
            parsed, new ChoiceRequest { Data = parsed.GetValue(data) }, answer.Read(parsed) with { Table = parsed.GetValue(table) }, cancellation));
        return command;
    }

    private static Command Create(IExperiment experiment)
    {
        string[] known = CalibrationFile.Names(experiment.CalibrationFolder!);
        Argument<string> name = new("NAME") { Description = $"The calibration: {string.Join(", ", known)}" };
        if (known.Contains(experiment.Calibrated))
        {
            name.DefaultValueFactory = _ => experiment.Calibrated;
        }

        Option<bool> keep = new("--keep-estimates") { Description = "Keep the estimates of the file, and evaluate their errors and covariances again" };
        Option<bool> write = new("--write") { Description = "Store the result in the calibration's file" };
        AnswerOptions answer = new();
        Command command = new(experiment.Calibrated, "Fit parameters to the observations that are for calibration") { name, keep, write };
        answer.AddTo(command);
        command.SetAction((parsed, cancellation) => Answer.WriteAsync(
            parsed,
            new CalibrateRequest
            {
                Area = experiment.Area,
                Name = parsed.GetRequiredValue(name),
                KeepEstimates = parsed.GetValue(keep),
                Write = parsed.GetValue(write),
            },
            answer.Read(parsed) with { FitHint = "the file's start values are not changed" },
            cancellation));
        return command;
    }
}
