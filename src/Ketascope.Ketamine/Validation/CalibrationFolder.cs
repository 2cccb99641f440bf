using System.Collections.Immutable;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Study.Results;

namespace Ketascope.Ketamine.Validation;

/// <summary>
/// Writes a calibration as a folder: <c>estimates.csv</c>, <c>correlation.csv</c>, <c>residuals.csv</c>, <c>starts.csv</c> and <c>manifest.json</c>. The
/// folder appears whole or not at all.
/// </summary>
public static class CalibrationFolder
{
    /// <summary>Writes the folder and moves it to its place.</summary>
    /// <param name="folder">The folder, best opened before the work.</param>
    /// <param name="result">The result.</param>
    /// <param name="manifest">What <see cref="Manifest"/> gave, with what was asked.</param>
    /// <exception cref="OutputException">The folder cannot be written or must not be replaced; nothing is left behind once it is disposed of.</exception>
    public static void Write(OutputFolder folder, CalibrationResult result, RunManifest manifest) => TableFolder.Write(
        folder,
        [
            ("estimates.csv", CalibrationTables.Estimates(result)), ("correlation.csv", CalibrationTables.Correlations(result)),
                ("residuals.csv", CalibrationTables.Residuals(result)),
            ("starts.csv", CalibrationTables.Starts(result)),
        ],
        manifest);

    /// <summary>What is needed to calibrate again.</summary>
    /// <param name="result">The result.</param>
    /// <param name="clock">Tells when it was made.</param>
    public static RunManifest Manifest(CalibrationResult result, TimeProvider clock) => new()
    {
        Version = DoseReport.Version,
        Created = clock.GetUtcNow(),
        Model = ModelManifest.Of(result.Request.Model, result.Model.Sources.Select(source => KeyValuePair.Create(Path.GetFileName(source.Name), source.Text))),
        Overrides = result.Request.Parameters.ToImmutableSortedDictionary(parameter => parameter.Name, parameter => parameter.Start),
        Seed = result.Request.Settings.Starts > 1 ? result.Request.Settings.Seed : null,
        Subjects = 1,
        Solver = SolverManifest.Of(DosedArm.Solver, laneWidth: 0, threads: 0, default),
    };
}
