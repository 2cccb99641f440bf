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
    public double DeadHours => DeadHoursOf(Dose);

    internal static double DeadHoursOf(DoseEvent dose) => Math.Max(dose.Control!.Lockout?.Hours ?? 0, dose.Duration?.Hours ?? 0);
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
        ImmutableArray<DemandCourse> courses = CoursesOf(asked, seed, subject: 0);
        ImmutableArray<DoseEvent> doses = Given(asked, courses);
        return doses.IsEmpty
            ? throw new UserErrorException(string.Create(CultureInfo.InvariantCulture,
                $"with the seed {seed} the patient asks for no dose at all: another --seed draws other demands"))
            : new DrawnDemands(new Regimen(doses)
            {
                WeightKg = asked.WeightKg,
                Label = asked.Title,
                Notes = [.. courses.Select(course => Note(course.Dose, seed, "The patient's")).Distinct(), .. asked.Notes],
            }, courses);
    }

    /// <summary>What the pumps of a regimen are asked for by one person, and what they give.</summary>
    /// <param name="asked">The regimen.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="subject">The number of the person: the demands of each are independent of all others'.</param>
    public static ImmutableArray<DemandCourse> CoursesOf(Regimen asked, ulong seed, long subject)
    {
        RandomStream stream = new(seed, StreamName);
        ImmutableArray<double> starts = asked.StartHours();
        ImmutableArray<DemandCourse>.Builder courses = ImmutableArray.CreateBuilder<DemandCourse>();
        foreach ((int index, DoseEvent dose) in asked.Doses.Index().Where(one => one.Item.Control is not null))
        {
            courses.Add(Draw(dose, starts[index], place => stream.Uniform(subject, occasion: courses.Count, index: place)));
        }

        return courses.ToImmutable();
    }

    /// <summary>All doses that one person gets, each at its time; empty where there is none.</summary>
    /// <param name="asked">The regimen.</param>
    /// <param name="courses">What its pumps give, in the order of the regimen.</param>
    public static ImmutableArray<DoseEvent> Given(Regimen asked, ImmutableArray<DemandCourse> courses)
    {
        ImmutableArray<double> starts = asked.StartHours();
        int pump = 0;
        return
        [
            .. asked.Doses.SelectMany((dose, index) => dose.Control is null ? [At(dose, starts[index])]
                : courses[pump++].Deliveries.Select(time => At(Single(dose), time))),
        ];
    }

    /// <summary>One dose of a pump, given at a time.</summary>
    /// <param name="dose">The patient-controlled dose.</param>
    internal static DoseEvent Single(DoseEvent dose) => dose with { Control = null, Count = 1, Interval = null, Course = null };

    /// <summary>A dose at a time.</summary>
    /// <param name="dose">The dose.</param>
    /// <param name="hours">The time, h from the start of the regimen.</param>
    internal static DoseEvent At(DoseEvent dose, double hours) => dose with { Start = DoseStart.AtTime, Offset = new Duration(hours, TimeUnit.Hour) };

    /// <summary>How the demands for a dose are drawn, in a sentence.</summary>
    /// <param name="dose">The dose.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="whose">Whose they are: the first words of the sentence.</param>
    internal static string Note(DoseEvent dose, ulong seed, string whose)
    {
        double deadHours = DemandCourse.DeadHoursOf(dose);
        string dead = deadHours > 0
            ? string.Create(CultureInfo.InvariantCulture, $"a demand within {deadHours * 60:0.###} min after the start of a delivery is not served")
            : "every demand is served, because there is no lockout";
        return string.Create(CultureInfo.InvariantCulture,
            $"{whose} demands for {dose.Drug} are drawn: a Poisson process of {dose.Control!.Demands} with the seed {seed} "
            + $"(--seed draws others); {dead}.");
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
}
