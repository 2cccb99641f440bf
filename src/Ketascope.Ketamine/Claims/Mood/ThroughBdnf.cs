using Ketascope.Study.Claims;

namespace Ketascope.Ketamine.Claims.Mood;

/// <summary>Claim 24: the effect goes through BDNF.</summary>
internal sealed class ThroughBdnf : Claim
{
    public override int Number => 24;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        AreaNumbers mood = new(bench.Areas.Find(MoodWords.Area), cancellation);
        string blocked = $"{MoodWords.Midazolam} without=BDNF";
        Dictionary<string, double> values = new()
        {
            ["left"] = MoodWords.Left(mood, MoodWords.Masked, "without=BDNF"),
            ["left-felt"] = MoodWords.Left(mood, MoodWords.Midazolam, "without=BDNF"),
            ["left-partly"] = MoodWords.Left(mood, MoodWords.Masked, "alternative=BDNF-partly"),
            ["hour"] = mood.Of(MoodWords.Ketamine, MoodWords.Midazolam, "BDNF", "1 h"),
            ["day"] = mood.Of(MoodWords.Ketamine, MoodWords.Midazolam, "BDNF", "24 h"),
            ["left-mTOR"] = MoodWords.Left(mood, MoodWords.Masked, "without=mTOR"),
        };
        return new ClaimMeasurement(values, MoodWords.Picture("No BDNF released", mood, ("0.5 mg/kg", MoodWords.Ketamine, MoodWords.Midazolam),
            ("no BDNF", MoodWords.Ketamine, blocked), ("midazolam", MoodWords.Placebo, MoodWords.Midazolam)));
    }
}
