using System.Globalization;
using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Study.DataSets;

/// <summary>
/// Additional doses (ADDL) that are still to come at a reset or at a steady state that takes the place of what was there: they stay here, and end in NONMEM
/// (Users Guide, Part VI, section V.K).
/// </summary>
internal static class PendingDoses
{
    /// <summary>Says where that makes a difference first; null where it does nowhere.</summary>
    /// <param name="subjects">The subjects.</param>
    public static string? Remark(IEnumerable<DataSubject> subjects)
    {
        foreach (DataSubject subject in subjects.SelectMany(Stretch.Of).Select(stretch => stretch.Records))
        {
            for (int i = 1; i < subject.Records.Length; i++)
            {
                DoseRecord record = subject.Records[i];
                bool replaces = record.EventId is EventId.Reset or EventId.ResetAndDose
                    || record is { EventId: EventId.Dose, SteadyState: SteadyState.Replace };
                int pending = replaces
                    ? Enumerable.Range(0, i).FirstOrDefault(earlier => IsPending(subject.Records[earlier], record.Time, subject.Records[^1].Time), -1) : -1;
                if (pending >= 0)
                {
                    string what = record.SteadyState == SteadyState.Replace ? "steady state" : "reset";
                    return string.Create(CultureInfo.InvariantCulture,
                        $"doses of line {subject.Lines[pending]} (ADDL) are still to come at the {what} of line {subject.Lines[i]}; ")
                        + "they stay, while NONMEM ends them: write each dose that is meant as a record of its own";
                }
            }
        }

        return null;
    }

    private static bool IsPending(DoseRecord dose, double time, double end) =>
        dose.EventId is EventId.Dose or EventId.ResetAndDose && dose.Amount > 0 && dose.AdditionalDoses > 0 && dose.Interval > 0
        && dose.Time + (dose.AdditionalDoses * dose.Interval) > time
            && dose.Time + (Math.Floor(((time - dose.Time) / dose.Interval) + 1) * dose.Interval) <= end;
}
