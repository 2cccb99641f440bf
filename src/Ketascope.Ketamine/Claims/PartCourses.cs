using System.Collections.Immutable;
using Ketascope.Ketamine.Parts;
using Ketascope.Ketamine.Patient;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Claims;

/// <summary>Courses of a part of the patient in one person, for the experiments of claims.</summary>
internal static class PartCourses
{
    /// <summary>Outputs of a part after a regimen.</summary>
    /// <param name="bench">What there is to experiment with.</param>
    /// <param name="part">The part, and what it is set to.</param>
    /// <param name="regimen">What is given.</param>
    /// <param name="outputs">The outputs, by name.</param>
    /// <param name="times">When, h.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The course of each output.</returns>
    /// <exception cref="UserErrorException">The equations could not be solved.</exception>
    public static double[][] Of(
        ClaimBench bench, SetPart part, string regimen, ImmutableArray<string> outputs, ImmutableArray<double> times, CancellationToken cancellation)
    {
        PartFile file = part.File;
        PatientTreatment treatment = PatientTreatment.Read(regimen, new DoseRequest { Regimen = regimen }, bench.Library.Pharmacokinetics);
        PatientRun run = PatientRun.Of(bench.Library, treatment, [part], [.. outputs.Select(name => $"{file.Part}.{file.Outputs[name].Variable}").Distinct()],
            times);
        RunOutcome outcome = ModelRun.Run(run.Request, progress: null, cancellation);
        return outcome.Failures.IsEmpty ? [.. outputs.Select((_, i) => outcome.Trajectories.Course(0, i))]
            : throw new UserErrorException($"'{regimen}': the equations could not be solved: {outcome.Failures[0].Failure}");
    }
}
