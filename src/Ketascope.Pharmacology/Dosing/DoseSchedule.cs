using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Solvers.Contract;

namespace Ketascope.Pharmacology.Dosing;

/// <summary>Turns dose records into what a solver steps to: amounts added and rates changed at known times.</summary>
/// <remarks>
/// <para>As in NONMEM: a dose acts at TIME + lag, its repeats II apart; F multiplies the amount of a bolus, the duration of an infusion whose rate is given
/// (F*AMT/RATE) and the rate of an infusion whose duration is given (F*AMT/duration). Nothing is delivered where F or AMT is 0.</para>
/// <para>Each infusion has its own start and stop, with the same rate. At one time stops come first, then doses that the records only imply
/// (lagged and additional ones), then the doses of records in their order.</para>
/// </remarks>
public static class DoseSchedule
{
    /// <summary>Times that differ by less than this, relative to their size, are one time: the rest is rounding, and no solver can step between them.</summary>
    private const double SameTime = 10 * 2.220446049250313e-16;

    private enum Rank
    {
        Stop,
        Implied,
        Recorded,
    }

    /// <summary>Expands the records of one subject.</summary>
    /// <param name="records">The records, in order of time; observations give nothing.</param>
    /// <param name="targets">The state variable, F, lag, rate and duration of each compartment, by the name that records use.</param>
    /// <returns>The discontinuities, in order of time.</returns>
    /// <exception cref="DoseRecordException">A record is wrong or asks for what is not supported; all problems are named.</exception>
    public static ImmutableArray<Discontinuity> Expand(IReadOnlyList<DoseRecord> records, IReadOnlyDictionary<string, DoseTarget> targets)
    {
        ImmutableArray<DoseProblem> problems = DoseRecordCheck.Check(records, targets);
        if (!problems.IsEmpty)
        {
            throw new DoseRecordException(problems);
        }

        List<Entry> entries = [];
        for (int i = 0; i < records.Count; i++)
        {
            if (records[i].EventId == EventId.Dose)
            {
                AddDoses(entries, records[i], targets[records[i].Compartment], i + 1);
            }
        }

        return Order(entries);
    }

    private static void AddDoses(List<Entry> entries, DoseRecord record, DoseTarget target, int number)
    {
        double amount = target.Bioavailability * record.Amount;
        if (amount == 0)
        {
            return;
        }

        (double rate, double duration) = Infusion(record, target, amount);
        for (int k = 0; k <= record.AdditionalDoses; k++)
        {
            // From the base each time: adding the interval again and again would add up its rounding.
            double start = record.Time + target.Lag + (k * record.Interval);
            Rank rank = k > 0 || target.Lag > 0 ? Rank.Implied : Rank.Recorded;
            if (rate == 0)
            {
                entries.Add(new Entry(start, rank, new Discontinuity(start, DiscontinuityKind.AddAmount, target.State, amount)));
                continue;
            }

            double stop = start + duration;
            if (!IsLater(stop, start) || !double.IsFinite(rate))
            {
                throw TooShort(record, number, duration);
            }

            entries.Add(new Entry(start, rank, new Discontinuity(start, DiscontinuityKind.AddRate, target.State, rate)));
            entries.Add(new Entry(stop, Rank.Stop, new Discontinuity(stop, DiscontinuityKind.AddRate, target.State, -rate)));
        }
    }

    /// <summary>The rate and duration of an infusion of the bioavailable amount; a rate of 0 for a bolus.</summary>
    private static (double Rate, double Duration) Infusion(DoseRecord record, DoseTarget target, double amount)
    {
        double? duration = record.Rate == DoseRecord.ModelledDuration ? target.Duration : record.Duration;
        if (duration is double given)
        {
            return (amount / given, given);
        }

        double rate = record.Rate == DoseRecord.ModelledRate ? target.Rate!.Value : record.Rate;
        return rate == 0 ? (0, 0) : (rate, amount / rate);
    }

    private static bool IsLater(double time, double reference) => time - reference > SameTime * Math.Max(Math.Abs(time), Math.Abs(reference));

    private static DoseRecordException TooShort(DoseRecord record, int number, double duration)
    {
        string column = record.Duration is null ? "RATE" : "DUR";
        double value = record.Duration ?? record.Rate;
        string message = string.Create(CultureInfo.InvariantCulture, $"the infusion would last {duration}, too short beside its time to be told from a bolus; use a bolus");
        return new DoseRecordException([new DoseProblem(number, column, value.ToString(CultureInfo.InvariantCulture), message)]);
    }

    private static ImmutableArray<Discontinuity> Order(List<Entry> entries)
    {
        // OrderBy is stable: what has the same time and rank keeps the order of the records.
        Entry[] byTime = [.. entries.OrderBy(entry => entry.Time)];
        double time = 0;
        for (int i = 0; i < byTime.Length; i++)
        {
            time = i == 0 || IsLater(byTime[i].Time, time) ? byTime[i].Time : time;
            byTime[i] = byTime[i] with { Time = time };
        }

        return [.. byTime.OrderBy(entry => entry.Time).ThenBy(entry => entry.Rank).Select(entry => entry.Change with { Time = entry.Time })];
    }

    private readonly record struct Entry(double Time, Rank Rank, Discontinuity Change);
}
