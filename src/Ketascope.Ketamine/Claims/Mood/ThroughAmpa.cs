using Ketascope.Study.Claims;

namespace Ketascope.Ketamine.Claims.Mood;

/// <summary>Claim 23: the effect goes through AMPA receptors.</summary>
internal sealed class ThroughAmpa : Claim
{
    public override int Number => 23;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        AreaNumbers mood = new(bench.Areas.Find(MoodWords.Area), cancellation);
        string blocked = $"{MoodWords.Midazolam} without=AMPA";
        Dictionary<string, double> values = new()
        {
            ["left"] = MoodWords.Left(mood, MoodWords.Masked, "without=AMPA"),
            ["left-felt"] = MoodWords.Left(mood, MoodWords.Midazolam, "without=AMPA"),
            ["left-partly"] = MoodWords.Left(mood, MoodWords.Masked, "alternative=AMPA-partly"),
            ["glutamate"] = mood.Of(MoodWords.Ketamine, MoodWords.Midazolam, "glutamate", "max 0-2 h"),
            ["of-all"] = mood.Of(MoodWords.Ketamine, blocked, MoodWords.Score, "24 h", "change")
                / mood.Of(MoodWords.Ketamine, MoodWords.Midazolam, MoodWords.Score, "24 h", "change"),
        };
        return new ClaimMeasurement(values, MoodWords.Picture("AMPA receptors blocked", mood, ("0.5 mg/kg", MoodWords.Ketamine, MoodWords.Midazolam),
            ("AMPA blocked", MoodWords.Ketamine, blocked), ("midazolam", MoodWords.Placebo, MoodWords.Midazolam)));
    }
}
