using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Pain;

/// <summary>People of a condition: each has a cord with ongoing input and flares of its own, and rates what comes out of it.</summary>
public sealed class PainGroup
{
    /// <summary>So many cords go through the solver side by side.</summary>
    private const int Together = 128;

    private readonly CordCircuit _circuit;
    private readonly ImmutableArray<ValueChange> _knockOuts;
    private readonly PersonText _person;
    private readonly double? _baseline;
    private readonly Lazy<double> _scale;

    /// <summary>A group.</summary>
    /// <param name="circuit">The circuit of their cords.</param>
    /// <param name="person">The text of a person, with the values of the condition.</param>
    /// <param name="baseline">The rating of a typical person before treatment; null for the pain of the cord.</param>
    /// <param name="knockOuts">What is knocked out in all cords.</param>
    internal PainGroup(CordCircuit circuit, PersonText person, double? baseline, ImmutableArray<ValueChange> knockOuts)
    {
        (_circuit, _person, _baseline, _knockOuts) = (circuit, person, baseline, knockOuts);
        _scale = new(Scale);
    }

    /// <summary>A typical person, without flares.</summary>
    public PainPeople Typical() => _person.Typical();

    /// <summary>Virtual people.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="seconds">For how long they will be followed, s.</param>
    public PainPeople Draw(int count, ulong seed, double seconds) => _person.Draw(count, seed, seconds);

    /// <summary>Treats people and follows them.</summary>
    /// <param name="people">The people.</param>
    /// <param name="treatment">What is done to them.</param>
    /// <param name="times">When they rate their pain, s from the start of the treatment, ascending.</param>
    /// <param name="progress">Told how many people are done; or null.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public PainCourses Follow(
        PainPeople people, PainTreatment treatment, ImmutableArray<double> times, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ImmutableArray<ImmutableArray<double>>.Builder ratings = ImmutableArray.CreateBuilder<ImmutableArray<double>>(people.Count);
        for (int first = 0; first < people.Count; first += Together)
        {
            PainPeople part = people.Part(first, Math.Min(Together, people.Count - first));
            ratings.AddRange(Rate(part, treatment, times, Cords(part, treatment, times, cancellation), cancellation));
            progress?.Report(ratings.Count);
        }

        return new PainCourses(times, ratings.ToImmutable());
    }

    private double[][] Cords(PainPeople people, PainTreatment treatment, ImmutableArray<double> times, CancellationToken cancellation)
    {
        ImmutableArray<ValueChange> changes = [.. treatment.Alternative is { } alternative ? SpinalCord.Of(alternative) : [], .. _knockOuts];
        ImmutableArray<CordRecord> records = new ChronicCord(_circuit, _person.Before).Follow(
            [
                .. Enumerable.Range(0, people.Count).Select(i =>
                    new FollowedCord(people.Input[i], changes, treatment.Exposure.Times(people.Exposure[i]), people.Flares[i])),
            ], times, cancellation);
        return [.. records.Select(record => record.Course(CordNames.Pain))];
    }

    private IEnumerable<ImmutableArray<double>> Rate(
        PainPeople people, PainTreatment treatment, ImmutableArray<double> times, double[][] cords, CancellationToken cancellation)
    {
        // A step of concentrations begins with its mean; before the first dose there is none.
        double At(StepCourse course, int time) => times[time] > 0 ? course.At(times[time]) : 0;
        double[] free = [.. times.Select((_, time) => At(treatment.Exposure.Membrane, time))];
        double[] equivalents = [.. times.Select((_, time) => At(treatment.Exposure.Equivalents, time))];
        double[] opioids = [.. times.Select((_, time) => At(treatment.Exposure.Opioids, time))];
        RatedMoment[] moments = [.. from person in Enumerable.Range(0, people.Count) from time in Enumerable.Range(0, times.Length) select new RatedMoment(
            person, cords[person][time], people.Exposure[person] * free[time], people.Exposure[person] * equivalents[time],
            people.Exposure[person] * opioids[time], times[time], treatment.IsTreated)];
        double[] ratings = _person.Rate(people, moments, _scale.Value, cancellation);
        return Enumerable.Range(0, people.Count).Select(person => (ImmutableArray<double>)[.. ratings.AsSpan(person * times.Length, times.Length)]);
    }

    private double Scale() => _baseline is not { } baseline ? 1 : baseline / Cords(Typical(), PainTreatment.Placebo, [0], CancellationToken.None)[0][0];
}
