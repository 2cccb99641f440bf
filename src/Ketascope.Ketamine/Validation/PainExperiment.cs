using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

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
    private const string Circuit = "circuit";
    private const string PoreAlone = "pore";
    private static readonly Cohort BesidePeople = new(96, 1);

    /// <summary>Where pinpricks beside the conditioned skin were tested, cm (Klein 2004, doi:10.1523/JNEUROSCI.1222-03.2004, legend of Figure 1).</summary>
    private const double BesideTheInjury = 1.5;

    private static readonly Measured[] Outputs =
    [
        new("shock response", "dimensionless", (all, cancellation) => Beside(all.Circuit, all.Cords, cancellation)),
        new("pinprick response", "dimensionless",
            (all, cancellation) => new HyperalgesiaArea(all.Circuit).PinprickResponse(all.Cords, BesideTheInjury, cancellation)),
        new("wind-up ratio", "dimensionless", (all, _) => [.. all.Records.Select(record => WindUpRatio(record, all.Protocol))]),
        new("pinprick area", "cm^2", (all, cancellation) => [.. new HyperalgesiaArea(all.Circuit).Of(all.Cords, cancellation).Select(area => area.Pinprick)]),
        new("touch area", "cm^2", (all, cancellation) => [.. new HyperalgesiaArea(all.Circuit).Of(all.Cords, cancellation).Select(area => area.Stroke)]),
        new("pain", "dimensionless", (all, _) => [.. all.Records.Select(record => record.At(CordNames.Pain, all.Protocol.End))]),
    ];

    private readonly RatedPeople _people = new(library);

    /// <summary>Cords at the end of a protocol: how they are then, and the records of their courses.</summary>
    private sealed record Ended(CordCircuit Circuit, CordProtocol Protocol, ImmutableArray<CordRecording> Recordings)
    {
        public ImmutableArray<TestedCord> Cords => [.. Recordings.Select(one => one.At(Protocol.End, Protocol))];

        public IEnumerable<CordRecord> Records => Recordings.Select(one => one.Record);
    }

    private sealed record Measured(string Name, string Unit, Func<Ended, CancellationToken, ImmutableArray<double>> Take);

    /// <inheritdoc/>
    public string Area => "pain";

    /// <inheritdoc/>
    public string Title => "wind-up, sensitization and pain of the cord against people";

    /// <inheritdoc/>
    public string EvidenceFolder => "pain";

    /// <inheritdoc/>
    public string CalibrationFolder => library.CordCalibrations;

    /// <inheritdoc/>
    public string Calibrated => "cord";

    /// <inheritdoc/>
    public ObservationVocabulary Words { get; } = new(
        [Alternative, Circuit, RatedPeople.Weight, RatedPeople.Condition, RatedPeople.Baseline, RatedPeople.Relief], "alternative=pore",
        text => text == End || RegimenTime.TryReadHours(text, out _) ? ""
            : $"'{text}': what is observed of a cord is taken at the end of its protocol, which is written end; that of people at a time, 30 min or 7 d");

    /// <inheritdoc/>
    public bool HasPeople => true;

    /// <inheritdoc/>
    public (string Name, ArmPredictor Source)? Benchmark =>
        ("pore alone", new ArmPredictor(row => Plan(row with { Setting = row.Setting.SetItem(Alternative, PoreAlone) }), BesidePeople));

    /// <inheritdoc/>
    public string MeasureText(Observation observation) => observation.Time == End ? observation.Regimen.Split(';')[0].Trim()
        : $"{observation.Time}, {observation.Regimen.Split(" then ")[0]}";

    /// <inheritdoc/>
    public string? SettingOf(Observation observation, string name) => observation.Setting.GetValueOrDefault(name);

    /// <inheritdoc/>
    public Arm Plan(Observation observation)
    {
        bool isRated = observation.Setting.ContainsKey(RatedPeople.Condition);
        return isRated == (observation.Time == End) ? throw new UserErrorException(isRated
                ? "people with a condition are observed at a time after the start of the regimen; write for example 7 d, and not end"
                : "a cord is observed at the end of its protocol; write end, or name the condition of people: condition=CRPS")
            : isRated && observation.Setting.ContainsKey(Circuit) ? throw new UserErrorException(
                "the circuit of people is that of their condition; leave it out")
            : isRated ? _people.Plan(observation, AlternativeOf(observation))
            : ProtocolArm.Of(observation.Regimen, (regimen, over) => Side(observation, regimen, over));
    }

    private CordAlternative AlternativeOf(Observation observation) => observation.Setting.TryGetValue(Alternative, out string? name)
        ? library.Cord.File.Alternative(name)
        : library.Cord.File.Alternatives[0];

    private ProtocolArm Side(Observation observation, string regimen, Arm? over)
    {
        string[] names = [.. Outputs.Select(one => one.Name)];
        Measured output = Outputs.FirstOrDefault(one => one.Name.Equals(observation.Output,
            StringComparison.OrdinalIgnoreCase)) ?? throw new UserErrorException(
            $"the output '{observation.Output}' is not measured; outputs are {string.Join(", ", names)}{NearestName.Hint(observation.Output, names)}");
        CordProtocol protocol = library.Cord.Protocol([("regimen", regimen)]);
        CordAlternative alternative = AlternativeOf(observation);
        CordCircuit circuit = library.Cord.Circuit(observation.Setting.GetValueOrDefault(Circuit));
        double weight = RatedPeople.WeightOf(observation);
        return new ProtocolArm((sets, cancellation) => Values(output, circuit, protocol, alternative, weight, sets, cancellation))
        {
            Model = $"{circuit.Text.Name}, {alternative.Name}",
            Unit = UnitParser.Parse(output.Unit),
            Over = over,
        };
    }

    private double[] Values(Measured output, CordCircuit circuit, CordProtocol protocol, CordAlternative alternative, double weightKg,
        IReadOnlyList<ImmutableSortedDictionary<string, double>> sets, CancellationToken cancellation)
    {
        CordExposure exposure = library.Cord.Exposure(protocol, weightKg, cancellation).Exposure;
        circuit = circuit.With(sets[0]);
        CordSubject[] subjects = [.. sets.Select(set => new CordSubject("cord", exposure, [.. SpinalCord.Of(alternative)])
        {
            Own = [.. set.Select(one => new ValueChange(0, one.Key, one.Value))],
        })];
        return [.. output.Take(new Ended(circuit, protocol, CordCourse.Record(circuit, protocol, subjects, cancellation)), cancellation)];
    }

    /// <summary>Spikes above rest after the last shock of a protocol over those after the first; not a number where there is no train.</summary>
    private static double WindUpRatio(CordRecord record, CordProtocol protocol)
    {
        if (protocol.Volleys.Length < 2)
        {
            return double.NaN;
        }

        double first = protocol.Volleys[0].Time, window = Math.Min(1, protocol.Volleys[1].Time - first), rest = record.At(CordNames.Rate, first);
        double Spikes(double from) => record.At(CordNames.Spikes, from + window) - record.At(CordNames.Spikes, from) - (rest * window);
        return Spikes(protocol.Volleys[^1].Time) / Spikes(first);
    }

    /// <summary>The responses to a shock, beside those of usual cords.</summary>
    private static ImmutableArray<double> Beside(CordCircuit circuit, ImmutableArray<TestedCord> cords, CancellationToken cancellation)
    {
        ImmutableArray<double> responses =
            new CordBench(circuit).Response([.. cords, .. cords.Select(cord => cord.Usual)], CordStimulus.Volley(), cancellation);
        return [.. cords.Select((_, i) => responses[i] / responses[cords.Length + i])];
    }
}
