using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Pain;

/// <summary>Moments of people whose pain is rated, a row each.</summary>
/// <param name="Person">Which of the people.</param>
/// <param name="Cord">The pain of the cord, 0 to 10.</param>
/// <param name="Free">Free ketamine at the effect site, uM.</param>
/// <param name="Equivalents">The same as S-ketamine that acts as much, uM.</param>
/// <param name="Opioids">Free opioids at their effect site, as morphine that acts as much, uM.</param>
/// <param name="Elapsed">The time since the treatment began, s.</param>
/// <param name="IsTreated">Whether there is a treatment, be it a placebo.</param>
internal readonly record struct RatedMoment(int Person, double Cord, double Free, double Equivalents, double Opioids, double Elapsed, bool IsTreated);

/// <summary>The text of a person in pain (<c>models/pain/person.ant</c>) with the values of a condition: draws people, and rates their pain.</summary>
/// <param name="model">The text.</param>
/// <param name="set">Values that are not those of the text.</param>
internal sealed class PersonText(LoadedModel model, ImmutableSortedDictionary<string, double> set)
{
    private const string Input = "input", Exposure = "exposure", Rating = "rating", FlareStream = "flare of ongoing input";
    private const string FlareInterval = "flare_interval", FlareSize = "flare_size", FlareTime = "flare_time";

    private static readonly ImmutableArray<string> Moment = ["cord", "C", "C_S", "C_opioid", "elapsed", "treated", "scale"];
    private static readonly ImmutableArray<string> History = ["disinhibition", "injury_rate", "injury_time", "settling_time"];

    private readonly Lazy<ImmutableSortedDictionary<string, double>> _numbers =
        new(() => TextValues.Of(model, [.. History, FlareInterval, FlareSize, FlareTime], set));
    private readonly Dictionary<string, PreparedRun> _ratings = [];

    /// <summary>The names that the text has, which may be set.</summary>
    public bool Has(string name) => model.System.Parameters.Any(one => one.Name == name);

    /// <summary>The same person with other values.</summary>
    /// <param name="more">The values.</param>
    public PersonText With(ImmutableSortedDictionary<string, double> more) => more.IsEmpty ? this : new(model, set.SetItems(more));

    /// <summary>What the cord goes through before treatment.</summary>
    public CordHistory Before => new(_numbers.Value[History[0]], _numbers.Value[History[1]], _numbers.Value[History[2]], _numbers.Value[History[3]]);

    /// <summary>The person whose deviations are all 0, without flares.</summary>
    public PainPeople Typical()
    {
        RunOutcome outcome = ModelRun.Run(Request([Input, Exposure]));
        return new PainPeople(new SubjectTable([1], [], default), [outcome.Trajectories[0, 0, 0]], [outcome.Trajectories[0, 1, 0]], [StepCourse.None]);
    }

    /// <summary>Virtual people; each is the same whatever their number, and has the same flares whatever the treatment.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="seconds">For how long flares are drawn, s.</param>
    public PainPeople Draw(int count, ulong seed, double seconds)
    {
        PopulationChunk people = PopulationSimulation.Run(Request([Input, Exposure]), new PopulationSettings { Subjects = count, Seed = seed });
        double[] Of(int quantity) => [.. Enumerable.Range(0, count).Select(person => people.Outcome.Trajectories[person, quantity, 0])];
        RandomStream stream = new(seed, FlareStream);
        return new PainPeople(people.Subjects, [.. Of(0)], [.. Of(1)], [.. people.Subjects.Ids.Select(id => Flares(stream, id, seconds))]);
    }

    /// <summary>Rates the pain of people at moments.</summary>
    /// <param name="people">The people.</param>
    /// <param name="moments">The moments.</param>
    /// <param name="scale">The rating before treatment over the pain of the cord.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>A rating for each moment, 0 to 10.</returns>
    public double[] Rate(PainPeople people, IReadOnlyList<RatedMoment> moments, double scale, CancellationToken cancellation)
    {
        int drawn = people.Drawn.Columns.Length, width = drawn + Moment.Length;
        double[] values = new double[moments.Count * width];
        for (int i = 0; i < moments.Count; i++)
        {
            RatedMoment moment = moments[i];
            people.Drawn.Values.Span.Slice(moment.Person * drawn, drawn).CopyTo(values.AsSpan(i * width));
            ReadOnlySpan<double> now =
                [moment.Cord, moment.Free, moment.Equivalents, moment.Opioids, moment.Elapsed, moment.IsTreated ? 1 : 0, scale];
            now.CopyTo(values.AsSpan((i * width) + drawn));
        }

        ImmutableArray<string> columns = [.. people.Drawn.Columns, .. Moment];
        RunOutcome outcome = Compiled(columns).Run(new SubjectTable([.. Enumerable.Range(1, moments.Count).Select(id => (long)id)], columns, values), null,
            cancellation);
        return [.. Enumerable.Range(0, moments.Count).Select(i => outcome.Trajectories[i, 0, 0])];
    }

    private StepCourse Flares(RandomStream stream, long person, double seconds)
    {
        List<StepCourse> flares = [];
        double time = 0;
        for (int i = 0; ; i++)
        {
            time -= Math.Log(stream.Uniform(person, 0, i)) * _numbers.Value[FlareInterval];
            if (time >= seconds)
            {
                return flares.Count == 0 ? StepCourse.None : StepCourse.Sum(flares);
            }

            flares.Add(StepCourse.Between(time, time + _numbers.Value[FlareTime], _numbers.Value[FlareSize]));
        }
    }

    private PreparedRun Compiled(ImmutableArray<string> columns)
    {
        lock (_ratings)
        {
            string key = string.Join(' ', columns);
            return _ratings.TryGetValue(key, out PreparedRun? known) ? known : _ratings[key] = PreparedRun.Compile(Request([Rating]), columns);
        }
    }

    private RunRequest Request(ImmutableArray<string> show) => new() { Model = model, Overrides = set, Times = [0], Show = show };
}
