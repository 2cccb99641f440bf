using System.Collections.Immutable;
using Ketascope.Study.Observations;

namespace Ketascope.Ketamine.Claims;

/// <summary>Numbers that an area predicts, in the words of its rows of evidence: what claims about people measure.</summary>
/// <param name="experiment">The area.</param>
/// <param name="cancellation">Ends the work early.</param>
internal sealed class AreaNumbers(IExperiment experiment, CancellationToken cancellation)
{
    private readonly ArmPredictor _typical = new(experiment.Plan, Cohort.Typical);

    /// <summary>A number of the typical study, or of a typical person.</summary>
    /// <param name="regimen">What is given.</param>
    /// <param name="setting">The settings, separated by spaces.</param>
    /// <param name="output">The output.</param>
    /// <param name="time">When.</param>
    /// <param name="statistic">Of what the number is.</param>
    public double Of(string regimen, string setting, string output, string time, string statistic = "mean") =>
        _typical.Predict(Row(regimen, setting, output, time, statistic), cancellation).Value;

    /// <summary>A time of a typical person, min.</summary>
    /// <param name="regimen">What is given.</param>
    /// <param name="output">The output.</param>
    /// <param name="time">When it is known.</param>
    public double Minutes(string regimen, string output, string time) =>
        _typical.Predict(Row(regimen, "", output, time, "mean") with { Unit = "min" }, cancellation).Value;

    /// <summary>A share of virtual people, who are the same in each claim.</summary>
    /// <param name="regimen">What is given.</param>
    /// <param name="setting">The settings, separated by spaces.</param>
    /// <param name="threshold">The output with its threshold.</param>
    /// <param name="time">When.</param>
    public double Share(string regimen, string setting, string threshold, string time) =>
        new ArmPredictor(experiment.Plan, new Cohort(People, 1)).Predict(Row(regimen, setting, threshold, time, "share of subjects"), cancellation).Value;

    /// <summary>A course of the typical study or person.</summary>
    /// <param name="regimen">What is given.</param>
    /// <param name="setting">The settings, separated by spaces.</param>
    /// <param name="output">The output.</param>
    /// <param name="hours">The times, h.</param>
    public double[] Course(string regimen, string setting, string output, IReadOnlyList<double> hours)
    {
        Observation[] rows = [.. hours.Select(hour => Row(regimen, setting, output, FormattableString.Invariant($"{hour} h"), "mean"))];
        foreach (Observation row in rows)
        {
            _typical.Expect(row);
        }

        return [.. rows.Select(row => _typical.Predict(row, cancellation).Value)];
    }

    /// <summary>The first of some times at which one course is a difference below another; not a number where it never is.</summary>
    /// <param name="hours">The times.</param>
    /// <param name="course">The course.</param>
    /// <param name="other">The other.</param>
    /// <param name="difference">How far below.</param>
    public static double Separation(IReadOnlyList<double> hours, double[] course, double[] other, double difference) =>
        hours.Zip(course.Zip(other)).Where(one => one.Second.Second - one.Second.First >= difference).Select(one => one.First)
            .DefaultIfEmpty(double.NaN).First();

    private const int People = 200;

    private static Observation Row(string regimen, string setting, string output, string time, string statistic) => new()
    {
        Study = "claim",
        Regimen = regimen,
        Setting = ObservationSetting(setting),
        Output = output,
        Time = time,
        Statistic = statistic,
        Unit = "dimensionless",
        Role = "validation",
    };

    private static ImmutableSortedDictionary<string, string> ObservationSetting(string setting) =>
        ImmutableSortedDictionary.CreateRange(setting.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(one => one.Split('=')).Select(one => KeyValuePair.Create(one[0], one[1])));
}
