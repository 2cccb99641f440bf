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
/// <param name="Choice">The pharmacokinetic model, and why this one.</param>
/// <param name="Joined">The text that was solved.</param>
/// <param name="Outcome">Its courses: the free concentration of each drug, uM, then the share of each target.</param>
internal sealed record Engagement(Regimen Regimen, ModelChoice Choice, JoinedTargets Joined, RunOutcome Outcome)
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
        (Regimen regimen, ModelChoice choice) = DoseSimulation.Plan(dose, library.Pharmacokinetics);
        JoinedTargets joined = JoinedTargets.Of(library, drugs, choice.Model.At(dose.Site), effect);
        ImmutableArray<double> times = SamplingGrid.For(regimen, DoseSimulation.Hours(dose, regimen));
        RunOutcome outcome = ModelRun.Run(joined.Request(DoseSimulation.ToRun(dose, regimen, choice.Model, times)), progress: null, cancellation);
        return outcome.Failures.IsEmpty ? new Engagement(regimen, choice, joined, outcome) { With = dose.With }
            : throw new UserErrorException($"the equations could not be solved: {outcome.Failures[0].Failure}");
    }

    /// <summary>Where concentrations are taken from if nothing is said: the artery, if a model of the doses has one.</summary>
    /// <param name="models">The models.</param>
    /// <param name="regimen">The doses.</param>
    /// <param name="named">The model that is asked for; null for any.</param>
    public static string? UsualSite(ModelLibrary models, Regimen regimen, string? named) => models.Models.Any(model =>
        (named is null || model.Id == named) && model.Samples(SamplingSite.Arterial) && regimen.Sites.All(model.Takes)) ? SamplingSite.Arterial : null;

    /// <summary>The share of each target, in the order of <see cref="JoinedTargets.Targets"/>, over time.</summary>
    public ImmutableArray<ImmutableArray<double>> Occupied { get; } =
        [.. Joined.Targets.Select((_, i) => (ImmutableArray<double>)[.. Outcome.Trajectories.Course(0, Joined.Drugs.Length + i)])];

    /// <summary>What changes metabolism; null for nothing.</summary>
    public Interaction? With { get; private init; }

    /// <summary>What a reader is told of the numbers: warnings, assumptions, sources.</summary>
    public ImmutableArray<Note> Notes =>
    [
        .. Choice.Warnings.Concat(With?.Contradictions(Regimen.Sites) ?? []).Select(text => new Note(NoteKind.Warning, text)),
        .. (With?.Assumptions(Regimen.Sites) ?? []).Concat(Regimen.Notes).Concat(Choice.Model.Assumptions).Concat(Joined.Assumptions)
            .Select(text => new Note(NoteKind.Assumption, text)),
        .. Choice.Model.Citations.Select(one => $"{one.Text} {one.Url}").Concat(With is null ? [] : [With.Source(Regimen.Sites)])
            .Concat(Joined.Sources.Select(one => $"{one.Text} {one.Url}")).Distinct()
            .Select(text => new Note(NoteKind.Source, text)),
    ];

    /// <summary>What is occupied of each target over time, %, in the order of <see cref="JoinedTargets.Targets"/>, for a picture or a table.</summary>
    /// <param name="unitsInAnHour">How many units of the axis of time are an hour.</param>
    public ImmutableArray<CourseSeries> Courses(double unitsInAnHour = 1)
    {
        ImmutableArray<double> axis = [.. Outcome.Trajectories.Times.Select(time => time * unitsInAnHour)];
        return [.. Joined.Targets.Select((target, i) => new CourseSeries(target.Title, axis, [.. Occupied[i].Select(share => 100 * share)], [], []))];
    }
}
