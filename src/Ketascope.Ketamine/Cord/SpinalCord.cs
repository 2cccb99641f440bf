using System.Collections.Immutable;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Cord;

/// <summary>The dorsal horn as an experimenter meets it: protocols, doses, tests of a state.</summary>
/// <param name="folder">The folder of the cord, <c>models/cord</c>.</param>
/// <param name="drugs">The drugs.</param>
/// <param name="models">The pharmacokinetic models.</param>
/// <param name="common">The numbers that all areas share.</param>
public sealed class SpinalCord(string folder, DrugCabinet drugs, Func<ModelLibrary> models, Func<CommonNumbers> common)
{
    private readonly Lazy<CordFile> _file = new(() => CordFile.Read(folder));
    private readonly Dictionary<string, CordCircuit> _circuits = new(StringComparer.OrdinalIgnoreCase);
    private readonly CordDraw? _draw;

    private SpinalCord(SpinalCord other, string folder, Func<ModelLibrary> models, Func<CommonNumbers> common, CordDraw draw)
        : this(folder, other.Drugs, models, common) => (_file, _circuits, _draw) = (other._file, other._circuits, draw);

    /// <summary>What the cord consists of.</summary>
    public CordFile File => _file.Value;

    /// <summary>The drugs.</summary>
    public DrugCabinet Drugs => drugs;

    /// <summary>From doses to free concentrations.</summary>
    public CordDoses Doses => new(File.Dosing, drugs, models(), common());

    /// <summary>The same cord, already compiled, under a draw of what is uncertain.</summary>
    /// <param name="others">The pharmacokinetic models under it.</param>
    /// <param name="otherCommon">The numbers that all areas share, under it.</param>
    /// <param name="draw">The draw of the circuits' parameters.</param>
    public SpinalCord Under(Func<ModelLibrary> others, Func<CommonNumbers> otherCommon, CordDraw draw) => new(this, folder, others, otherCommon, draw);

    /// <summary>A circuit.</summary>
    /// <param name="name">Its name; null for the usual one.</param>
    /// <exception cref="UserErrorException">There is none of that name.</exception>
    public CordCircuit Circuit(string? name = null)
    {
        CordCircuitText text = name is null ? File.Circuits[0]
            : File.Circuits.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new UserErrorException(
                $"'{name}' is none of the circuits {string.Join(", ", File.Circuits.Select(one => one.Name))}" +
                NearestName.Hint(name, File.Circuits.Select(one => one.Name)));
        CordCircuit? circuit;
        lock (_circuits)
        {
            if (!_circuits.TryGetValue(text.Name, out circuit))
            {
                _circuits[text.Name] = circuit = new CordCircuit(folder, text);
            }
        }

        return _draw is { } draw ? circuit.With(draw.Values(circuit)) : circuit;
    }

    /// <summary>Reads a protocol from texts, one after the other.</summary>
    /// <param name="texts">What each text is called in messages, and the text.</param>
    /// <exception cref="UserErrorException">A text has a mistake; the message says where.</exception>
    public CordProtocol Protocol(IEnumerable<(string Name, string Text)> texts)
    {
        CordProtocolBuilder builder = new(File, Doses);
        foreach ((string name, string text) in texts)
        {
            CordProtocolParser.Read(name, text, builder, drugs);
        }

        return builder.Build();
    }

    /// <summary>The drug of a protocol over time, in a person of a weight.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="weightKg">The body weight, kg.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The exposure, and a sentence about each regimen.</returns>
    /// <exception cref="UserErrorException">No pharmacokinetic model suits.</exception>
    public (CordExposure Exposure, ImmutableArray<string> Notes) Exposure(CordProtocol protocol, double weightKg, CancellationToken cancellation)
    {
        List<CordExposure> all = [protocol.Bath];
        List<string> notes = [];
        foreach ((double time, string regimen) in protocol.Doses)
        {
            (CordExposure exposure, string note) = Doses.Regimen(regimen, weightKg, protocol.End - time, cancellation);
            if (!exposure.Opioids.Steps.IsEmpty)
            {
                throw new UserErrorException(
                    $"'{regimen}' gives an opioid, which acts on the ratings of people in pain ('ketascope patient') and not in the cord");
            }

            all.Add(exposure.Later(time));
            notes.Add(note);
        }

        return (CordExposure.Sum(all), [.. notes.Distinct()]);
    }

    /// <summary>The changes at time 0 that make a cord one of an alternative.</summary>
    /// <param name="alternative">The alternative.</param>
    public static IEnumerable<ValueChange> Of(CordAlternative alternative) => alternative.Set.Select(one => new ValueChange(0, one.Key, one.Value));
}
