using System.Collections.Immutable;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Targets;

/// <summary>What of the targets of drugs a dose occupies over time.</summary>
/// <param name="Regimen">The doses.</param>
/// <param name="Given">The drugs, each with its pharmacokinetic model, and why this one.</param>
/// <param name="Joined">The text that was solved.</param>
/// <param name="Outcome">Its courses: the free concentration of each drug, uM, then the share of each target.</param>
internal sealed record Engagement(Regimen Regimen, ImmutableArray<GivenDrug> Given, JoinedTargets Joined, RunOutcome Outcome)
{
    /// <summary>Joins a dose with its targets and solves them as one text.</summary>
    /// <param name="library">Models, targets and joins.</param>
    /// <param name="drugs">What drugs do at targets.</param>
    /// <param name="dose">The dose, and who gets it.</param>
    /// <param name="effect">The effect whose delay behind plasma is taken.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">Nothing can be joined, or the equations cannot be solved.</exception>
    public static Engagement Of(KetamineLibrary library, DrugCabinet drugs, DoseRequest dose, string effect, CancellationToken cancellation)
    {
        ImmutableArray<GivenDrug> given = GivenDrug.Of(dose, library.Pharmacokinetics);
        JoinedTargets joined = JoinedTargets.Of(library, drugs, given, effect);
        Regimen regimen = dose.Read();
        RunOutcome outcome = ModelRun.Run(
            joined.Request(given, SamplingGrid.For(regimen, DoseSimulation.Hours(dose, regimen))), progress: null, cancellation);
        return outcome.Failures.IsEmpty ? new Engagement(regimen, given, joined, outcome)
            : throw new UserErrorException($"the equations could not be solved: {outcome.Failures[0].Failure}");
    }

    /// <summary>The share of each target, in the order of <see cref="JoinedTargets.Targets"/>, over time.</summary>
    public ImmutableArray<ImmutableArray<double>> Occupied { get; } =
        [.. Joined.Targets.Select((_, i) => (ImmutableArray<double>)[.. Outcome.Trajectories.Course(0, Joined.Drugs.Length + i)])];

    /// <summary>What a reader is told of the numbers: warnings, assumptions, sources.</summary>
    public ImmutableArray<Note> Notes =>
    [
        .. Given.SelectMany(one => one.Notes).Concat(Joined.Assumptions.Select(text => new Note(NoteKind.Assumption, text)))
            .Concat(Joined.Sources.Select(one => new Note(NoteKind.Source, $"{one.Text} {one.Url}")))
            .Distinct().OrderBy(note => note.Kind is NoteKind.Warning ? 0 : note.Kind is NoteKind.Assumption ? 1 : 2),
    ];

    /// <summary>What is occupied of each target over time, %, in the order of <see cref="JoinedTargets.Targets"/>, for a picture or a table.</summary>
    /// <param name="unitsInAnHour">How many units of the axis of time are an hour.</param>
    public ImmutableArray<CourseSeries> Courses(double unitsInAnHour = 1)
    {
        ImmutableArray<double> axis = [.. Outcome.Trajectories.Times.Select(time => time * unitsInAnHour)];
        return [.. Joined.Targets.Select((target, i) => new CourseSeries(target.Title, axis, [.. Occupied[i].Select(share => 100 * share)], [], []))];
    }
}
