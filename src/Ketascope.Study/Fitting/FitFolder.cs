using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Fitting;

/// <summary>
/// Writes a fit as a folder: <c>estimates.csv</c>, <c>objective.csv</c>, <c>correlation.csv</c>, <c>residuals.csv</c>, <c>starts.csv</c>, <c>profile.csv</c>
/// where it was asked
/// for, <c>parameters.csv</c> (for <c>run --subjects-file</c>), <c>warnings.txt</c>, <c>fit.svg</c>, <c>fit.png</c> and <c>manifest.json</c>. The folder
/// appears whole or not at all.
/// </summary>
public static class FitFolder
{
    /// <summary>Writes the folder and moves it to its place.</summary>
    /// <param name="folder">The folder, best opened before the work.</param>
    /// <param name="fit">The fit.</param>
    /// <param name="manifest">What <see cref="Manifest"/> gave, with what was asked.</param>
    /// <exception cref="OutputException">The folder cannot be written or must not be replaced; nothing is left behind once it is disposed of.</exception>
    public static void Write(OutputFolder folder, DataSetFitResult fit, RunManifest manifest) =>
        TableFolder.Write(folder, Tables(fit), manifest, target => WriteMore(target, fit));

    /// <summary>What is needed to fit again.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="clock">Tells when it was made.</param>
    public static RunManifest Manifest(DataSetFitResult fit, TimeProvider clock) => new()
    {
        Version = ProgramVersion.Of(typeof(FitFolder)),
        Created = clock.GetUtcNow(),
        Model = Model(fit.Request.Run.Model),
        Overrides = fit.Request.Run.Overrides,
        Seed = fit.Request.Settings.Starts > 1 ? fit.Request.Settings.Seed : null,
        Subjects = fit.Request.Data.Subjects.Length,
        Solver = SolverManifest.Of(fit.Request.Run.Solver, fit.Request.Run.Width, fit.Request.Run.Threads, default),
    };

    private static ModelManifest Model(LoadedModel model)
    {
        ModelManifest known =
            ModelManifest.Of(model.System.Name, model.Sources.Select(source => KeyValuePair.Create(Path.GetFileName(source.Name), source.Text)));
        return known with { IgnoresFast = model.IgnoresFast ? true : null };
    }

    private static IEnumerable<(string Name, ResultTable Table)> Tables(DataSetFitResult fit)
    {
        yield return ("estimates.csv", FitTables.Estimates(fit));
        yield return ("objective.csv", FitTables.Objectives(fit));
        yield return ("correlation.csv", FitTables.Correlations(fit));
        yield return ("residuals.csv", FitTables.Residuals(fit));
        yield return ("starts.csv", FitTables.Starts(fit));
        yield return ("parameters.csv", FitTables.Parameters(fit));
        if (!fit.Request.Settings.Profile.IsEmpty)
        {
            yield return ("profile.csv", FitTables.Profiles(fit));
        }
    }

    private static void WriteMore(OutputFolder folder, DataSetFitResult fit)
    {
        folder.WriteText("warnings.txt", writer =>
        {
            foreach ((string warning, string subject) in fit.Results.SelectMany((result, unit) => result.Warnings.Select(warning => (warning, fit.Subjects[unit]))))
            {
                writer.Write((subject.Length > 0 ? $"ID {subject}: " : "") + warning + "\n");
            }
        });
        if (!GoodnessOfFit.CanDraw(fit))
        {
            return;
        }

        PointFigure figure = GoodnessOfFit.Figure(fit);
        folder.WriteText("fit.svg", writer => writer.Write(PointPlot.Svg(figure)));
        folder.WriteBytes("fit.png", PointPlot.Png(figure));
    }
}
