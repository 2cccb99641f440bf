using System.CommandLine;
using Ketascope.Ketamine;
using Ketascope.Study.Areas;
using Ketascope.Study.Observations;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope validate AREA</c>: what was observed, beside what the models predict.</summary>
internal static class ValidateCommand
{
    public static string[] Examples { get; } = ["validate pk", "validate pk --data mine.csv --table out.csv", "validate receptor", "validate pain"];

    public static Command Create()
    {
        Command validate = new("validate", "Hold the models against observations");
        foreach (IExperiment experiment in House.Installed.Areas.Experiments)
        {
            validate.Subcommands.Add(Create(experiment));
        }

        return validate;
    }

    private static Command Create(IExperiment experiment)
    {
        Option<string?> data = Shared.Observations();
        Option<string?> table = Shared.Table("the rows with predicted, low, high (5th and 95th percentile), ratio, inside, interval_inside, model and reason");
        Option<int?> subjects = Shared.Number<int?>("--subjects", "How many virtual people; 1 for a typical person alone (default: 500)", "N", null);
        Option<int?> seed = Shared.Number<int?>("--seed", "The seed of virtual people; the same one draws the same (default: 1)", "N", null);
        UncertaintyOptions uncertainty = new();
        AnswerOptions answer = new();
        Command command = new(experiment.Area, $"Hold {experiment.Title}; misses are results, not errors") { data, table };
        if (experiment.HasPeople)
        {
            command.Options.Add(subjects);
            command.Options.Add(seed);
        }

        uncertainty.AddTo(command);
        answer.AddTo(command);
        command.SetAction((parsed, cancellation) => Answer.WriteAsync(
            parsed,
            uncertainty.Read(parsed, new ValidateRequest
            {
                Area = experiment.Area,
                Data = parsed.GetValue(data),
                Subjects = experiment.HasPeople ? parsed.GetValue(subjects) : null,
                Seed = experiment.HasPeople && parsed.GetValue(seed) is { } number ? Shared.ReadSeed(number) : null,
            }),
            answer.Read(parsed) with { Table = parsed.GetValue(table) },
            cancellation));
        return command;
    }
}
