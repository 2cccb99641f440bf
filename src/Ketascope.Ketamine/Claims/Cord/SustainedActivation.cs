using Ketascope.Ketamine.Cord;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Cord;

/// <summary>Claim 10: hours of C input keep NMDA receptors active, and synapses grow; without NMDA receptors nothing does.</summary>
internal sealed class SustainedActivation : Claim
{
    private const double End = 6 * 3600;
    private const double Late = End - 1;

    public override int Number => 10;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        CordRecord usual = CordPictures.Record(bench, CordPictures.Injury, cancellation).Recording.Record;
        CordRecord without = CordPictures.Record(bench, $"without NMDA; {CordPictures.Injury}", cancellation).Recording.Record;
        Dictionary<string, double> values = new()
        {
            ["early"] = usual.At("Le", End),
            ["late"] = usual.At("Ll", End),
            ["rate-grows"] = usual.At(CordNames.Rate, Late) / without.At(CordNames.Rate, Late),
            ["without-nmda"] = without.At("Le", End) + without.At("Ll", End),
        };
        CoursePanel Panel(string title, string name) => new(title, [Series("usual", usual, name), Series("without NMDA", without, name)]);
        return new ClaimMeasurement(values, Figure.Of(new CourseFigure
        {
            Title = "Six hours of C input at 1 Hz, and a day after it",
            Panels = [Panel("projection neuron (Hz)", CordNames.Rate), Panel("synaptic strength (x)", CordNames.Strength), Panel("late potentiation", "Ll")],
            TimeUnit = "h",
        }));
    }

    private static CourseSeries Series(string label, CordRecord record, string name) =>
        new(label, [.. record.Times.Select(time => time / 3600)], [.. record.Course(name)], [], []);
}
