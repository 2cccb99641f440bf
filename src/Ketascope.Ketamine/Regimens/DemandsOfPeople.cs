using System.Collections.Immutable;

namespace Ketascope.Ketamine.Regimens;

/// <summary>
/// A regimen with patient-controlled pumps for many people, each of whom asks for doses at times of their own: a Poisson process for each pump and
/// person, which depends on the seed and the number of the person alone.
/// </summary>
public sealed class DemandsOfPeople
{
    private readonly Regimen _asked;
    private readonly ulong _seed;

    /// <summary>The demands of people.</summary>
    /// <param name="asked">The regimen, with at least one patient-controlled dose.</param>
    /// <param name="seed">The seed of the people.</param>
    public DemandsOfPeople(Regimen asked, ulong seed)
    {
        (_asked, _seed) = (asked, seed);
        ImmutableArray<double> starts = asked.StartHours();
        Pumps = [.. asked.Doses.Select((dose, i) => (Dose: dose, From: starts[i])).Where(one => one.Dose.Control is not null)
            .Select(one => (one.Dose, one.From, one.From + one.Dose.Course!.Value.Hours))];
        Frame = new Regimen([.. asked.Doses.SelectMany((dose, i) => dose.Control is null ? [DrawnDemands.At(dose, starts[i])]
            : new[] { starts[i], starts[i] + dose.Course!.Value.Hours }.Select(time => DrawnDemands.At(DrawnDemands.Single(dose), time)))])
        {
            WeightKg = asked.WeightKg,
            Label = asked.Title,
            Notes = [.. Pumps.Select(pump => DrawnDemands.Note(pump.Dose, seed, "Each person's own")).Distinct(), .. asked.Notes],
        };
    }

    /// <summary>
    /// The regimen with a dose at the start and at the end of the time of each pump: drugs, routes, and how long it lasts are those of every person,
    /// whatever they ask for. Nobody is given these two doses.
    /// </summary>
    public Regimen Frame { get; }

    /// <summary>The pumps, in the order of the regimen, with the times between which they answer, h.</summary>
    public ImmutableArray<(DoseEvent Dose, double From, double To)> Pumps { get; }

    /// <summary>The times between which pumps answer, h.</summary>
    /// <param name="substance">The substance that they give; null for any.</param>
    public ImmutableArray<(double From, double To)> Times(string? substance) =>
        [.. Pumps.Where(pump => substance is null || pump.Dose.Drug.Substance == substance).Select(pump => (pump.From, pump.To))];

    /// <summary>The doses that everybody is given at the same times; null where there are none.</summary>
    /// <param name="substance">The substance that they are of; null for any.</param>
    public Regimen? Shared(string? substance) => Of([.. Pumps.Select(pump => new DemandCourse(pump.Dose, 0, []))], substance);

    /// <summary>What the pumps are asked for by a person, and what they give.</summary>
    /// <param name="subject">The number of the person, from 1.</param>
    public ImmutableArray<DemandCourse> Courses(long subject) => DrawnDemands.CoursesOf(_asked, _seed, subject);

    /// <summary>The doses of a person; null where there are none.</summary>
    /// <param name="subject">The number of the person, from 1.</param>
    /// <param name="substance">The substance that they are of; null for any.</param>
    public Regimen? Of(long subject, string? substance) => Of(Courses(subject), substance);

    private Regimen? Of(ImmutableArray<DemandCourse> courses, string? substance)
    {
        ImmutableArray<DoseEvent> doses = [.. DrawnDemands.Given(_asked, courses).Where(dose => substance is null || dose.Drug.Substance == substance)];
        return doses.IsEmpty ? null : new Regimen(doses) { WeightKg = _asked.WeightKg };
    }
}
