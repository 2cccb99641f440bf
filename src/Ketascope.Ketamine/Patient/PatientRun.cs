using System.Collections.Immutable;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Patient;

/// <summary>Parts of the patient under a treatment, ready to solve.</summary>
/// <param name="Text">The joined text.</param>
/// <param name="Request">What is run in a typical person; times are left to the caller.</param>
internal sealed record PatientRun(PatientText Text, RunRequest Request)
{
    /// <summary>Prepares a run.</summary>
    /// <param name="library">Models, drugs and joins.</param>
    /// <param name="treatment">What is given.</param>
    /// <param name="parts">The parts, and what they are set to.</param>
    /// <param name="show">The variables that are asked for, each after its part's name and a dot.</param>
    /// <param name="times">When they are asked for, h.</param>
    /// <exception cref="UserErrorException">The treatment, a part or a name is wrong.</exception>
    public static PatientRun Of(
        KetamineLibrary library, PatientTreatment treatment, ImmutableArray<SetPart> parts, ImmutableArray<string> show, ImmutableArray<double> times)
    {
        PatientText text = PatientText.Of(library, treatment, parts);
        return new PatientRun(text, text.Given.Aggregate(
            new RunRequest
            {
                Model = text.Model,
                Times = times,
                Show = [.. show.Select(text.NameOf)],
                Overrides = parts.SelectMany(part => part.Numbers).ToImmutableSortedDictionary(StringComparer.Ordinal),
                Solver = treatment.Dose.Solver,
            },
            (run, drug) => drug.Into(run)));
    }

    /// <summary>The body weight of a typical person, kg.</summary>
    public double? WeightKg => Text.Given.IsEmpty ? null : Covariates.Weight(Text.Given[0].Request, Text.Given[0].Choice.Model);
}
