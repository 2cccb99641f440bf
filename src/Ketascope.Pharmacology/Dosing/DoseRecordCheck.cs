using System.Collections.Immutable;
using System.Globalization;

namespace Ketascope.Pharmacology.Dosing;

/// <summary>Finds what is wrong with the dose records of one subject before anything is computed from them.</summary>
/// <remarks>
/// The rules are those of NONMEM's PREDPP as the mrgsolve package states and enforces them.
/// </remarks>
public static class DoseRecordCheck
{
    /// <summary>The most doses that one record may stand for.</summary>
    public const int MaxDosesPerRecord = 1_000_000;

    /// <summary>Checks records.</summary>
    /// <param name="records">The records of one subject, in order of time.</param>
    /// <param name="targets">What is known of each compartment.</param>
    /// <returns>Every problem, in order of record; empty when the records can be used.</returns>
    public static ImmutableArray<DoseProblem> Check(IReadOnlyList<DoseRecord> records, IDoseTargets targets)
    {
        List<DoseProblem> problems = [];
        for (int i = 0; i < records.Count; i++)
        {
            Report report = new(problems, i + 1);
            CheckPlace(records, i, report);
            CheckNumbers(records[i], report);
            CheckKind(records[i], report);
            if (records[i].EventId is EventId.Dose or EventId.ResetAndDose)
            {
                CheckInfusion(records[i], report);
                CheckSteadyState(records[i], report);
            }

            if (records[i].EventId is EventId.Dose or EventId.ResetAndDose || records[i] is { EventId: EventId.Other, Compartment.Length: > 0 })
            {
                CheckTarget(records[i], i, targets, report);
            }
        }

        return [.. problems];
    }

    private static void CheckPlace(IReadOnlyList<DoseRecord> records, int index, Report report)
    {
        DoseRecord record = records[index];
        if (index == 0)
        {
            return;
        }

        if (record.Id != records[0].Id)
        {
            report.Add("ID", record.Id, $"the records of one subject ({records[0].Id}) are asked for at a time");
        }

        if (record.Time < records[index - 1].Time)
        {
            report.Add("TIME", record.Time, $"it is before the record above ({Text(records[index - 1].Time)}); records stand in order of time");
        }
    }

    private static void CheckNumbers(DoseRecord record, Report report)
    {
        if (!double.IsFinite(record.Time))
        {
            report.Add("TIME", record.Time, "a finite number is needed");
        }

        if (!double.IsFinite(record.Amount) || record.Amount < 0)
        {
            report.Add("AMT", record.Amount, "a finite amount of 0 or more is needed");
        }

        if (!double.IsFinite(record.Interval) || record.Interval < 0)
        {
            report.Add("II", record.Interval, "a finite interval of 0 or more is needed");
        }

        if (record.AdditionalDoses is < 0 or >= MaxDosesPerRecord)
        {
            report.Add("ADDL", record.AdditionalDoses, $"a number of doses from 0 to {Text(MaxDosesPerRecord - 1)} is needed");
        }
        else if (record.AdditionalDoses > 0 && record.Interval == 0)
        {
            report.Add("II", record.Interval, $"the {Text(record.AdditionalDoses)} additional doses (ADDL) need an interval above 0");
        }
    }

    private static void CheckKind(DoseRecord record, Report report)
    {
        string evid = Text((int)record.EventId);
        switch (record.EventId)
        {
            case EventId.Dose:
                break;
            case EventId.Observation when record.Amount != 0:
                report.Add("AMT", record.Amount, "an observation (EVID 0) gives no dose");
                break;
            case EventId.Observation:
                break;
            case EventId.Reset or EventId.Other when record.Amount != 0 || record.AdditionalDoses != 0 || record.SteadyState != SteadyState.None:
                report.Add("EVID", evid, "such a record gives no dose: AMT, ADDL and SS are 0 (EVID 4 is a reset and a dose)");
                break;
            case EventId.Reset or EventId.Other or EventId.ResetAndDose:
                break;
            default:
                report.Add("EVID", evid, "no such event; 0 is an observation, 1 a dose, 2 another event, 3 a reset, 4 a reset and a dose");
                break;
        }

        if (record.SteadyState is not (SteadyState.None or SteadyState.Replace or SteadyState.Add))
        {
            report.Add("SS", Text((int)record.SteadyState), "0 (none), 1 (a steady state takes the place of what was there) or 2 (it is added) is needed");
        }
    }

    private static void CheckSteadyState(DoseRecord record, Report report)
    {
        if (record.SteadyState == SteadyState.None)
        {
            return;
        }

        if (record.Amount > 0)
        {
            if (record.Interval == 0)
            {
                report.Add("II", record.Interval, "doses at steady state (SS) need an interval above 0");
            }

            return;
        }

        if (record.Rate is not (> 0 or DoseRecord.ModelledRate) || record.Duration is not null)
        {
            report.Add("RATE", record.Rate, "a steady state without an amount is that of a constant infusion, which needs a rate above 0 or -1 and has no duration");
        }

        if (record.Interval != 0 || record.AdditionalDoses != 0)
        {
            report.Add(record.Interval != 0 ? "II" : "ADDL", record.Interval != 0 ? record.Interval : record.AdditionalDoses, "a constant infusion at steady state has no interval and no additional doses");
        }
    }

    private static void CheckInfusion(DoseRecord record, Report report)
    {
        if (!double.IsFinite(record.Rate) || record.Rate is < 0 and not (DoseRecord.ModelledRate or DoseRecord.ModelledDuration))
        {
            report.Add("RATE", record.Rate, "0 (bolus), a rate above 0, -1 (modelled rate) or -2 (modelled duration) is needed");
        }

        if (record.Duration is double duration)
        {
            if (!double.IsFinite(duration) || duration <= 0)
            {
                report.Add("DUR", duration, "a finite duration above 0 is needed");
            }

            if (record.Rate != 0)
            {
                report.Add("DUR", duration, $"a record has a duration or a rate (RATE is {Text(record.Rate)}), not both");
            }
        }

        if (record.Amount == 0 && record.SteadyState == SteadyState.None && (record.Rate != 0 || record.Duration is not null))
        {
            report.Add("AMT", record.Amount, "an infusion needs an amount above 0");
        }
    }

    private static void CheckTarget(DoseRecord record, int index, IDoseTargets targets, Report report)
    {
        if (targets.Find(record, index) is not { } target)
        {
            string known = string.Join(", ", targets.Compartments.Order(StringComparer.Ordinal));
            report.Add("CMT", $"'{record.Compartment}'", known.Length == 0 ? "the model has no compartment for doses" : $"no such compartment for doses; there are {known}");
            return;
        }

        if (!double.IsFinite(target.Bioavailability) || target.Bioavailability < 0)
        {
            report.Add("F", target.Bioavailability, $"the bioavailable fraction of {record.Compartment} has to be finite and 0 or more");
        }

        if (!double.IsFinite(target.Lag) || target.Lag < 0)
        {
            report.Add("ALAG", target.Lag, $"the lag of {record.Compartment} has to be finite and 0 or more");
        }

        if (record.SteadyState != SteadyState.None && record.Interval > 0 && target.Lag >= record.Interval && (record.Rate != 0 || record.Duration is not null))
        {
            report.Add("ALAG", target.Lag, $"an infusion at steady state needs a lag of {record.Compartment} below its interval ({Text(record.Interval)})");
        }

        if (record.Rate == DoseRecord.ModelledRate)
        {
            CheckModelled(record, "R", target.Rate, report);
        }

        if (record.Rate == DoseRecord.ModelledDuration)
        {
            CheckModelled(record, "D", target.Duration, report);
        }
    }

    private static void CheckModelled(DoseRecord record, string property, double? value, Report report)
    {
        string what = property == "R" ? "rate" : "duration";
        if (value is not double number)
        {
            report.Add("RATE", record.Rate, $"the model gives no {what} for doses into {record.Compartment}");
        }
        else if (!double.IsFinite(number) || number <= 0)
        {
            report.Add(property, number, $"the {what} of doses into {record.Compartment} has to be finite and above 0");
        }
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Report(List<DoseProblem> Problems, int Record)
    {
        public void Add(string column, double value, string message) => Add(column, Text(value), message);

        public void Add(string column, string value, string message) => Problems.Add(new DoseProblem(Record, column, value, message));
    }
}
