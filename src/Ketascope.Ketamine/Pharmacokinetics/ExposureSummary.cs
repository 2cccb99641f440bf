using System.Collections.Immutable;
using Ketascope.Ketamine.Regimens;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>The exposure of one person to each analyte: a row an analyte.</summary>
internal static class ExposureSummary
{
    /// <summary>The table.</summary>
    /// <param name="regimen">What was given, other drugs too.</param>
    /// <param name="model">The model.</param>
    /// <param name="plan">What is measured.</param>
    /// <param name="outcome">The courses, further than is shown, so that the terminal phase is in them.</param>
    /// <param name="shown">How many of the times are shown; Cmax, Tmax and AUClast are of these.</param>
    public static ResultTable Of(Regimen regimen, ModelFolder model, ExposurePlan plan, RunOutcome outcome, int shown)
    {
        string concentration = model.Analytes[0].Unit;
        ImmutableArray<ResultColumn> columns =
        [
            new("analyte"), new("site"), new("Cmax", concentration), new("Tmax", "h"), new("AUClast", $"{concentration}*h"), new("AUCinf", $"{concentration}*h"),
            .. plan.Windows.Select(window => new ResultColumn(window.IsInterval ? window.Label : $"{window.Label} h", $"{concentration}*h")),
            new(regimen.Doses.Any(dose => dose.Duration is not null) ? "at end of infusion" : "at last dose", concentration), new("half-life", "h"),
        ];
        double[] times = [.. outcome.Trajectories.Times];
        return new ResultTable(columns,
            [.. model.Analytes.Select((analyte, index) => Row(analyte, times, outcome.Trajectories.Course(0, index), shown, (plan, index)))]);
    }

    private static ImmutableArray<Cell> Row(ModelAnalyte analyte, double[] times, double[] values, int shown, (ExposurePlan Plan, int Index) of)
    {
        ExposureSettings settings = of.Plan.Settings(of.Index);
        ExposureMeasures measures = ExposureAnalysis.Analyse(times.AsSpan(0, shown), values.AsSpan(0, shown), settings);
        ExposureMeasures whole = ExposureAnalysis.Analyse(times, values, settings);
        return
        [
            analyte.Name,
            analyte.SamplingSite,
            Number(measures.Cmax),
            Number(measures.Tmax),
            Number(measures.AucLast),
            Number(whole.AucInfinity),
            .. of.Plan.Windows.Select(window => Number(ExposureAnalysis.AreaBetween(times, values, window.From, window.To, settings))),
            Number(ExposureAnalysis.ValueAt(times, values, of.Plan.LastDoseEnd)),
            Number(whole.HalfLife),
        ];
    }

    private static Cell Number(Estimate estimate) => estimate.Value ?? double.NaN;
}
