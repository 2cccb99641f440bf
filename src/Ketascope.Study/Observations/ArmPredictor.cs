using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ketascope.Language.Antimony;
using Ketascope.Language.Units;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Observations;

/// <summary>
/// Predicts rows from arms, for every area alike: ratios of outputs, differences between regimens, changes from the start, shares of people, medians
/// with the 5th to 95th percentile, units, and parameter sets of a calibration. May be used from several threads.
/// </summary>
/// <param name="plan">Reads one side of a row; solves nothing.</param>
/// <param name="cohort">Who is predicted.</param>
public sealed class ArmPredictor(Func<Observation, Arm> plan, Cohort cohort)
{
    private const string ShareOfSubjects = "share of subjects";

    private readonly ArmRuns _runs = new(cohort);

    // What an arm has compiled serves it again with other sets of parameters.
    private readonly ConcurrentDictionary<Observation, Arm> _arms = [];

    /// <summary>
    /// Tells that an observation will be asked for: experiments of which all observations are known are solved once for all of them, also where they are
    /// of so many people that their courses are not kept.
    /// </summary>
    /// <param name="observation">The observation.</param>
    /// <exception cref="UserErrorException">The experiment cannot be run, which <see cref="Predict"/> would say too.</exception>
    public void Expect(Observation observation) => Expect(observation, _runs);

    /// <summary>Predicts an observation, for a typical person or many.</summary>
    /// <param name="observation">The observation.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">The experiment cannot be run; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Prediction Predict(Observation observation, CancellationToken cancellation)
    {
        if (observation.Statistic == ShareOfSubjects)
        {
            return Share(observation, cancellation);
        }

        Side side = Of(observation, arm => Measured(arm, _runs, cancellation));
        double[] sorted = [.. side.Values.Where(double.IsFinite).Order()];
        string? doubt = side.Arm.Caveats.IsEmpty ? null : string.Join(' ', side.Arm.Caveats);
        if (side.Arm.IsOfTrials && sorted.Length > 1 && observation.Statistic is not ("median" or "individual" or "range"))
        {
            return TrialBands.Mean(sorted, observation.Count, side.Arm.Model);
        }

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

    /// <summary>Predicts rows under several sets of parameters, which go through the solver together.</summary>
    /// <param name="observations">The rows.</param>
    /// <param name="sets">The sets: values by the names of the model's text, a row each.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>Of each row, a prediction for each set, in the unit of the row; not a number where the measure has none.</returns>
    /// <exception cref="UserErrorException">An experiment cannot be run.</exception>
    public ImmutableArray<double[]> Values(IEnumerable<Observation> observations, SubjectTable sets, CancellationToken cancellation)
    {
        ArmRuns runs = new(new Cohort(1, 1) { Sets = sets });
        Observation[] all = [.. observations];
        foreach (Observation observation in all)
        {
            Expect(observation, runs);
        }

        return [.. all.Select(observation => Of(observation, arm => Measured(arm, runs, cancellation)).Values)];
    }

    private void Expect(Observation observation, ArmRuns runs) => Of(observation.Statistic == ShareOfSubjects ? Shared(observation).Of : observation, arm =>
    {
        runs.Expect(arm);
        return new Side(arm, null, arm.Unit, [], null);
    });

    private Prediction Share(Observation observation, CancellationToken cancellation)
    {
        (Threshold threshold, Observation asked) = Shared(observation);
        Side side = Of(asked, arm => Measured(arm, _runs, cancellation));
        return side.Values.Length < 2
            ? throw new UserErrorException($"the model '{side.Arm.Model}' gives no variability between people, so that no share of them can be told")
            : TrialBands.Share(side.Values.Count(threshold.Passes) / (double)side.Values.Length, side.Arm.IsOfTrials ? observation.Count : null,
                UnitParser.Parse(observation.Unit), side.Arm.Model);
    }

    /// <summary>Where people pass, and the value of each that is held against it.</summary>
    private (Threshold Threshold, Observation Of) Shared(Observation observation)
    {
        Threshold threshold = Threshold.Parse(observation.Output);
        return cohort.Count > 1 ? (threshold, observation with { Output = threshold.Output, Unit = threshold.Unit, Statistic = "individual" })
            : throw new UserErrorException("a share of subjects needs virtual people and is not predicted for a typical person");
    }

    /// <summary>The values of a row in its unit, of each person or of each set, from the measures of its arms.</summary>
    private Side Of(Observation observation, Func<Arm, Side> measured)
    {
        string[] regimens = observation.Regimen.Split(" versus ", 2, StringSplitOptions.TrimEntries);
        if (observation.Statistic == "difference")
        {
            return regimens.Length == 2
                ? Joined(One(0), One(1), (first, second) => first - second)
                : throw new UserErrorException("a difference is between two regimens; write 'REGIMEN versus REGIMEN'");
        }

        return regimens.Length == 1 ? Ratio(observation, measured)
            : throw new UserErrorException("'REGIMEN versus REGIMEN' goes with the statistic 'difference'");

        Side One(int which) => Ratio(observation with { Regimen = regimens[which], Statistic = "individual" }, measured);
    }

    private Side Ratio(Observation observation, Func<Arm, Side> measured)
    {
        string[] outputs = observation.Output.Split('/', 2, StringSplitOptions.TrimEntries);
        if (outputs.Length == 1)
        {
            Side value = Measured(observation, measured);
            return Converted(observation.Statistic == "change"
                ? Joined(value, Measured(observation with { Time = "0 h" }, measured), (after, before) => after - before) : value, observation);
        }

        if (observation.Statistic == "change")
        {
            throw new UserErrorException("a change is of one output, not of a ratio");
        }

        return Converted(Quotient(One(outputs[0]), One(outputs[1])), observation);

        Side One(string output) => Measured(observation with { Output = output, Ratio = observation.Output }, measured);
    }

    private Side Measured(Observation observation, Func<Arm, Side> measured)
    {
        Arm arm = _arms.GetOrAdd(observation, plan);
        Side side = measured(arm);
        return arm.Over is { } over ? Quotient(side, measured(over)) : side;
    }

    private static Side Measured(Arm arm, ArmRuns runs, CancellationToken cancellation)
    {
        object run = runs.Of(arm, cancellation);
        Estimate[] estimates = arm.Measure(run);
        return new Side(arm, run, arm.Unit, [.. estimates.Select(one => one.Value ?? double.NaN)],
            estimates.Select(one => one.Reason).FirstOrDefault(reason => reason is not null));
    }

    private static Side Quotient(Side above, Side below) => Joined(above, below, (first, second) => first / second) with { Unit = above.Unit / below.Unit };

    private static Side Joined(Side first, Side second, Func<double, double, double> join) =>
        first.Arm.Model == second.Arm.Model && first.Values.Length == second.Values.Length
        ? first with { Values = [.. first.Values.Zip(second.Values, join)], Missing = first.Missing ?? second.Missing }
        : throw new UserErrorException($"the two sides need two models ('{first.Arm.Model}' and '{second.Arm.Model}'), whose people are not the same");

    /// <summary>The values in the unit of the row: per kg of body weight and in moles where that asks for it.</summary>
    private static Side Converted(Side side, Observation observation)
    {
        Unit wanted = UnitParser.Parse(observation.Unit);
        if (side.Unit.HasDimensionOf(wanted))
        {
            return side with { Values = [.. side.Values.Select(value => side.Unit.ConvertTo(value, wanted))] };
        }

        foreach ((Unit divisor, Func<int, double> of) in side.Arm.Divisors(side.Run!).Where(one => side.Unit.HasDimensionOf(wanted * one.Unit)))
        {
            return side with { Values = [.. side.Values.Select((value, i) => side.Unit.ConvertTo(value / of(i), wanted * divisor))] };
        }

        throw new UserErrorException($"the unit '{observation.Unit}' does not fit{(side.Arm.Expected is { } expected ? $" {expected}" : $": the prediction is in {side.Unit}")}");
    }

    private sealed record Side(Arm Arm, object? Run, Unit Unit, double[] Values, string? Missing);
}
