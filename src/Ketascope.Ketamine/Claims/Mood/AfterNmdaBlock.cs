using Ketascope.Study.Claims;

namespace Ketascope.Ketamine.Claims.Mood;

/// <summary>Claim 25: without block of NMDA receptors there is no effect; and a slow block, memantine, has none.</summary>
internal sealed class AfterNmdaBlock : Claim
{
    private const string Effect = "drug-effect";
    private const string Memantine = "memantine hydrochloride 5 mg oral every 24 h x 7 then memantine hydrochloride 10 mg oral every 24 h x 7 " +
        "then memantine hydrochloride 20 mg oral every 24 h x 42";

    public override int Number => 25;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        AreaNumbers mood = new(bench.Areas.Find(MoodWords.Area), cancellation);
        string clamped = $"{MoodWords.Midazolam} without=NMDA";
        Dictionary<string, double> values = new()
        {
            ["left"] = MoodWords.Left(mood, MoodWords.Masked, "without=NMDA"),
            ["left-felt"] = MoodWords.Left(mood, MoodWords.Midazolam, "without=NMDA"),
            ["BDNF"] = mood.Of(MoodWords.Ketamine, clamped, "BDNF", "max 0-24 h"),
            ["memantine"] = mood.Of(Memantine, MoodWords.Midazolam, Effect, "14 d"),
            ["memantine-score"] = mood.Of($"{Memantine} versus placebo for {Memantine}", MoodWords.Primary, MoodWords.Score, "56 d", "difference"),
            ["memantine-unadapted"] = mood.Of(Memantine, $"{MoodWords.Midazolam} alternative=no-adaptation", Effect, "14 d"),
            ["of-all"] = mood.Of(MoodWords.Ketamine, clamped, MoodWords.Score, "24 h", "change")
                / mood.Of(MoodWords.Ketamine, MoodWords.Midazolam, MoodWords.Score, "24 h", "change"),
        };
        return new ClaimMeasurement(values, MoodWords.Picture("NMDA receptors not blocked", mood, ("0.5 mg/kg", MoodWords.Ketamine, MoodWords.Midazolam),
            ("not blocked", MoodWords.Ketamine, clamped), ("midazolam", MoodWords.Placebo, MoodWords.Midazolam)));
    }
}
