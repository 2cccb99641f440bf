using System.Collections.Immutable;
using Ketascope.Ketamine.Regimens;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Patient;

/// <summary>The exposure of one person to each analyte: a row an analyte.</summary>
internal static class ExposureSummary
{
    /// <summary>The table.</summary>
    public static ResultTable Of(Regimen regimen, ModelFolder model, RunOutcome outcome)
    {
        double end = SamplingGrid.DoseTimes(regimen).Select(dose => dose.End).DefaultIfEmpty(0).Max();
        string concentration = model.Analytes[0].Unit;
        ImmutableArray<ResultColumn> columns =
        [
            new("analyte"), new("site"), new("Cmax", concentration), new("Tmax", "h"), new("AUClast", $"{concentration}*h"), new("AUCinf", $"{concentration}*h"),
            new(regimen.Doses.Any(dose => dose.Duration is not null) ? "at end of infusion" : "at last dose", concentration), new("half-life", "h"),
        ];
        double[] times = [.. outcome.Trajectories.Times];
        return new ResultTable(columns, [.. model.Analytes.Select((analyte, index) => Row(analyte, times, outcome.Trajectories.Course(0, index), end))]);
    }

    private static ImmutableArray<Cell> Row(ModelAnalyte analyte, double[] times, double[] values, double end)
    {
        ExposureMeasures measures = ExposureAnalysis.Analyse(times, values, ExposureSettings.NoiseFree with { LastDoseEnd = end });
        return
        [
            analyte.Name,
            analyte.SamplingSite,
            Number(measures.Cmax),
            Number(measures.Tmax),
            Number(measures.AucLast),
            Number(measures.AucInfinity),
            Number(ExposureAnalysis.ValueAt(times, values, end)),
            Number(measures.HalfLife),
        ];
    }

    private static Cell Number(Estimate estimate) => estimate.Value ?? double.NaN;
}
