using System.Collections.Immutable;
using System.Globalization;

namespace Ketascope.Pharmacology.Dosing;

/// <summary>Finds what is wrong with the dose records of one subject before anything is computed from them.</summary>
/// <remarks>
/// The rules are those of NONMEM's PREDPP as the mrgsolve package states and enforces them. Steady state, resets and other events have their columns here
/// but are refused by name: a dose schedule can only add amounts and rates.
/// </remarks>
public static class DoseRecordCheck
{
    /// <summary>The most doses that one record may stand for.</summary>
    public const int MaxDosesPerRecord = 1_000_000;

    /// <summary>Checks records.</summary>
    /// <param name="records">The records of one subject, in order of time.</param>
    /// <param name="targets">What is known of each compartment, by name.</param>
    /// <returns>Every problem, in order of record; empty when the records can be used.</returns>
    public static ImmutableArray<DoseProblem> Check(IReadOnlyList<DoseRecord> records, IReadOnlyDictionary<string, DoseTarget> targets)
    {
        List<DoseProblem> problems = [];
        for (int i = 0; i < records.Count; i++)
        {
            Report report = new(problems, i + 1);
            CheckPlace(records, i, report);
            CheckNumbers(records[i], report);
            CheckKind(records[i], report);
            if (records[i].EventId == EventId.Dose)
            {
                CheckInfusion(records[i], report);
                CheckTarget(records[i], targets, report);
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
            case EventId.Other or EventId.Reset or EventId.ResetAndDose:
                report.Add("EVID", evid, "other events and resets (EVID 2 to 4) are not supported; 0 and 1 are");
                break;
            default:
                report.Add("EVID", evid, "no such event; 0 is an observation, 1 a dose");
                break;
        }

        if (record.SteadyState != SteadyState.None)
        {
            report.Add("SS", Text((int)record.SteadyState), "doses at steady state are not supported; give the doses that lead to it with ADDL and II");
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

        if (record.Amount == 0 && (record.Rate != 0 || record.Duration is not null))
        {
            report.Add("AMT", record.Amount, "an infusion needs an amount above 0");
        }
    }

    private static void CheckTarget(DoseRecord record, IReadOnlyDictionary<string, DoseTarget> targets, Report report)
    {
        if (!targets.TryGetValue(record.Compartment, out DoseTarget? target))
        {
            string known = string.Join(", ", targets.Keys.Order(StringComparer.Ordinal));
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
