using System.Collections.Immutable;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Ketamine.Targets;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Joins a pharmacokinetic model with the targets of drugs: what a dose occupies, over time, in one text that is solved as a whole.</summary>
/// <param name="library">Models, drugs, targets and joins.</param>
public sealed class EngageStudy(KetamineLibrary library) : Study<EngageRequest>("engage", () => KetamineRequests.Default.EngageRequest)
{
    private const string UsualEffect = "hypnosis";

    /// <summary>How many targets a picture shows: more lines than these are not told apart.</summary>
    private const int MostShown = 6;

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(EngageRequest request, StudyContext context, CancellationToken cancellation)
    {
        DoseRequest dose = Read(request);
        string effect = request.Effect is { } asked ? Known(asked) : UsualEffect;
        Engagement engaged = Engagement.Of(library, Chosen(dose, request.Alternative), dose, effect, cancellation);
        return request.Effect is null || engaged.Joined.TakesEffect ? Task.FromResult(Result(engaged)) : throw new UserErrorException(
            $"--effect {effect}: it would change nothing, because the delay of {engaged.Joined.Drugs[0].Names[0]} is not known by effect " +
            $"({engaged.Joined.Title})");
    }

    /// <summary>The drugs with other published numbers, which have to be of drugs that the dose gives.</summary>
    private DrugCabinet Chosen(DoseRequest dose, ImmutableArray<string> alternatives)
    {
        if (alternatives.IsEmpty)
        {
            return library.Drugs;
        }

        ImmutableArray<GivenDrug> given = GivenDrug.Of(dose, library.Pharmacokinetics);
        return ActionChoices.Apply(
            library.Drugs, library.Targets, alternatives, JoinedTargets.DrugsOf(library.Drugs, given).Select(drug => drug.Id).ToHashSet());
    }

    private static StudyResult Result(Engagement engaged)
    {
        (Regimen regimen, ImmutableArray<GivenDrug> given, JoinedTargets joined, RunOutcome outcome) = engaged;
        double[] times = [.. outcome.Trajectories.Times];
        CourseSeries[] free =
            [.. joined.Drugs.Select((drug, i) => new CourseSeries(drug.Names[0], [.. times], [.. outcome.Trajectories.Course(0, i)], [], []))];
        ImmutableArray<CourseSeries> occupied = engaged.Courses();
        CourseSeries[] all = [.. free, .. occupied];
        int[] byPeak = [.. Enumerable.Range(0, occupied.Length).OrderByDescending(i => occupied[i].Middle.Max())];
        return new StudyResult
        {
            Title = $"What is occupied after {regimen.Describe()}",
            Sections =
            [
                .. given.Select(one => new TextSection($"Model: {one.Choice.Model.Id}: {one.Choice.Model.Title}. {one.Choice.Reason}")),
                new TextSection($"Joined: {joined.Title}"),
                new TableSection("Occupied", new ResultTable(
                    [new("target"), new("peak", "%"), new("at", "h"), new("above half of it", "h"), new("at the end", "%")],
                    [.. byPeak.Select(i => Row(joined.Occupancy.Title(joined.Targets[i]), occupied[i]))])),
                new TableSection("Free at the effect site", new ResultTable(
                    [new("drug"), new("peak", "uM"), new("at", "h"), new("above half of it", "h"), new("at the end", "uM")],
                    [.. joined.Drugs.Select((drug, i) => Row(drug.Names[0], free[i]))])),
                new FigureSection(Figure.Of(new CourseFigure
                {
                    Title = regimen.Describe(),
                    Subtitle = joined.Title,
                    Panels = [new CoursePanel(byPeak.Length > MostShown ? $"occupied (%), the {MostShown} most" : "occupied (%)",
                        [.. byPeak.Take(MostShown).Select(i => occupied[i])]), new CoursePanel("free at the effect site (uM)", [.. free])],
                    TimeUnit = "h",
                    Doses = [.. SamplingGrid.DoseTimes(regimen).Select(one => new DoseInterval(one.Start, one.End))],
                })),
            ],
            Values = new ResultTable(
                [
                    new("time", "h"), .. free.Select(one => new ResultColumn($"{one.Label} free", "uM")),
                    .. occupied.Select(one => new ResultColumn($"{one.Label} occupied", "%")),
                ],
                [.. times.Select((time, i) => (ImmutableArray<Cell>)[time, .. all.Select(one => (Cell)one.Middle[i])])]),
            Notes = engaged.Notes,
        };
    }

    private static ImmutableArray<Cell> Row(string name, CourseSeries course)
    {
        double peak = course.Middle.Max(), above = 0;
        for (int i = 1; i < course.Times.Length; i++)
        {
            above += course.Middle[i] >= peak / 2 && course.Middle[i - 1] >= peak / 2 ? course.Times[i] - course.Times[i - 1] : 0;
        }

        return [name, peak, course.Times[course.Middle.IndexOf(peak)], above, course.Middle[^1]];
    }

    private string Known(string effect) => library.Common.Effects.Contains(effect) ? effect : throw new UserErrorException(
        $"no delay of the effect '{effect}' is known{NearestName.Hint(effect, library.Common.Effects)}; known are {string.Join(", ", library.Common.Effects)}");

    private DoseRequest Read(EngageRequest request)
    {
        if (request.Weight is { Spread: not null })
        {
            throw new UserErrorException("--weight: a spread is of many people, and engage is of one");
        }

        Regimen regimen = RegimenParser.Read(request.Regimen);
        return new DoseRequest
        {
            Regimen = request.Regimen,
            WeightKg = regimen.WeightFor(request.Weight?.Centre),
            Hours = request.For is { } time ? RegimenTime.ReadHours(time, "--for") : null,
            Model = request.Model,
            With = request.With is { } with ? library.Pharmacokinetics.Interactions.Find(with) : null,
            Site = SamplingSite.Read(request.Site),
        };
    }
}
