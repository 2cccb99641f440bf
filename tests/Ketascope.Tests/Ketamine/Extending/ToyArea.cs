using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Claims;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Claims;
using Ketascope.Study.Observations;
using Ketascope.Study.Plots;

namespace Ketascope.Tests.Ketamine.Extending;

/// <summary>The class of the toy area of docs/extending.md.</summary>
internal sealed class ToyExperiment(KetamineLibrary library) : TextExperiment(Path.Combine(library.Models, "toy"), library.Draw);

/// <summary>The claim of the toy area: half is gone after ln 2 over the rate.</summary>
internal sealed class ToyHalves : Claim
{
    public override int Number => 1;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        IExperiment toy = bench.Areas.Find("toy");
        Observation row = ObservationFile.Read(bench.Areas.ObservationsOf(toy), toy.Words).Rows[0].Observation!;
        double At(string time) => new ArmPredictor(toy.Plan, Cohort.Typical).Predict(row with { Time = time }, cancellation).Value;
        double[] times = [0, 1, 2, 3, 4, 5, 6];
        CourseFigure picture = new()
        {
            Title = "The level halves",
            TimeUnit = "h",
            Panels =
            [
                new CoursePanel("level (mg/L)",
                    [new CourseSeries("level", [.. times], [.. times.Select(time => At(FormattableString.Invariant($"{time} h")))], [], [])]),
            ],
        };
        return new ClaimMeasurement(new Dictionary<string, double> { ["half"] = At("3 h") / At("0 h") }, Figure.Of(picture));
    }
}
