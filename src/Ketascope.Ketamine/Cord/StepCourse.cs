using System.Collections.Immutable;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Cord;

/// <summary>A quantity that changes in steps: an input of fibres, a concentration.</summary>
/// <param name="Steps">From when on, s, it has which value; 0 before the first step. Ascending.</param>
public sealed record StepCourse(ImmutableArray<(double Time, double Value)> Steps)
{
    /// <summary>Nothing at any time.</summary>
    public static StepCourse None { get; } = new([]);

    /// <summary>A value from one time until another.</summary>
    /// <param name="start">The start, s.</param>
    /// <param name="end">The end, s; infinity for ever.</param>
    /// <param name="value">The value.</param>
    public static StepCourse Between(double start, double end, double value) =>
        double.IsFinite(end) ? new([(start, value), (end, 0)]) : new([(start, value)]);

    /// <summary>The sum of courses.</summary>
    /// <param name="courses">The courses.</param>
    public static StepCourse Sum(IReadOnlyList<StepCourse> courses)
    {
        if (courses.Count == 1)
        {
            return courses[0];
        }

        double sum = 0;
        ImmutableArray<(double, double)>.Builder steps = ImmutableArray.CreateBuilder<(double, double)>();
        var jumps = courses.SelectMany(course => course.Steps.Select((step, i) => (step.Time, Jump: step.Value - (i > 0 ? course.Steps[i - 1].Value : 0))));
        foreach (var moment in jumps.GroupBy(jump => jump.Time).OrderBy(moment => moment.Key))
        {
            sum += moment.Sum(jump => jump.Jump);
            steps.Add((moment.Key, Math.Abs(sum) < 1e-12 ? 0 : sum));
        }

        return new(steps.ToImmutable());
    }

    /// <summary>The value at a time, s.</summary>
    /// <param name="time">The time.</param>
    public double At(double time)
    {
        int low = 0, high = Steps.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Steps[middle].Time <= time ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? 0 : Steps[low - 1].Value;
    }

    /// <summary>The same, later.</summary>
    /// <param name="seconds">By how much, s.</param>
    public StepCourse Later(double seconds) => new([.. Steps.Select(step => (step.Time + seconds, step.Value))]);

    /// <summary>The course as changes of a parameter, until an end.</summary>
    internal IEnumerable<ValueChange> Changes(string parameter, double end) =>
        Steps.Where(step => step.Time < end).Select(step => new ValueChange(step.Time, parameter, step.Value));
}
