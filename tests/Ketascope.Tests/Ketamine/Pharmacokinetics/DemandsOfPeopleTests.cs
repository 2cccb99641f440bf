using Ketascope.Ketamine;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Populations;

namespace Ketascope.Tests.Ketamine.Pharmacokinetics;

/// <summary>Virtual people with patient-controlled pumps: each asks for doses at times of their own, whatever else is simulated beside them.</summary>
public sealed class DemandsOfPeopleTests
{
    private const string Pump = "morphine 5 mg iv then PCA 1 mg iv lockout 5 min demand 6/h for 6 h";
    private const string PumpByWeight = "ketamine PCA 0.05 mg/kg iv over 2 min lockout 10 min demand 4/h for 4 h and 0.05 mg/kg/h iv for 4 h";

    private static readonly ModelLibrary s_library = House.Installed.Library.Pharmacokinetics;

    [Fact]
    public void A_person_is_the_same_in_chunks_of_any_size_and_among_any_number_of_people()
    {
        double[][] few = Courses(Prepare(PumpByWeight, 24, 8, spread: true)), many = Courses(Prepare(PumpByWeight, 64, 32, spread: true));
        Assert.NotEqual(few[0], few[1]);
        for (int person = 0; person < few.Length; person++)
        {
            Assert.Equal(few[person], many[person]);
        }
    }

    [Theory]
    [InlineData(Pump, "morphine-lotsch")]
    [InlineData(PumpByWeight, "domino-1982")]
    public void A_person_has_the_course_of_somebody_who_is_given_these_doses_at_these_times(string text, string model)
    {
        // Models without variability, so that only doses and body weight differ.
        DosePopulation population = Prepare(text, 5, 8, spread: true, model);
        DemandsOfPeople demands = new(RegimenParser.Read(text), 7);
        double[] times = [.. population.Simulation.Chunks(chunk => chunk.Observed.Times.ToArray(), null, TestContext.Current.CancellationToken).First()];
        double[] weights = population.Weights(5);
        double[][] courses = Courses(population);
        for (int person = 0; person < courses.Length; person++)
        {
            DoseRequest alone = new() { Regimen = text, Given = demands.Of(person + 1, null), WeightKg = weights[person], Model = model, Hours = 10 };
            Trajectories own = DoseSimulation.Run(alone, s_library, TimeProvider.System, TestContext.Current.CancellationToken).Outcome.Trajectories;
            double[] at = [.. own.Times];
            double[] values = own.Course(0, 0);
            int compared = 0;
            foreach ((int i, double time) in times.Index())
            {
                // Right at a bolus one of the two grids may show the value before it.
                if (Array.BinarySearch(at, time) is >= 0 and var place && time is > 0.01 and < 10)
                {
                    Assert.Equal(values[place], courses[person][i], 1e-6 * values.Max());
                    compared++;
                }
            }

            Assert.True(compared > 200, $"{compared} times are the same");
        }
    }

    [Fact]
    public void Demands_follow_the_seed_and_the_number_of_the_person_alone()
    {
        Regimen asked = RegimenParser.Read(Pump);
        DemandsOfPeople one = new(asked, 7), same = new(asked, 7), other = new(asked, 8);
        Assert.Equal(one.Courses(3)[0].Deliveries, same.Courses(3)[0].Deliveries);
        Assert.NotEqual(one.Courses(3)[0].Deliveries, one.Courses(4)[0].Deliveries);
        Assert.NotEqual(one.Courses(3)[0].Deliveries, other.Courses(3)[0].Deliveries);
    }

    [Fact]
    public void People_ask_as_often_as_the_rate_says()
    {
        DemandsOfPeople demands = new(RegimenParser.Read(Pump), 7);
        double[] counts = [.. Enumerable.Range(1, 1000).Select(subject => (double)demands.Courses(subject)[0].Demands)];

        // Four standard errors of the mean of a Poisson number of mean 36.
        Assert.Equal(36, counts.Average(), 4 * Math.Sqrt(36 / 1000.0));
    }

    [Fact]
    public void Somebody_who_asks_for_nothing_has_no_dose_of_the_pump()
    {
        DosePopulation population = Prepare("PCA ketamine 1 mg iv demand 1/day for 12 h", 16, 8, spread: false, "domino-1982");
        DemandsOfPeople demands = new(RegimenParser.Read("PCA ketamine 1 mg iv demand 1/day for 12 h"), 7);
        double[][] courses = Courses(population);
        bool[] asked = [.. Enumerable.Range(1, 16).Select(subject => demands.Courses(subject)[0].Deliveries.Length > 0)];
        Assert.Contains(true, asked);
        Assert.Contains(false, asked);
        Assert.Equal(asked, courses.Select(course => course.Max() > 0));
    }

    private static DosePopulation Prepare(string text, int count, int chunk, bool spread, string? model = null)
    {
        DemandsOfPeople demands = new(RegimenParser.Read(text), 7);
        DoseRequest request = new()
        {
            Regimen = text,
            Given = demands.Frame,
            Demands = demands,
            Model = model,
            WeightKg = 70,
            WeightSpread = spread ? new NormalDistribution(70, 10) : null,
            Hours = 10,
        };
        return DosePopulation.Prepare(request, new PopulationSettings { Subjects = count, Seed = 7, ChunkSize = chunk }, s_library);
    }

    /// <summary>The course of the first analyte of each person.</summary>
    private static double[][] Courses(DosePopulation population) =>
    [
        .. population.Simulation.Chunks(
            chunk => Enumerable.Range(0, chunk.Observed.SubjectCount).Select(subject => chunk.Observed.Course(subject, 0)).ToArray(),
            progress: null, TestContext.Current.CancellationToken).SelectMany(some => some),
    ];
}
