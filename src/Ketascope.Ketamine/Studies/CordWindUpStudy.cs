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

/// <summary>Stimulates C fibres again and again and counts the spikes that each stimulus evokes in the projection neuron, with and without a drug.</summary>
/// <param name="library">The cord, the drugs and their pharmacokinetics.</param>
public sealed class CordWindUpStudy(KetamineLibrary library) : Study<CordWindUpRequest>("cord wind-up", () => KetamineRequests.Default.CordWindUpRequest)
{
    private const int UsualCount = 15;

    private sealed record Train(double Rate, string Label, ImmutableArray<double> Spikes);

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(CordWindUpRequest request, StudyContext context, CancellationToken cancellation)
    {
        CordWords words = new(request, library.Cord);
        int count = request.Count ?? UsualCount;
        if (count is < 2 or > 1000)
        {
            throw new UserErrorException("--count: a train has 2 to 1000 stimuli");
        }

        ImmutableArray<double> rates = Rates(request.Rate ?? "1 Hz");
        CordBench bench = new(words.Circuit);
        CordProtocol? given = request.Drug is { } asked ? words.Protocol([("--drug", asked, asked)]) : null;
        ImmutableArray<(string Label, TestedCord Cord)> cords = Cords(request, given, words, bench, cancellation);
        words.RequireUseOfWeight(given is { Doses.IsEmpty: false });
        (double Rate, string Label, TestedCord Cord)[] tests = [.. from rate in rates from cord in cords select (rate, cord.Label, cord.Cord)];
        ImmutableArray<ImmutableArray<double>> responses = bench.Responses([.. tests.Select(test => (test.Cord, CordStimulus.Train(test.Rate, count)))],
            cancellation);
        ImmutableArray<Train> trains = [.. tests.Select((test, i) => new Train(test.Rate, test.Label, responses[i]))];
        return Task.FromResult(new StudyResult
        {
            Title = "Wind-up: spikes of the projection neuron under a train of C-strength stimuli" + (request.Drug is { } drug ? $", with {drug}" : ""),
            Sections = [new TableSection(null, Summary(trains)), new FigureSection(Figure.Of(Picture(trains, request.Drug))) { PanelsInText = 0 }],
            Notes = words.Notes,
            Values = new ResultTable(
                [new("rate", "Hz"), new("cord"), new("stimulus"), new("spikes")],
                [.. trains.SelectMany(train => train.Spikes.Select((spikes, i) => (ImmutableArray<Cell>)[train.Rate, train.Label, i + 1, spikes]))]),
        });
    }

    private static ImmutableArray<double> Rates(string text)
    {
        string[] numbers = text.Split(',', StringSplitOptions.TrimEntries);
        string unit = new([.. numbers[^1].SkipWhile(sign => !char.IsLetter(sign))]);
        double[] rates = [.. numbers.Select((number, i) => CordWords.Quantity("--rate", i + 1 < numbers.Length ? $"{number} {unit}" : number, "rate",
            ProtocolUnits.Rate))];
        return rates.All(rate => rate is > 0 and <= 20) ? [.. rates.Distinct()] : throw new UserErrorException("--rate: C fibres follow from above 0 to 20 Hz");
    }

    private static ImmutableArray<(string Label, TestedCord Cord)> Cords(
        CordWindUpRequest request, CordProtocol? given, CordWords words, CordBench bench, CancellationToken cancellation)
    {
        ImmutableArray<ValueChange> knockOuts = words.KnockOuts();
        TestedCord control = new(CordState.Naive, knockOuts);
        ImmutableArray<CordAlternative> alternatives = words.Alternatives(given is not null);
        if (given is null)
        {
            return request.At is null ? [("control", control)] : throw new UserErrorException("--at goes with --drug, whose start it counts from");
        }

        if (!given.HasDrug)
        {
            throw new UserErrorException(
                $"--drug \"{request.Drug}\": name a drug with its concentration (ketamine 1 uM) or a regimen (ketamine 0.15 mg/kg iv)");
        }

        (double pore, double membrane) = Concentrations(request, given, words, cancellation);
        words.Note(NoteKind.Assumption, "Before a train with a drug the receptors have met its concentration for two hours, while potentiation rests.");
        ImmutableArray<TestedCord> treated = bench.Equilibrated(
        [
            .. alternatives.Select(one => new TestedCord(CordState.Naive,
                [.. SpinalCord.Of(one), .. knockOuts, new(0, CordNames.PoreDrug, pore), new(0, CordNames.MembraneDrug, membrane)])),
        ], cancellation);
        return [("control", control), .. alternatives.Select((one, i) => (one.Name, treated[i]))];
    }

    private static (double Pore, double Membrane) Concentrations(
        CordWindUpRequest request, CordProtocol given, CordWords words, CancellationToken cancellation)
    {
        if (given.Doses.IsEmpty)
        {
            return request.At is null ? (given.Bath.Pore.At(0), given.Bath.Membrane.At(0))
                : throw new UserErrorException("--at: a bath does not change with time; leave it out, or give a regimen");
        }

        double? asked = request.At is { } text ? CordWords.Quantity("--at", text, "time", ProtocolUnits.Time) : null;
        CordExposure exposure = words.Exposure(given.Until(Math.Max(ChronicCord.Day, asked ?? 0)), cancellation);
        double at = asked ?? exposure.Pore.Steps.MaxBy(step => step.Value).Time;
        words.Note(NoteKind.Remark, string.Create(CultureInfo.InvariantCulture,
            $"The train begins {at / 60:G4} min after the start of the regimen, with {exposure.Pore.At(at):F3} uM free at the pore, "
            + $"{exposure.Membrane.At(at):F3} at the membrane."));
        return (exposure.Pore.At(at), exposure.Membrane.At(at));
    }

    private static ResultTable Summary(ImmutableArray<Train> trains)
    {
        bool several = trains.Any(train => train.Label != "control");
        Train Control(Train train) => trains.First(one => one.Rate == train.Rate);
        return new ResultTable(
            [new("rate", "Hz"), new("cord"), new("first", "spikes"), new("last", "spikes"), new("wind-up ratio"),
                .. several ? (ResultColumn[])[new("first", "% of control"), new("wind-up left", "%")] : []],
            [.. trains.Select(train => (ImmutableArray<Cell>)
            [
                train.Rate, train.Label, train.Spikes[0], train.Spikes[^1], train.Spikes[^1] / train.Spikes[0],
                .. several ? (Cell[])[100 * train.Spikes[0] / Control(train).Spikes[0], 100 * Growth(train) / Growth(Control(train))] : [],
            ])]);
    }

    private static double Growth(Train train) => (train.Spikes[^1] / train.Spikes[0]) - 1;

    private static PointFigure Picture(ImmutableArray<Train> trains, string? drug) => new()
    {
        Title = "Wind-up of the projection neuron" + (drug is null ? "" : $" with {drug}"),
        Subtitle = "spikes above rest, counted for 1 s or until the next stimulus",
        Panels =
        [
            .. trains.GroupBy(train => train.Rate).Select(group => new PointPanel("stimulus", "spikes",
            [
                .. group.SelectMany((train, i) => (PointSeries[])
                [
                    new(train.Label, [.. train.Spikes.Select((_, k) => k + 1.0)], train.Spikes, IsLine: true) { Colour = i },
                    new(null, [.. train.Spikes.Select((_, k) => k + 1.0)], train.Spikes, IsLine: false) { Colour = i },
                ]),
            ])
            { Title = string.Create(CultureInfo.InvariantCulture, $"{group.Key:G4} Hz") }),
        ],
    };
}
