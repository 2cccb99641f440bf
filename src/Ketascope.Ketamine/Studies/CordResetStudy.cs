using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Protocols;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Holds concentrations of ketamine over a chronic cord for some time, and looks thirty days later whether the chronic state is gone.</summary>
/// <param name="library">The cord.</param>
public sealed class CordResetStudy(KetamineLibrary library) : Study<CordResetRequest>("cord reset", () => KetamineRequests.Default.CordResetRequest)
{
    private const int UsualPoints = 8;

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(CordResetRequest request, StudyContext context, CancellationToken cancellation)
    {
        CordWords words = new(request, library.Cord);
        words.RequireUseOfWeight(isDosed: false);
        if (request.Without is not null)
        {
            throw new UserErrorException("--without: a chronic state needs every part of the cord; knock parts out in cord sensitize");
        }

        int points = request.Points ?? UsualPoints;
        if (points is < 2 or > 40)
        {
            throw new UserErrorException("--points: 2 to 40 concentrations and durations are computed");
        }

        ImmutableArray<double> concentrations = Grid(CordWords.Range("--concentration", request.Concentration ?? "0.1..2 uM", "concentration",
            ProtocolUnits.Concentration), points, "--concentration");
        ImmutableArray<double> hours = Grid(CordWords.Range("--hours", request.Hours ?? "1..168", "hours", ImmutableSortedDictionary<string, double>.Empty),
            points, "--hours");
        double input = CordWords.Quantity("--input", request.Input ?? "0.24 Hz", "ongoing input", ProtocolUnits.Rate);
        ImmutableArray<CordAlternative> alternatives = words.Alternatives(hasDrug: true);
        ResetMap map = new(words.Circuit);
        IProgress<int> progress = context.Counter(alternatives.Length, "maps");
        List<(CordAlternative Alternative, ImmutableArray<ResetCell> Cells)> maps = [];
        foreach (CordAlternative alternative in alternatives)
        {
            maps.Add((alternative, map.Of(input, alternative, concentrations, hours, cancellation)));
            progress.Report(maps.Count);
        }

        Tell(words, maps[0].Cells[0], input);
        return Task.FromResult(new StudyResult
        {
            Title = "Reset: which concentration, held for how long, ends the chronic state",
            Sections =
            [
                new TextSection(string.Create(CultureInfo.InvariantCulture, $"Pain of the cord (0 to 10) before: {maps[0].Cells[0].Before:F1}.")),
                .. maps.Select(one => new TableSection($"Shortest time that resets, {one.Alternative.Name}", Shortest(one.Cells))),
                new FigureSection(Figure.Of(Picture(maps, input))) { PanelsInText = 0 },
            ],
            Notes = words.Notes,
            Values = new ResultTable(
                [new("alternative"), new("concentration", "uM"), new("time", "h"), new("pain before"), new("pain at the end"), new("pain on day 30"),
                    new("reset")],
                [.. maps.SelectMany(one => one.Cells.Select(cell => (ImmutableArray<Cell>)
                [
                    one.Alternative.Name, cell.Concentration, cell.Hours, cell.Before, cell.AtEnd, cell.Later, cell.IsReset ? "yes" : "no",
                ]))]),
        });
    }

    private static ImmutableArray<double> Grid((double Low, double High) range, int points, string option) =>
        range.Low <= 0 ? throw new UserErrorException($"{option}: the range must begin above 0")
        : range.High == range.Low ? [range.Low]
        : [.. Enumerable.Range(0, points).Select(i => range.Low * Math.Pow(range.High / range.Low, i / (points - 1.0)))];

    private static void Tell(CordWords words, ResetCell first, double input)
    {
        words.Note(NoteKind.Assumption, string.Create(CultureInfo.InvariantCulture,
            $"The chronic cord has lost {CordHistory.Chronic.Disinhibition:P0} of its inhibition, had input at 1 Hz for 3 d, and has {input:G4} Hz since 60 d."
            ));
        words.Note(NoteKind.Assumption, string.Create(CultureInfo.InvariantCulture,
            $"At the site in the membrane the concentration is {ResetMap.MembranePart:G2} of that at the pore, as in infusions of S-ketamine for days."));
        if (first.Before < 3)
        {
            words.Note(NoteKind.Warning, "with this input the cord has no chronic state that could be reset; patients are taken to have 0.2 to 0.34 Hz");
        }
    }

    private static ResultTable Shortest(ImmutableArray<ResetCell> cells) => new(
        [new("concentration", "uM"), new("shortest time", "h"), new("pain on day 30 after the longest")],
        [.. cells.GroupBy(cell => cell.Concentration).Select(group => (ImmutableArray<Cell>)
        [
            group.Key, group.FirstOrDefault(cell => cell.IsReset) is { } found ? found.Hours : "none", group.Last().Later,
        ])]);

    private static PointFigure Picture(IReadOnlyList<(CordAlternative Alternative, ImmutableArray<ResetCell> Cells)> maps, double input) => new()
    {
        Title = "Reset of the chronic state",
        Subtitle = string.Create(CultureInfo.InvariantCulture, $"pain thirty days later; ongoing input {input:G4} Hz"),
        Panels =
        [
            .. maps.Select(one => new PointPanel("held for (h)", "free ketamine (uM)",
            [
                Points("chronic again", one.Cells.Where(cell => !cell.IsReset), 1),
                Points("reset", one.Cells.Where(cell => cell.IsReset), 2),
            ])
            { Title = one.Alternative.Name, LogarithmicHorizontal = true, LogarithmicVertical = true }),
        ],
    };

    private static PointSeries Points(string label, IEnumerable<ResetCell> cells, int colour)
    {
        ResetCell[] all = [.. cells];
        return new PointSeries(label, [.. all.Select(cell => cell.Hours)], [.. all.Select(cell => cell.Concentration)], IsLine: false) { Colour = colour };
    }
}
