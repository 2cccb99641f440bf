using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Study.DataSets;

/// <summary>
/// Records of one subject within which TIME does not fall. NONMEM lets TIME start again at a reset (EVID 3 and 4), where the system begins anew and
/// earlier doses end for good (NONMEM Users Guide, Part VI, sections V.C and V.K): what follows is solved on its own, with the model's time as the
/// records give it.
/// </summary>
/// <param name="Subject">Which subject, from 0.</param>
/// <param name="Records">Its records from the reset on, up to the next one at which TIME starts again.</param>
/// <param name="IsLast">Whether no other stretch of the subject follows.</param>
internal sealed record Stretch(int Subject, DataSubject Records, bool IsLast)
{
    /// <summary>When it begins.</summary>
    public double Start => Records.Records[0].Time;

    /// <summary>The stretches of a subject, in order; a single one where TIME never falls.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="index">Which subject it is.</param>
    public static IEnumerable<Stretch> Of(DataSubject subject, int index)
    {
        int first = 0;
        for (int i = 1; i < subject.Records.Length; i++)
        {
            if (StartsAgain(subject, i))
            {
                yield return new Stretch(index, subject.Slice(first, i - first), IsLast: false);
                first = i;
            }
        }

        yield return new Stretch(index, first == 0 ? subject : subject.Slice(first, subject.Records.Length - first), IsLast: true);
    }

    /// <summary>Whether TIME starts again at a record.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="record">Which record, from 1 on.</param>
    public static bool StartsAgain(DataSubject subject, int record) =>
        subject.Records[record].EventId is EventId.Reset or EventId.ResetAndDose && subject.Records[record].Time < subject.Records[record - 1].Time;
}
