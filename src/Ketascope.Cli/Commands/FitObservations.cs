using System.Collections.Immutable;
using System.CommandLine;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Fitting;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope fit MODEL --observations FILE</c>: calibrates a model of the library on rows of observations.</summary>
internal static class FitObservations
{
    public static Option<string?> File { get; } = new("--observations")
    {
        Description = "Fit rows of observations (docs/observations.md); MODEL is then a model of the library, by name, and the error is that of the logarithm",
        HelpName = "FILE",
    };

    public static Option<string> Role { get; } = new("--role") { Description = "With --observations: the role of the rows to fit (default: calibration)", HelpName = "ROLE", DefaultValueFactory = _ => "calibration" };

    public static string Example => "fit arterial-venous --observations evidence/pharmacokinetics/observations.csv --method ols --estimate fraction_tissue,MTT_tissue_typical";

    /// <summary>Refuses options that are of data sets alone.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="others">The options.</param>
    /// <exception cref="UserErrorException">One of them is given.</exception>
    public static void Refuse(ParseResult parsed, IEnumerable<Option> others)
    {
        if (others.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
        {
            throw new UserErrorException(given.Name == "--data" ? "--data and --observations exclude each other" : $"{given.Name} goes with --data, not with --observations");
        }
    }

    /// <summary>Fits, prints, and writes the folder where one is asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="parameters">The parameters; those that <c>--set</c> gives a value start there.</param>
    /// <param name="settings">How to fit.</param>
    /// <param name="progress">Follows the fit on the terminal.</param>
    /// <param name="folder">The folder, or null.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">Something that was given is wrong.</exception>
    public static int Run(ParseResult parsed, ImmutableArray<FitParameter> parameters, FitSettings settings, FitProgressLine progress, OutputFolder? folder, CancellationToken cancellation)
    {
        ObservationFile file = ObservationFile.Read(parsed.GetValue(File)!);
        CalibrationRequest request = new() { Model = parsed.GetRequiredValue<string>("MODEL"), Parameters = parameters, Role = parsed.GetValue(Role)!, Settings = settings with { Progress = progress } };
        CalibrationResult result = progress.Follow(() => Calibration.Run(file, request, House.Installed.Library.Pharmacokinetics, cancellation));
        CalibrationReport.Write(result);
        if (folder is not null)
        {
            CalibrationFolder.Write(folder, result, TimeProvider.System);
        }

        return result.Fit.Converged ? ExitCode.Success : ExitCode.Failure;
    }

    /// <summary>Parameters with the values of <c>--set</c> as starts; what else is set is held there.</summary>
    /// <param name="parameters">The parameters to estimate or to hold.</param>
    /// <param name="values">The values of <c>--set</c>.</param>
    public static ImmutableArray<FitParameter> Started(ImmutableArray<FitParameter> parameters, ImmutableSortedDictionary<string, double> values) =>
    [
        .. parameters.Select(parameter => values.TryGetValue(parameter.Name, out double value) ? parameter with { Start = value } : parameter),
        .. values.Where(pair => parameters.All(parameter => parameter.Name != pair.Key)).Select(pair => new FitParameter(pair.Key, pair.Value) { IsFixed = true }),
    ];
}
