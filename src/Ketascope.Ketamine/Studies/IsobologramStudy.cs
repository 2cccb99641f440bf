using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pain;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Which doses of two drugs, alone and together, bring the pain of a typical person to the same rating, and what doses between them do.</summary>
/// <param name="library">The cord, people in pain, the drugs and their pharmacokinetics.</param>
public sealed class IsobologramStudy(KetamineLibrary library)
    : Study<IsobologramRequest>("isobologram", () => KetamineRequests.Default.IsobologramRequest)
{
    private const string UsualCondition = "acute", UsualTime = "30min";

    private static readonly ImmutableArray<double> Shares = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1];
    private static readonly ImmutableArray<double> Parts = [0, 0.25, 0.5, 0.75, 1];

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(IsobologramRequest request, StudyContext context, CancellationToken cancellation)
    {
        request = request with { Alternative = request.Alternative ?? library.Cord.File.Alternatives[0].Name };
        CordWords words = new(request, library.Cord);
        ImmutableArray<CordAlternative> ways = words.Alternatives(hasDrug: true);
        if (ways.Length > 1)
        {
            throw new UserErrorException("--alternative: an isobologram is of one of them");
        }

        PainCondition condition = CordWords.About("--condition", () => library.Pain.File.Condition(request.Condition ?? UsualCondition));
        PainRelief relief = CordWords.About("--relief", () => library.Pain.File.Relief(request.Relief));
        double seconds = RegimenTime.ReadHours(request.At ?? UsualTime, "--at") * RatingTimes.Hour;
        CordExposure first = words.Exposure(request.First, seconds, cancellation), second = words.Exposure(request.Second, seconds, cancellation);
        Isobole isobole = new(Group(request, words, condition, relief), first, second, ways[0], seconds);
        double before = isobole.Before(cancellation), rating = request.Rating ?? (before / 2);
        if (!(rating > 0 && rating < before))
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"--rating: it lies above 0 and below the {before:G3} before treatment"));
        }

        IProgress<int> progress = context.Counter(Shares.Length + Parts.Length, "doses");
        ImmutableArray<IsobolePoint> points = isobole.Points(Shares, rating, progress, cancellation);
        double firstAlone = points[^1].First, secondAlone = points[0].Second;
        double[][] surface = [.. Parts.Select((ofFirst, i) =>
        {
            double[] row = [.. Parts.Select(ofSecond => isobole.Rating(ofFirst * firstAlone, ofSecond * secondAlone, cancellation))];
            progress.Report(Shares.Length + i + 1);
            return row;
        })];
        Tell(words, condition, relief, first.Opioids.Steps.Length + second.Opioids.Steps.Length > 0);
        string goal = string.Create(CultureInfo.InvariantCulture, $"a rating of {rating:G3} at {RatingTimes.Text(seconds)}");
        return Task.FromResult(new StudyResult
        {
            Title = $"Doses that bring pain to {goal}: a typical person with {condition.Title}",
            Sections =
            [
                new TextSection($"A: {request.First}. B: {request.Second}. Before treatment {Text(before)}, " +
                    $"without a drug {Text(isobole.Rating(0, 0, cancellation))}."),
                new TableSection("Alone and together, in multiples of A and B", new ResultTable(
                    [new("of the effect by A", "%"), new("times A"), new("times B"), new("interaction index")],
                    [.. points.Select(one => (ImmutableArray<Cell>)[100 * one.Share, one.First, one.Second, one.Index])])),
                new TableSection("Rating, by times A (down) and times B (across)", new ResultTable(
                    [new("times A"), .. Parts.Select(part => new ResultColumn(Text(part * secondAlone)))],
                    [.. Parts.Select((part, i) => (ImmutableArray<Cell>)[part * firstAlone, .. surface[i].Select(one => (Cell)one)])])),
                new FigureSection(Figure.Of(Picture(request, goal, points))),
            ],
            Values = new ResultTable(
                [new("times A"), new("times B"), new("rating")],
                [.. from i in Enumerable.Range(0, Parts.Length) from k in Enumerable.Range(0, Parts.Length)
                    select (ImmutableArray<Cell>)[Parts[i] * firstAlone, Parts[k] * secondAlone, surface[i][k]]]),
            Notes = [new Note(NoteKind.Remark, CourseFigure.Disclaimer) { IsFirst = true }, .. words.Notes],
        });
    }

    private PainGroup Group(IsobologramRequest request, CordWords words, PainCondition condition, PainRelief relief) => library.Pain.Group(
        condition, relief, FollowedPeople.PainBefore(request.Baseline), words.CircuitOf(condition), words.KnockOuts(),
        ImmutableSortedDictionary<string, double>.Empty);

    private void Tell(CordWords words, PainCondition condition, PainRelief relief, bool hasOpioids)
    {
        foreach (string basis in (string[])[.. condition.Basis, relief.Title, .. hasOpioids ? library.Pain.File.Opioids : []])
        {
            words.Assume(basis);
        }

        words.Note(NoteKind.Remark, "An index of 1 is additive, less is more than additive. Here it follows from how the text of a person puts the drugs " +
            "together, and from the shapes of their curves: it is no finding about patients.");
        words.Note(NoteKind.Source, "Tallarida RJ (2000) Drug Synergism and Dose-Effect Data Analysis, Chapman & Hall: the interaction index.");
    }

    private static PointFigure Picture(IsobologramRequest request, string goal, ImmutableArray<IsobolePoint> points)
    {
        double firstAlone = points[^1].First, secondAlone = points[0].Second;
        return new PointFigure
        {
            Title = $"Isobologram: {goal}",
            Panels =
            [
                new PointPanel($"times {request.First}", $"times {request.Second}",
                [
                    new PointSeries("additive", [0, firstAlone], [secondAlone, 0], IsLine: true),
                    new PointSeries("together", [.. points.Select(one => one.First)], [.. points.Select(one => one.Second)], IsLine: false) { Colour = 1 },
                ]),
            ],
        };
    }

    private static string Text(double number) => string.Create(CultureInfo.InvariantCulture, $"{number:G3}");
}
