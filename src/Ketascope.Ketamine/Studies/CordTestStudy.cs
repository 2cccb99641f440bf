using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Protocols;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>What a cord answers to touch, pinch, heat and electrical stimuli: as it is, after something was done to it, and with a drug.</summary>
/// <param name="library">The cord, the drugs and their pharmacokinetics.</param>
public sealed class CordTestStudy(KetamineLibrary library) : Study<CordTestRequest>("cord test", () => KetamineRequests.Default.CordTestRequest)
{
    private const int Temperatures = 6;
    private const double Long = 5;
    private static readonly ImmutableArray<double> Sizes = [0.25, 0.5, 0.75, 1];

    private sealed record Stimulus(string Kind, double Size, string Label, CordStimulus What);

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(CordTestRequest request, StudyContext context, CancellationToken cancellation)
    {
        CordWords words = new(request, library.Cord);
        CordBench bench = new(words.Circuit);
        ImmutableArray<(string Label, TestedCord Cord)> cords = Cords(request, words, bench, cancellation);
        ImmutableArray<Stimulus> stimuli = Stimuli(request, words);
        (Stimulus Stimulus, TestedCord Cord)[] tests = [.. from stimulus in stimuli from cord in cords select (stimulus, cord.Cord)];
        ImmutableArray<ImmutableArray<double>> responses = bench.Responses([.. tests.Select(test => (test.Cord, test.Stimulus.What))], cancellation);
        double Extra(int stimulus, int cord) => responses[(stimulus * cords.Length) + cord].Average()
            / (stimuli[stimulus].What.Volleys.IsEmpty ? stimuli[stimulus].What.Seconds : 1);
        ResultColumn[] columns = [new("stimulus"), .. cords.Select(cord => new ResultColumn(cord.Label, "Hz"))];
        ResultTable table = new([.. columns], [.. stimuli.Select((stimulus, i) =>
            (ImmutableArray<Cell>)[stimulus.Label, .. cords.Select((_, k) => (Cell)Extra(i, k))])]);
        return Task.FromResult(new StudyResult
        {
            Title = "What stimuli evoke in the projection neuron, above rest" + (request.Drug is { } drug ? $", also with {drug}" : ""),
            Sections = [new TableSection(null, table), .. Picture(stimuli, cords, Extra)],
            Notes = words.Notes,
        });
    }

    private ImmutableArray<Stimulus> Stimuli(CordTestRequest request, CordWords words)
    {
        SkinFibres fibres = library.Cord.File.Fibres;
        bool all = !request.Touch && !request.Pinch && request.Heat is null && !request.Shock;
        List<Stimulus> stimuli = [];
        void Add(string kind, double size, string label, CordStimulus what) => stimuli.Add(new(kind, size, label, what));
        void Basis(string name) => words.Assume(fibres.Basis[name]);
        if (all || request.Touch)
        {
            Basis("brush");
            Add("touch", 0, "touch", CordStimulus.Brush(fibres.Brush));
        }

        if (all || request.Pinch)
        {
            Basis("pinch");
            Add("pinch", 0, "pinch", new CordStimulus([], fibres.Pinch, fibres.Pressure, Long));
        }

        if (all || request.Heat is not null)
        {
            Basis("heat");
            (double low, double high) = CordWords.Range("--heat", request.Heat ?? "40..50 C", "temperature", ProtocolUnits.Temperature);
            int count = high > low ? Temperatures : 1;
            foreach (double celsius in Enumerable.Range(0, count).Select(i => low + ((high - low) * i / Math.Max(1, count - 1))))
            {
                double rate = SkinInput.Heat(fibres, celsius);
                Add("heat", celsius, string.Create(CultureInfo.InvariantCulture, $"heat {celsius:G4} C"), new CordStimulus([], rate, 0, Long));
            }
        }

        if (all || request.Shock)
        {
            foreach (double size in Sizes)
            {
                Add("shock", size, string.Create(CultureInfo.InvariantCulture, $"shock of {size:P0} of the C fibres"), CordStimulus.Volley(size));
            }
        }

        return [.. stimuli];
    }

    private ImmutableArray<(string Label, TestedCord Cord)> Cords(CordTestRequest request, CordWords words, CordBench bench, CancellationToken cancellation)
    {
        ImmutableArray<ValueChange> knockOuts = words.KnockOuts();
        List<(string Label, TestedCord Cord)> cords = [("before", new TestedCord(CordState.Naive, knockOuts))];
        bool isDosed = false;
        if (!request.After.IsEmpty)
        {
            CordProtocol protocol = words.Protocol([.. request.After.Select(statement => ("--after", (string?)statement, statement ?? ""))]);
            isDosed = !protocol.Doses.IsEmpty;
            CordExposure exposure = CordExposure.None;
            ImmutableArray<CordAlternative> ways = library.Cord.File.Alternatives[..1];
            if (protocol.HasDrug)
            {
                exposure = words.Exposure(protocol, cancellation);
                ways = words.Alternatives(hasDrug: true);
            }

            ImmutableArray<CordRecording> recordings = CordCourse.Record(words.Circuit, protocol,
                [.. ways.Select(way => new CordSubject(way.Name, exposure, [.. SpinalCord.Of(way), .. knockOuts]))], cancellation);
            cords.AddRange(recordings.Select(one => (protocol.HasDrug ? $"after, {one.Subject.Label}" : "after", one.At(protocol.End, protocol))));
        }

        words.RequireUseOfWeight(isDosed);
        return [.. cords, .. Treated(request, words, bench, cords, cancellation)];
    }

    /// <summary>The last cords once more, after two hours in a bath with the drug.</summary>
    private static IEnumerable<(string, TestedCord)> Treated(
        CordTestRequest request, CordWords words, CordBench bench, List<(string Label, TestedCord Cord)> cords, CancellationToken cancellation)
    {
        if (request.Drug is not { } drug)
        {
            if (request.After.IsEmpty)
            {
                _ = words.Alternatives(hasDrug: false);
            }

            return [];
        }

        CordProtocol bath = words.Protocol([("--drug", drug, drug)]);
        if (!bath.Doses.IsEmpty || !bath.HasDrug)
        {
            throw new UserErrorException($"--drug \"{drug}\": a bath is tested, such as ketamine 0.5 uM; a regimen goes into --after");
        }

        (string label, TestedCord cord) = cords[^1];
        ImmutableArray<CordAlternative> alternatives = words.Alternatives(hasDrug: true);
        ImmutableArray<TestedCord> treated = bench.Equilibrated(
        [
            .. alternatives.Select(one => cord with
            {
                Changes = [.. cord.Changes, .. SpinalCord.Of(one), new(0, CordNames.PoreDrug, bath.Bath.Pore.At(0)),
                    new(0, CordNames.MembraneDrug, bath.Bath.Membrane.At(0))],
            }),
        ], cancellation);
        return alternatives.Select((one, i) => ($"{label}, {one.Name}", treated[i]));
    }

    private static IEnumerable<ResultSection> Picture(
        ImmutableArray<Stimulus> stimuli, ImmutableArray<(string Label, TestedCord Cord)> cords, Func<int, int, double> extra)
    {
        PointPanel Panel(string kind, string axis)
        {
            int[] shown = [.. Enumerable.Range(0, stimuli.Length).Where(i => stimuli[i].Kind == kind)];
            return new PointPanel(axis, "projection neuron above rest (Hz)",
                [.. cords.Select((cord, k) => new PointSeries(cord.Label, [.. shown.Select(i => stimuli[i].Size)], [.. shown.Select(i => extra(i, k))],
                    IsLine: shown.Length > 1) { Colour = k })]);
        }

        ImmutableArray<PointPanel> panels =
        [
            .. stimuli.Any(one => one.Kind == "heat") ? (PointPanel[])[Panel("heat", "skin (C)")] : [],
            .. stimuli.Any(one => one.Kind == "shock") ? (PointPanel[])[Panel("shock", "share of the C fibres")] : [],
        ];
        return panels.IsEmpty ? [] : [new FigureSection(Figure.Of(new PointFigure { Title = "Stimulus and response of the cord",
            Panels = panels })) { PanelsInText = 0 }];
    }
}
