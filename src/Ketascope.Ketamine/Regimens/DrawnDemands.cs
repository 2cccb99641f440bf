using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Regimens;

/// <summary>What a patient-controlled pump was asked for, and what it gave.</summary>
/// <param name="Dose">The dose as it was said.</param>
/// <param name="Demands">How many demands there were.</param>
/// <param name="Deliveries">When doses were given, h from the start of the regimen, ascending.</param>
public sealed record DemandCourse(DoseEvent Dose, int Demands, ImmutableArray<double> Deliveries)
{
    /// <summary>For how long the pump gives nothing more after the start of a dose, h: the lockout, or the dose itself where it lasts longer.</summary>
    public double DeadHours => Math.Max(Dose.Control!.Lockout?.Hours ?? 0, Dose.Duration?.Hours ?? 0);
}

/// <summary>
/// A regimen whose patient-controlled doses were drawn: demands are a Poisson process of the stated rate; one within the lockout after a delivery is not
/// served and does not prolong the lockout.
/// </summary>
public sealed class DrawnDemands
{
    private const string StreamName = "demands of a patient-controlled pump";

    private DrawnDemands(Regimen regimen, ImmutableArray<DemandCourse> courses) => (Regimen, Courses) = (regimen, courses);

    /// <summary>All doses, each at its time.</summary>
    public Regimen Regimen { get; }

    /// <summary>The pumps, in the order of the regimen.</summary>
    public ImmutableArray<DemandCourse> Courses { get; }

    /// <summary>Draws the demands of one person.</summary>
    /// <param name="asked">The regimen, with at least one patient-controlled dose.</param>
    /// <param name="seed">The seed: the same one draws the same demands.</param>
    /// <exception cref="UserErrorException">Nobody asked for anything, so there is no dose at all.</exception>
    public static DrawnDemands Of(Regimen asked, ulong seed)
    {
        RandomStream stream = new(seed, StreamName);
        ImmutableArray<double> starts = asked.StartHours();
        ImmutableArray<DoseEvent>.Builder doses = ImmutableArray.CreateBuilder<DoseEvent>();
        ImmutableArray<DemandCourse>.Builder courses = ImmutableArray.CreateBuilder<DemandCourse>();
        foreach ((int index, DoseEvent dose) in asked.Doses.Index())
        {
            if (dose.Control is null)
            {
                doses.Add(At(dose, starts[index]));
                continue;
            }

            DemandCourse course = Draw(dose, starts[index], place => stream.Uniform(subject: 0, occasion: courses.Count, index: place));
            DoseEvent single = dose with { Control = null, Count = 1, Interval = null, Course = null };
            doses.AddRange(course.Deliveries.Select(time => At(single, time)));
            courses.Add(course);
        }

        return doses.Count == 0
            ? throw new UserErrorException(string.Create(CultureInfo.InvariantCulture,
                $"with the seed {seed} the patient asks for no dose at all: another --seed draws other demands"))
            : new DrawnDemands(new Regimen(doses.ToImmutable())
            {
                WeightKg = asked.WeightKg,
                Label = asked.Title,
                Notes = [.. courses.Select(course => Note(course, seed)).Distinct(), .. asked.Notes],
            }, courses.ToImmutable());
    }

    private static DemandCourse Draw(DoseEvent dose, double start, Func<int, double> uniform)
    {
        DemandCourse course = new(dose, 0, []);
        double mean = dose.Interval!.Value.Hours, length = dose.Course!.Value.Hours, dead = course.DeadHours;
        double free = 0;
        int demands = 0;
        ImmutableArray<double>.Builder deliveries = ImmutableArray.CreateBuilder<double>();
        for (double time = Wait(0); time < length; time += Wait(demands))
        {
            demands++;
            if (time >= free)
            {
                deliveries.Add(start + time);
                free = time + dead;
            }
        }

        return course with { Demands = demands, Deliveries = deliveries.ToImmutable() };

        // The times between the events of a Poisson process are exponential.
        double Wait(int place) => -mean * Math.Log(uniform(place));
    }

    private static DoseEvent At(DoseEvent dose, double hours) => dose with { Start = DoseStart.AtTime, Offset = new Duration(hours, TimeUnit.Hour) };

    private static string Note(DemandCourse course, ulong seed)
    {
        string dead = course.DeadHours > 0
            ? string.Create(CultureInfo.InvariantCulture, $"a demand within {course.DeadHours * 60:0.###} min after the start of a delivery is not served")
            : "every demand is served, because there is no lockout";
        return string.Create(CultureInfo.InvariantCulture,
            $"The patient's demands for {course.Dose.Drug} are drawn: a Poisson process of {course.Dose.Control!.Demands} with the seed {seed} "
            + $"(--seed draws others); {dead}.");
    }
}
