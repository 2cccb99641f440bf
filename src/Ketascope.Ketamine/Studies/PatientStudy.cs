using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pain;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Ketamine.Targets;
using Ketascope.Study.Plots;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>What a dose does to a patient: pain over time beside other treatments, and the targets that are engaged.</summary>
/// <param name="library">The cord, people in pain, targets, drugs and their pharmacokinetics.</param>
public sealed class PatientStudy(KetamineLibrary library) : Study<PatientRequest>("patient", () => KetamineRequests.Default.PatientRequest)
{
    private const string Effect = "hypnosis";
    private const double HoursAfter = 24;

    /// <summary>So many targets are shown; <c>engage</c> shows all.</summary>
    private const int MostTargets = 8, MostInPicture = 5;

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(PatientRequest request, StudyContext context, CancellationToken cancellation)
    {
        if (PartWords.AreAsked(request, library.Parts))
        {
            return Task.FromResult(new PartChart(new PartWords(request, library), library).Answer(request.Regimen, context, cancellation));
        }

        if (!request.Set.IsEmpty)
        {
            throw new UserErrorException("--set and --control are about what --show names; pain has no such settings");
        }

        request = request with { Alternative = request.Alternative ?? library.Cord.File.Alternatives[0].Name };
        PainWords words = new(request, library);
        ImmutableArray<CordAlternative> ways = words.Cord.Alternatives(hasDrug: true);
        if (ways.Length > 1)
        {
            throw new UserErrorException("--alternative: a patient is followed with one of them; 'cord patients' shows several side by side");
        }

        PatientArm[] arms = Arms(request, words, ways[0], cancellation);
        (PainGroup group, PainPeople people) = words.Draw();
        ImmutableArray<double> times = [.. arms.SelectMany(arm => RatingTimes.Grid(arm.Treatment.Exposure, words.End)).Distinct().Order()];
        IProgress<int> progress = context.Counter(people.Count * arms.Length, "people");
        for (int i = 0; i < arms.Length; i++)
        {
            PainCourses courses = group.Follow(people, arms[i].Treatment, times, new ShiftedProgress(progress, i * people.Count), cancellation);
            arms[i] = arms[i] with { Pain = [.. times.Select(time => courses.At(time).Average())] };
        }

        words.Tell();
        PatientChart chart = new(times, [.. arms]);
        return Task.FromResult(new StudyResult
        {
            Title = $"{request.Regimen}: {words.People} with {words.Condition.Title}",
            Sections = [.. Sections(request, words, chart)],
            Values = chart.Values(),
            Notes = [new Note(NoteKind.Remark, CourseFigure.Disclaimer) { IsFirst = true }, .. words.Cord.Notes, .. Notes(arms)],
        });
    }

    private static IEnumerable<ResultSection> Sections(PatientRequest request, PainWords words, PatientChart chart)
    {
        if (PartWords.Shows(request, PartWords.Pain))
        {
            yield return new TableSection($"Pain (NRS 0-10){(words.Count is null ? "" : ", mean")}", chart.Pain());
        }

        if (PartWords.Shows(request, PartWords.Occupancy))
        {
            yield return new TableSection("Targets, free drug at the effect site: the most that is occupied", chart.Targets(MostTargets));
        }

        yield return new FigureSection(Figure.Of(chart.Picture(request.Regimen, MostInPicture)));
    }

    private PatientArm[] Arms(PatientRequest request, PainWords words, CordAlternative way, CancellationToken cancellation)
    {
        return [.. FollowedPeople.Treatments(
            request, text => PainTreatment.IsPlacebo(text) ? new PatientArm(PainTreatment.PlaceboName, PainTreatment.Placebo, null) : Given(text))];

        PatientArm Given(string text) =>
            new(text, new PainTreatment(words.Given(text, cancellation), true, way), Engaged(text, words, cancellation));
    }

    /// <summary>The drugs without what they do at targets that are knocked out.</summary>
    private DrugCabinet Acting(PainWords words)
    {
        HashSet<string> gone = [.. library.Targets.Targets.Where(target =>
            target.Names.Append(target.Id).Any(name => words.Cord.Without.Contains(name, StringComparer.OrdinalIgnoreCase))).Select(target => target.Id)];
        return gone.Count == 0 ? library.Drugs
            : library.Drugs.With(drug => drug with { Actions = [.. drug.Actions.Where(action => !gone.Contains(action.Target))] });
    }

    private Engagement Engaged(string text, PainWords words, CancellationToken cancellation) => Engagement.Of(library, Acting(words), new DoseRequest
    {
        Regimen = text,
        WeightKg = words.Cord.WeightKg,
        Hours = Math.Min(words.End / RatingTimes.Hour, RegimenParser.Read(text).EndHours + HoursAfter),
    }, Effect, cancellation);

    private static IEnumerable<Note> Notes(PatientArm[] arms) => arms.Select(arm => arm.Engaged).OfType<Engagement>()
        .SelectMany(engaged => engaged.Notes.Prepend(new(NoteKind.Assumption, $"Targets: {Models(engaged)}, {engaged.Joined.Title}.")))
        .Append(new Note(NoteKind.Source, PatientChart.Source))
        .Distinct();

    private static string Models(Engagement engaged) => string.Join(", ", engaged.Given.Select(one => one.Choice.Model.Id));
}
