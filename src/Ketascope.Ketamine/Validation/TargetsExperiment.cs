using System.Collections.Immutable;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Protocols;
using Ketascope.Ketamine.Targets;
using Ketascope.Language.Antimony;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>
/// Targets of drugs against what laboratories measured whose numbers are not in use: the concentration that occupies half, what a bath occupies, and what a
/// dose occupies at most (evidence/targets/README.md).
/// </summary>
/// <param name="library">Targets, drugs and their pharmacokinetics.</param>
public sealed class TargetsExperiment(KetamineLibrary library) : IExperiment
{
    private const string Half = "half", Bath = "equilibrium", Most = "max", Effect = "hypnosis", Alternative = "alternative";

    /// <inheritdoc/>
    public string Area => "targets";

    /// <inheritdoc/>
    public string Title => "targets of drugs against laboratories whose numbers are not in use";

    /// <inheritdoc/>
    public string EvidenceFolder => "targets";

    /// <inheritdoc/>
    public string? CalibrationFolder => null;

    /// <inheritdoc/>
    public ObservationVocabulary Words { get; } = new([Alternative], "alternative=Finck-1982", text => text is Half or Bath or Most ? ""
        : $"'{text}': of a target the concentration that occupies {Half} is measured, or what is occupied at {Bath} in a bath, or at {Most} after a dose");

    /// <inheritdoc/>
    public bool HasPeople => false;

    /// <inheritdoc/>
    public (string Name, ArmPredictor Source)? Benchmark => null;

    /// <inheritdoc/>
    public string MeasureText(Observation observation) => $"{observation.Regimen}, {observation.Time}";

    /// <inheritdoc/>
    public string? SettingOf(Observation observation, string name) => observation.Setting.GetValueOrDefault(name);

    /// <inheritdoc/>
    public Arm Plan(Observation observation)
    {
        TargetFile target = library.Targets.Named(observation.Output);
        DrugCabinet drugs = observation.Setting.TryGetValue(Alternative, out string? name)
            ? ActionChoices.Apply(library.Drugs, library.Targets, [$"{target.Id}={name.Replace('-', ' ')}"]) : library.Drugs;
        Func<CancellationToken, double> measure = observation.Time switch
        {
            Half => _ => HalfOccupied(drugs, drugs.Find(observation.Regimen.Trim()), target),
            Bath => _ => InBath(drugs, observation.Regimen, target),
            _ => cancellation => AfterDose(drugs, observation.Regimen, target, cancellation),
        };
        return new ProtocolArm((sets, cancellation) => [.. Enumerable.Repeat(measure(cancellation), sets.Count)])
        {
            Model = target.Id,
            Unit = UnitParser.Parse(observation.Time == Half ? "uM" : "dimensionless"),
        };
    }

    private double Share(DrugCabinet drugs, DrugFile drug, double concentration, TargetFile target) =>
        new TargetOccupancy(library.Targets).InBath(drugs, drug, concentration, actsAsMixture: true)
            .Where(one => one.Target == target).Select(one => one.Share).FirstOrDefault(double.NaN);

    /// <summary>The concentration of half occupancy, uM: competition is hyperbolic, so that one look gives it, and a second one makes sure.</summary>
    private double HalfOccupied(DrugCabinet drugs, DrugFile drug, TargetFile target)
    {
        const int MostLooks = 40;
        const double Enough = 1e-6;
        double concentration = 1, share = Share(drugs, drug, concentration, target);
        for (int look = 0; look < MostLooks && Math.Abs(share - 0.5) > Enough; look++)
        {
            concentration *= (1 - share) / share;
            share = Share(drugs, drug, concentration, target);
        }

        return Math.Abs(share - 0.5) <= Enough ? concentration : double.NaN;
    }

    private double InBath(DrugCabinet drugs, string text, TargetFile target) =>
        drugs.TryTake(text, out DrugFile drug, out _, out int length) && FreeConcentration.Read(drug, text[length..]) is { } concentration
            ? Share(drugs, drug, concentration, target)
            : throw new UserErrorException($"'{text}' is no bath; write a drug and its concentration, for example ketamine 10 uM");

    private double AfterDose(DrugCabinet drugs, string regimen, TargetFile target, CancellationToken cancellation)
    {
        Engagement engaged = Engagement.Of(library, drugs, new DoseRequest { Regimen = regimen }, Effect, cancellation);
        int place = engaged.Joined.Targets.IndexOf(target);
        return place < 0 ? double.NaN : engaged.Occupied[place].Max();
    }
}
