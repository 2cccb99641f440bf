using System.Collections.Immutable;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Observations;
using Ketascope.Study.Populations;

namespace Ketascope.Ketamine.Validation;

/// <summary>Holds every model against the calibration rows that it can predict, in a typical person, and sums up by kind of row.</summary>
public static class CalibrationRanking
{
    /// <summary>The table.</summary>
    /// <param name="library">The models and the evidence.</param>
    /// <param name="file">The observations, of which the rows with another role than <c>calibration</c> are not looked at.</param>
    /// <param name="progress">Told how many rows are done.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ModelRanking Of(KetamineLibrary library, ObservationFile file, IProgress<int>? progress, CancellationToken cancellation)
    {
        ArmPredictor source = new ArmPredictor(new PkExperiment(library).Plan, Cohort.Typical);
        List<(CalibrationKind Kind, string Model, bool IsFitted, double Fold)> folds = [];
        int done = 0;
        foreach (ObservationRow row in file.Rows)
        {
            if (row.Observation is { Role: "calibration" } seen)
            {
                CalibrationKind kind = Kind(seen);
                foreach (ModelFolder model in library.Pharmacokinetics.Models.Where(model => model.Predicts(seen.Output)))
                {
                    Observation asked = seen with { Setting = seen.Setting.SetItem("model", model.Id) };
                    if (Comparison.Of(row with { Observation = asked }, source, cancellation).Ratio is { } ratio and > 0)
                    {
                        folds.Add((kind, model.Id, model.FittedTo.Contains(seen.Study), Math.Abs(Math.Log(ratio))));
                    }
                }
            }

            progress?.Report(++done);
        }

        return new ModelRanking(
        [
            .. folds.GroupBy(one => (one.Kind, one.Model, one.IsFitted)).OrderBy(cell => cell.Key.Kind.ToString(), StringComparer.Ordinal)
                .ThenBy(cell => cell.Key.Model, StringComparer.Ordinal).ThenBy(cell => cell.Key.IsFitted)
                .Select(cell => new CalibrationCell(
                    cell.Key.Kind, cell.Key.Model, cell.Key.IsFitted, cell.Count(), Math.Round(Math.Exp(cell.Average(one => one.Fold)), 4))),
        ]);
    }

    private static CalibrationKind Kind(Observation seen)
    {
        DoseRequest person = new() { Regimen = seen.Regimen, AgeYears = Number(seen, "age"), WeightKg = Number(seen, "weight") };
        return CalibrationKind.Of(RegimenParser.Read(seen.Regimen).Sites, seen.Setting.GetValueOrDefault("site"), Covariates.Age(person), seen.Output);
    }

    private static double? Number(Observation seen, string name) =>
        seen.Setting.TryGetValue(name, out string? text) ? PrintedNumber.TryParse(text)?.Centre : null;
}
