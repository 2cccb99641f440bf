using Ketascope.Study.Claims;

namespace Ketascope.Ketamine.Claims.Mood;

/// <summary>Claim 6: 0.5 mg/kg relieves depression beside its control.</summary>
internal sealed class Antidepressant : Claim
{
    public override int Number => 6;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        AreaNumbers mood = new(bench.Areas.Find(MoodWords.Area), cancellation);
        Dictionary<string, double> values = new()
        {
            ["odds"] = mood.Of($"{MoodWords.Ketamine} against {MoodWords.Placebo}", "baseline=31.4 control=mixed", "response odds", "24 h"),
            ["three-days"] = mood.Of(MoodWords.Ketamine, MoodWords.Saline, MoodWords.Score, "72 h", "change"),
            ["bipolar"] = mood.Of($"{MoodWords.Ketamine} against {MoodWords.Placebo}", MoodWords.Saline, "d", "24 h"),
            ["masked"] = Beside("baseline=28 control=masked", "48 h"),
            ["midazolam"] = Beside(MoodWords.Midazolam, "24 h"),
            ["saline"] = Beside(MoodWords.Midazolam.Replace("midazolam", "saline", StringComparison.Ordinal), "24 h"),
        };
        return new ClaimMeasurement(values, MoodWords.Picture("Depression after one infusion", mood, ("0.5 mg/kg", MoodWords.Ketamine, MoodWords.Midazolam),
            ("midazolam", MoodWords.Placebo, MoodWords.Midazolam), ("saline", MoodWords.Placebo, "baseline=31.4 control=saline")));

        double Beside(string setting, string time) => mood.Of($"{MoodWords.Ketamine} versus {MoodWords.Placebo}", setting, MoodWords.Score, time, "difference");
    }
}
