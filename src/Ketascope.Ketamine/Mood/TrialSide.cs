using Ketascope.Ketamine.Parts;
using Ketascope.Ketamine.Patient;

namespace Ketascope.Ketamine.Mood;

/// <summary>One arm of a trial: what people are given, and what the trial is made of.</summary>
/// <param name="Key">All of it as a text: arms of equal keys share a solution.</param>
/// <param name="Treatment">What is given, and when people are seen.</param>
/// <param name="Beliefs">What the trial is made of, with how many of all people that is so for, 0 to 1: a pool of trials has several.</param>
internal sealed record TrialSide(string Key, PatientTreatment Treatment, IReadOnlyList<(SetPart Part, double Share)> Beliefs)
{
    private const string Before = "Y0_typical";

    /// <summary>The score before treatment, where it is not that of the text.</summary>
    public double? Baseline => Beliefs[0].Part.Set.TryGetValue(Before, out PartValue value) ? value.Number : null;
}
