using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Solvers.Contract;

namespace Ketascope.Pharmacology.Dosing;

/// <summary>Puts all that the records of one subject say, and all that they imply, in the order in which it happens.</summary>
/// <remarks>
/// <para>As in NONMEM: a dose acts at TIME + lag, its repeats II apart; F multiplies the amount of a bolus, the duration of an infusion whose rate is given
/// (F*AMT/RATE) and the rate of an infusion whose duration is given (F*AMT/duration). Nothing is delivered where F or AMT is 0.</para>
/// <para>Each infusion has its own start and stop, with the same rate. At one time stops come first, then doses that the records only imply
/// (lagged and additional ones), then the records in their order. A reset acts at its own TIME without lag and ends what runs then; doses that are still to come stay.</para>
/// </remarks>
public sealed class DoseTimeline
{
    /// <summary>Times that differ by less than this, relative to their size, are one time: the rest is rounding, and no solver can step between them.</summary>
    private const double SameTime = 10 * 2.220446049250313e-16;

    private readonly IReadOnlyList<DoseRecord> _records;
    private readonly IDoseTargets _targets;
    private readonly List<Entry> _entries = [];
    private readonly List<Infusion> _infusions = [];
    private readonly HashSet<int> _off = [];
    private int _place;

    private DoseTimeline(IReadOnlyList<DoseRecord> records, IDoseTargets targets)
    {
        _records = records;
        _targets = targets;
    }

    private enum Rank
    {
        Stop,
        Observed,
        Implied,
        Recorded,
    }

    /// <summary>Expands the records of one subject.</summary>
    /// <param name="records">The records, in order of time.</param>
    /// <param name="targets">The state variable, F, lag, rate and duration of each compartment.</param>
    /// <param name="order">What comes first at one time.</param>
    /// <returns>What happens, in order.</returns>
    /// <exception cref="DoseRecordException">A record is wrong; all problems are named.</exception>
    public static ImmutableArray<TimelineEntry> Expand(IReadOnlyList<DoseRecord> records, IDoseTargets targets, RecordOrder order = RecordOrder.Nonmem)
    {
        ImmutableArray<DoseProblem> problems = DoseRecordCheck.Check(records, targets);
        return problems.IsEmpty ? new DoseTimeline(records, targets).Build(order) : throw new DoseRecordException(problems);
    }

    private ImmutableArray<TimelineEntry> Build(RecordOrder order)
    {
        for (int i = 0; i < _records.Count; i++)
        {
            AddRecord(i);
            bool first = order == RecordOrder.ObservationsFirst && _records[i].EventId == EventId.Observation;
            Add(_records[i].Time, first ? Rank.Observed : Rank.Recorded, new RecordEntry(_records[i].Time, i));
        }

        foreach (Infusion infusion in _infusions.Where(one => IsLater(one.Stop, one.Start)))
        {
            _entries.Add(new Entry(infusion.Start, infusion.Rank, infusion.Place, infusion.Change(infusion.Start, infusion.Rate)));
            _entries.Add(new Entry(infusion.Stop, Rank.Stop, infusion.Place, infusion.Change(infusion.Stop, -infusion.Rate)));
        }

        return Order();
    }

    private void Add(double time, Rank rank, TimelineEntry what) => _entries.Add(new Entry(time, rank, _place++, what));

    private void AddRecord(int index)
    {
        DoseRecord record = _records[index];
        if (record.EventId is EventId.Reset or EventId.ResetAndDose)
        {
            Reset(index);
        }

        if (record.EventId == EventId.Other && record.Compartment.Length > 0 && _targets.Find(record, index) is { } switched)
        {
            Switch(record.Time, switched.State, record.SwitchesOff);
        }

        if (record.EventId is EventId.Dose or EventId.ResetAndDose)
        {
            AddDoses(record, index, _targets.Find(record, index)!);
        }
    }

    private void Reset(int index)
    {
        double time = _records[index].Time;
        EndInfusions(time);
        foreach (int state in _off.Order())
        {
            Add(time, Rank.Recorded, new SwitchEntry(time, state, Off: false));
        }

        _off.Clear();
        Add(time, Rank.Recorded, new ResetEntry(time, index));
    }

    private void Switch(double time, int state, bool off)
    {
        if (off ? _off.Add(state) : _off.Remove(state))
        {
            Add(time, Rank.Recorded, new SwitchEntry(time, state, off));
        }
    }

    private void AddDoses(DoseRecord record, int index, DoseTarget target)
    {
        Switch(record.Time, target.State, off: false);
        if (record.SteadyState != SteadyState.None)
        {
            AddSteadyState(record, index, target);
            if (record.Amount == 0)
            {
                return;
            }
        }

        for (int k = 0; k <= record.AdditionalDoses; k++)
        {
            // From the base each time: adding the interval again and again would add up its rounding.
            double given = record.Time + (k * record.Interval);
            double fraction = k == 0 ? target.Bioavailability : _targets.BioavailabilityAt(record, index, given);
            AddDose(record, index, target with { Bioavailability = fraction }, given + target.Lag, k > 0 || target.Lag > 0 ? Rank.Implied : Rank.Recorded);
        }
    }

    private void AddDose(DoseRecord record, int index, DoseTarget target, double start, Rank rank)
    {
        (double amount, double rate, double duration) = Delivery(record, target);
        if (amount == 0)
        {
            return;
        }

        if (rate == 0)
        {
            Add(start, rank, new DoseEntry(start, new Discontinuity(start, DiscontinuityKind.AddAmount, target.State, amount)));
            return;
        }

        if (!IsLater(start + duration, start) || !double.IsFinite(rate))
        {
            throw TooShort(record, index, duration);
        }

        _infusions.Add(new Infusion(start, rank, _place++, target.State, rate) { Stop = start + duration });
    }

    private void AddSteadyState(DoseRecord record, int index, DoseTarget target)
    {
        (double amount, double rate, double duration) = Delivery(record, target);
        bool constant = record.Amount == 0;
        RepeatedDose dosing = constant
            ? new RepeatedDose(target.State, 0, record.Rate == DoseRecord.ModelledRate ? target.Rate!.Value : record.Rate, double.PositiveInfinity, 0, 0)
            : new RepeatedDose(target.State, amount, rate, duration, record.Interval, target.Lag);
        bool adds = record.SteadyState == SteadyState.Add;
        if (!adds)
        {
            EndInfusions(record.Time);
        }

        Add(record.Time, Rank.Recorded, new SteadyStateEntry(record.Time, index, dosing, adds));
        for (int k = dosing.Reach; k >= 1; k--)
        {
            double arrival = record.Time + target.Lag - (k * record.Interval);
            double stop = arrival + duration;
            if (IsLater(arrival, record.Time))
            {
                AddDose(record, index, target, arrival, Rank.Implied);
            }
            else if (rate != 0 && stop - record.Time > 1e-12 * record.Interval)
            {
                _infusions.Add(new Infusion(record.Time, Rank.Recorded, _place++, target.State, rate) { Stop = stop });
            }
        }
    }

    /// <summary>Ends what runs at a time; an infusion that starts there by an earlier record or by implication never runs.</summary>
    private void EndInfusions(double time)
    {
        foreach (Infusion infusion in _infusions.Where(one => one.Stop > time && !IsLater(one.Start, time)))
        {
            infusion.Stop = time;
        }
    }

    /// <summary>The bioavailable amount, and the rate and duration of its infusion; a rate of 0 for a bolus.</summary>
    private static (double Amount, double Rate, double Duration) Delivery(DoseRecord record, DoseTarget target)
    {
        double amount = target.Bioavailability * record.Amount;
        double? duration = record.Rate == DoseRecord.ModelledDuration ? target.Duration : record.Duration;
        if (duration is double given)
        {
            return (amount, amount / given, given);
        }

        double rate = record.Rate == DoseRecord.ModelledRate ? target.Rate!.Value : record.Rate;
        return rate == 0 ? (amount, 0, 0) : (amount, rate, amount / rate);
    }

    private static bool IsLater(double time, double reference) => time - reference > SameTime * Math.Max(Math.Abs(time), Math.Abs(reference));

    private static DoseRecordException TooShort(DoseRecord record, int index, double duration)
    {
        string column = record.Duration is null ? "RATE" : "DUR";
        double value = record.Duration ?? record.Rate;
        string message = string.Create(CultureInfo.InvariantCulture, $"the infusion would last {duration}, too short beside its time to be told from a bolus; use a bolus");
        return new DoseRecordException([new DoseProblem(index + 1, column, value.ToString(CultureInfo.InvariantCulture), message)]);
    }

    private ImmutableArray<TimelineEntry> Order()
    {
        Entry[] byTime = [.. _entries.OrderBy(entry => entry.Time)];
        double time = 0;
        for (int i = 0; i < byTime.Length; i++)
        {
            time = i == 0 || IsLater(byTime[i].Time, time) ? byTime[i].Time : time;
            byTime[i] = byTime[i] with { Time = time };
        }

        return [.. byTime.OrderBy(entry => entry.Time).ThenBy(entry => entry.Rank).ThenBy(entry => entry.Place).Select(entry => entry.What.At(entry.Time))];
    }

    private readonly record struct Entry(double Time, Rank Rank, int Place, TimelineEntry What);

    private sealed record Infusion(double Start, Rank Rank, int Place, int State, double Rate)
    {
        public required double Stop { get; set; }

        public DoseEntry Change(double time, double rate) => new(time, new Discontinuity(time, DiscontinuityKind.AddRate, State, rate));
    }
}
