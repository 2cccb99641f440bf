using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Calibrations;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Study.Areas;

/// <summary>Runs a calibration again: what was free, which rows, what came out, what is not identified.</summary>
/// <param name="areas">The areas.</param>
public sealed class CalibrateStudy(AreaList areas) : Study<CalibrateRequest>("calibrate", () => AreaRequests.Default.CalibrateRequest)
{
    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(CalibrateRequest request, StudyContext context, CancellationToken cancellation)
    {
        IExperiment experiment = areas.Find(request.Area);
        string folder = experiment.CalibrationFolder
            ?? throw new UserErrorException($"the area '{request.Area}' has no calibrations; 'ketascope fit MODEL --observations FILE' fits one of its models");
        CalibrationFile file = CalibrationFile.Read(folder, request.Name);
        ObservationFile observations = ObservationFile.Read(areas.ObservationsOf(experiment), experiment.Words);
        CalibrationRun run = new(experiment, file, observations, request.KeepEstimates ? null : context.Fitting?.Invoke(), cancellation);
        CalibrationOutcome outcome = request.KeepEstimates ? run.Evaluate() : run.Run();
        if (request.Write)
        {
            (file with { Result = outcome }).Write(folder, request.Name);
            areas.PagesOf(experiment)!.Write();
        }

        return Task.FromResult(new StudyResult { Title = file.Title, Sections = Sections(file, outcome) });
    }

    private static ImmutableArray<ResultSection> Sections(CalibrationFile file, CalibrationOutcome result) =>
    [
        new TableSection(
            null,
            new ResultTable(
                [new("free"), new("start"), new("low"), new("high"), new("estimate"), new("times or over"), new("")],
                [.. file.Free.Select((free, i) => (ImmutableArray<Cell>)
                [
                    free.Name, free.Start, free.Low, free.High, result.Estimates[i].Value,
                    result.Estimates[i].StandardErrorOfLogarithm is { } error ? Math.Exp(error) : Cell.FromString("not determined"),
                    result.Estimates[i].AtBound ? "at bound" : "",
                ])])),
        new TableSection(
            "Rows",
            new ResultTable(
                [new("row"), new("observation"), new("observed"), new("sd of log"), new("before"), new("after")],
                [.. result.Rows.Select(row => (ImmutableArray<Cell>)[row.Row, row.What, row.Observed, row.Deviation, row.Before, row.After])])),
        new TextSection(string.Create(
            CultureInfo.InvariantCulture,
            $"objective {result.ObjectiveAtStart:G4} before, {result.Objective:G4} after; {result.StartsThatAgree} of {file.Starts} starts end " +
                $"there; {result.Rows.Length} rows, {file.Free.Length} free")),
        .. result.NotIdentified.Select(combination => new TextSection($"not identified: {combination}")),
    ];
}
