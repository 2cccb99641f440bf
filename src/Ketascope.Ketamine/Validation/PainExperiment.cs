using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Library;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>
/// Wind-up, sensitization and pain of the cord against what was measured in people (docs/cord.md): the regimen of a row is a protocol of the cord, and what is
/// observed is taken at its end. Beside it stands the alternative in which ketamine acts at the pore alone.
/// </summary>
/// <param name="library">The cord, the drugs and their pharmacokinetics.</param>
public sealed class PainExperiment(KetamineLibrary library) : IExperiment
{
    private const string End = "end";
    private const string Alternative = "alternative";
    private const string PoreAlone = "pore";
    private const double UsualWeight = 70;

    private static readonly Measured[] Outputs =
    [
        new("shock response", "dimensionless", (one, cancellation) => Beside(one.Circuit, one.Cord, cancellation)),
        new("pinprick area", "cm^2", (one, cancellation) => new HyperalgesiaArea(one.Circuit).Of([one.Cord], cancellation)[0].Pinprick),
        new("touch area", "cm^2", (one, cancellation) => new HyperalgesiaArea(one.Circuit).Of([one.Cord], cancellation)[0].Stroke),
        new("pain", "dimensionless", (one, _) => one.Pain),
    ];

    private sealed record Ended(CordCircuit Circuit, TestedCord Cord, double Pain);

    private sealed record Measured(string Name, string Unit, Func<Ended, CancellationToken, double> Take);

    /// <inheritdoc/>
    public string Area => "pain";

    /// <inheritdoc/>
    public string Title => "wind-up, sensitization and pain of the cord against people";

    /// <inheritdoc/>
    public string EvidenceFolder => "pain";

    /// <inheritdoc/>
    public string? CalibrationFolder => null;

    /// <inheritdoc/>
    public ObservationVocabulary Words { get; } = new([Alternative, "weight"], "alternative=pore", text => text == End ? ""
        : $"'{text}': what is observed of a cord is taken at the end of its protocol; write end");

    /// <inheritdoc/>
    public bool HasPeople => false;

    /// <inheritdoc/>
    public (string Name, ArmPredictor Source)? Benchmark =>
        ("pore alone", new ArmPredictor(row => Plan(row with { Setting = row.Setting.SetItem(Alternative, PoreAlone) }), Cohort.Typical));

    /// <inheritdoc/>
    public string MeasureText(Observation observation) => observation.Regimen.Split(';')[0].Trim();

    /// <inheritdoc/>
    public string? SettingOf(Observation observation, string name) => observation.Setting.GetValueOrDefault(name);

    /// <inheritdoc/>
    public Arm Plan(Observation observation) => ProtocolArm.Of(observation.Regimen, (regimen, over) => Side(observation, regimen, over));

    private ProtocolArm Side(Observation observation, string regimen, Arm? over)
    {
        string[] names = [.. Outputs.Select(one => one.Name)];
        Measured output = Outputs.FirstOrDefault(one => one.Name.Equals(observation.Output,
            StringComparison.OrdinalIgnoreCase)) ?? throw new UserErrorException(
            $"the output '{observation.Output}' is not measured; outputs are {string.Join(", ", names)}{NearestName.Hint(observation.Output, names)}");
        CordProtocol protocol = library.Cord.Protocol([("regimen", regimen)]);
        CordAlternative alternative = observation.Setting.TryGetValue(Alternative, out string? name)
            ? library.Cord.File.Alternative(name)
            : library.Cord.File.Alternatives[0];
        double weight = observation.Setting.TryGetValue("weight", out string? text)
            && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out double kilograms) ? kilograms : UsualWeight;
        return new ProtocolArm((sets, cancellation) => Values(output, protocol, alternative, weight, sets, cancellation))
        {
            Model = $"{library.Cord.Circuit().Text.Name}, {alternative.Name}",
            Unit = UnitParser.Parse(output.Unit),
            Over = over,
        };
    }

    private double[] Values(Measured output, CordProtocol protocol, CordAlternative alternative, double weightKg,
        IReadOnlyList<ImmutableSortedDictionary<string, double>> sets, CancellationToken cancellation)
    {
        CordSubject subject = new("cord", library.Cord.Exposure(protocol, weightKg, cancellation).Exposure, [.. SpinalCord.Of(alternative)]);
        return [.. sets.Select(set =>
        {
            CordCircuit circuit = library.Cord.Circuit().With(set);
            CordRecording recording = CordCourse.Record(circuit, protocol, [subject], cancellation)[0];
            return output.Take(new Ended(circuit, recording.At(protocol.End, protocol), recording.Record.At(CordNames.Pain, protocol.End)), cancellation);
        })];
    }

    /// <summary>The response to a shock, beside that of a usual cord.</summary>
    private static double Beside(CordCircuit circuit, TestedCord cord, CancellationToken cancellation)
    {
        ImmutableArray<double> responses = new CordBench(circuit).Response([cord, TestedCord.Naive], CordStimulus.Volley(), cancellation);
        return responses[0] / responses[1];
    }
}
