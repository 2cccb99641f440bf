using System.Collections.Immutable;
using Ketascope.Language.Antimony;
using Ketascope.Language.Units;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Observations;

/// <summary>
/// Predicts rows from arms, for every area alike: ratios of outputs, differences between regimens, changes from the start, shares of people, medians
/// with the 5th to 95th percentile, units, and parameter sets of a
/// calibration.
/// </summary>
/// <param name="plan">Reads one side of a row; solves nothing.</param>
/// <param name="cohort">Who is predicted.</param>
public sealed class ArmPredictor(Func<Observation, Arm> plan, Cohort cohort) : IPredictionSource
{
    /// <summary>Rows of one study stand together and share runs; keeping every run of a file would take gigabytes.</summary>
    private const int RunsKept = 3;

    private readonly Queue<(object Key, object Run)> _runs = [];

    /// <inheritdoc/>
    public Prediction Predict(Observation observation, CancellationToken cancellation)
    {
        if (observation.Statistic == "share of subjects")
        {
            return Share(observation, cancellation);
        }

        Side side = Of(observation, sets: null, cancellation);
        double[] sorted = [.. side.Values.Where(double.IsFinite).Order()];
        string? doubt = side.Arm.Caveats.IsEmpty ? null : string.Join(' ', side.Arm.Caveats);
        return sorted.Length switch
        {
            0 => throw new UserErrorException($"'{observation.Output}', {observation.Time}: {side.Missing ?? "the measure has no value in any subject"}"),
            1 => new Prediction(sorted[0], null, null, side.Arm.Model)
            {
                Note = doubt ?? (cohort.Count > 1 ? "no interval: the model's text gives no variability between people" : null),
            },
            _ => new Prediction(SampleQuantile.Of(sorted, 0.5), SampleQuantile.Of(sorted, 0.05), SampleQuantile.Of(sorted, 0.95), side.Arm.Model)
            {
                Note = doubt,
            },
        };
    }

    /// <summary>Predicts a row under several sets of parameters.</summary>
    /// <param name="observation">The row.</param>
    /// <param name="sets">The sets: values by the names of the model's text.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>A prediction for each set, in the unit of the row; not a number where the measure has none.</returns>
    /// <exception cref="UserErrorException">The experiment cannot be run.</exception>
    public ImmutableArray<double> Values(Observation observation, IReadOnlyList<ImmutableSortedDictionary<string, double>> sets, CancellationToken cancellation)
    {
        _runs.Clear();
        SubjectTable rows = new([.. sets.Select((_, i) => i + 1L)], [.. sets[0].Keys], sets.SelectMany(set => set.Values).ToArray());
        return [.. Of(observation, rows, cancellation).Values];
    }

    private Prediction Share(Observation observation, CancellationToken cancellation)
    {
        Threshold threshold = Threshold.Parse(observation.Output);
        Side side = Of(observation with { Output = threshold.Output, Unit = threshold.Unit, Statistic = "individual" }, sets: null, cancellation);
        return side.Values.Length < 2
            ? throw new UserErrorException($"the model '{side.Arm.Model}' gives no variability between people, so that no share of them can be told")
            : new Prediction(Unit.One.ConvertTo(side.Values.Count(threshold.Passes) / (double)side.Values.Length, UnitParser.Parse(observation.Unit)),
                null, null, side.Arm.Model);
    }

    /// <summary>The values of a row in its unit: of each person, or of each set.</summary>
    private Side Of(Observation observation, SubjectTable? sets, CancellationToken cancellation)
    {
        string[] regimens = observation.Regimen.Split(" versus ", 2, StringSplitOptions.TrimEntries);
        if (observation.Statistic == "difference")
        {
            return regimens.Length == 2
                ? Joined(Side(0), Side(1), (first, second) => first - second)
                : throw new UserErrorException("a difference is between two regimens; write 'REGIMEN versus REGIMEN'");
        }

        return regimens.Length == 1 ? Side(0) : throw new UserErrorException("'REGIMEN versus REGIMEN' goes with the statistic 'difference'");

        Side Side(int which) =>
            Ratio(observation with
            {
                Regimen = regimens[which],
                Statistic = observation.Statistic == "difference" ? "individual"
            : observation.Statistic
            }, sets, cancellation);
    }

    private Side Ratio(Observation observation, SubjectTable? sets, CancellationToken cancellation)
    {
        Unit wanted = UnitParser.Parse(observation.Unit);
        string[] outputs = observation.Output.Split('/', 2, StringSplitOptions.TrimEntries);
        if (outputs.Length == 1)
        {
            Side value = Measured(observation, sets, cancellation);
            return Converted(observation.Statistic == "change"
                ? Joined(value, Measured(observation with { Time = "0 h" }, sets, cancellation), (after, before) => after - before) : value,
                value.Arm.Unit, wanted, observation);
        }

        if (observation.Statistic == "change")
        {
            throw new UserErrorException("a change is of one output, not of a ratio");
        }

        Side above = Measured(observation with { Output = outputs[0] }, sets, cancellation),
            below = Measured(observation with { Output = outputs[1] }, sets, cancellation);
        return Converted(Joined(above, below, (first, second) => first / second), above.Arm.Unit / below.Arm.Unit, wanted, observation);
    }

    private Side Measured(Observation observation, SubjectTable? sets, CancellationToken cancellation)
    {
        Arm arm = plan(observation);
        Estimate[] estimates = arm.Measure(Run(arm, sets, cancellation));
        return new Side(arm, [.. estimates.Select(one => one.Value ?? double.NaN)],
            estimates.Select(one => one.Reason).FirstOrDefault(reason => reason is not null));
    }

    private object Run(Arm arm, SubjectTable? sets, CancellationToken cancellation)
    {
        foreach ((object key, object run) in _runs)
        {
            if (key.Equals(arm.Key))
            {
                return run;
            }
        }

        object made = arm.Run(sets ?? (cohort.Count > 1 ? arm.People(cohort.Count, cohort.Seed) : null), cancellation);
        if (_runs.Count == RunsKept)
        {
            _runs.Dequeue();
        }

        _runs.Enqueue((arm.Key, made));
        return made;
    }

    private static Side Joined(Side first, Side second, Func<double, double, double> join) =>
        first.Arm.Model == second.Arm.Model && first.Values.Length == second.Values.Length
        ? first with { Values = [.. first.Values.Zip(second.Values, join)], Missing = first.Missing ?? second.Missing }
        : throw new UserErrorException($"the two sides need two models ('{first.Arm.Model}' and '{second.Arm.Model}'), whose people are not the same");

    private static Side Converted(Side side, Unit unit, Unit wanted, Observation observation) => unit.HasDimensionOf(wanted)
        ? side with { Values = [.. side.Values.Select(value => unit.ConvertTo(value, wanted))] }
        : throw new UserErrorException($"the unit '{observation.Unit}' does not fit: the prediction is in {unit}");

    private sealed record Side(Arm Arm, double[] Values, string? Missing);
}
