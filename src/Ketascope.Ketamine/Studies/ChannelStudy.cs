using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Receptor;
using Ketascope.Ketamine.Library;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Records a patch of NMDA receptors through a protocol; with a drug, the same without it beside it.</summary>
/// <param name="library">Receptors and drugs.</param>
public sealed class ChannelStudy(KetamineLibrary library) : Study<ChannelRequest>("channel", () => KetamineRequests.Default.ChannelRequest)
{
    private const double ShownInMilliseconds = 2;

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(ChannelRequest request, StudyContext context, CancellationToken cancellation)
    {
        PatchExperiment patch = library.Receptor;
        PatchStatements statements = new(request, patch);
        ImmutableArray<Recording> recordings = patch.Record(Protocols(request, patch, statements), cancellation);
        bool isShort = recordings.Max(one => one.Protocol.End) < ShownInMilliseconds;
        CourseFigure figure = PatchExperiment.Figure("NMDA receptors at the virtual electrode", recordings, isShort);
        return Task.FromResult(new StudyResult
        {
            Title = figure.Title,
            Sections = [new FigureSection(Figure.Of(figure)) { PanelsInText = 1 }, new TableSection(null, Responses(recordings))],
            Notes = statements.Notes,
            Values = Values(recordings),
        });
    }

    private static List<(string Label, ChannelProtocol Protocol)> Protocols(ChannelRequest request, PatchExperiment patch, PatchStatements statements)
    {
        string drug = statements.Drug(request.Drug), name = request.Protocol ?? "options";
        string application = request.Protocol is { } file
            ? InputFile.ReadText(file)
            : "wait 10 ms; " + statements.Of("--glutamate", request.Glutamate ?? "1 mM for 1 ms", "glutamate")
                + statements.Of("--for", request.For ?? "500 ms", "wait");
        ChannelProtocol alone = ProtocolParser.Parse(application, patch.Cabinet, name), bath = statements.Parse(drug);
        statements.RequireMechanism([.. alone.Drugs, .. bath.Drugs]);
        RequireSetOnce(request, alone, bath);
        statements.Note(alone);
        List<(string, ChannelProtocol)> protocols = [];
        foreach (string? subunits in alone.SetsSubunits ? [null] : (string?[])[.. statements.Subunits()])
        {
            ChannelProtocol treated = ProtocolParser.Parse([("options", statements.Bath(subunits) + drug), (name, application)], patch.Cabinet);
            string label = $"GluN{subunits ?? alone.Subunits}";
            if (drug.Length > 0)
            {
                protocols.Add(($"{label}, control", treated.WithoutDrugs()));
            }

            protocols.Add((drug.Length > 0 ? $"{label}, {request.Drug}" : label, treated));
        }

        return protocols;
    }

    /// <summary>Refuses what a protocol file would silently replace.</summary>
    private static void RequireSetOnce(ChannelRequest request, ChannelProtocol file, ChannelProtocol bath)
    {
        if (request.Protocol is not { } name)
        {
            return;
        }

        if ((request.Glutamate is not null ? "--glutamate" : request.For is not null ? "--for" : null) is { } unused)
        {
            throw new UserErrorException($"--protocol '{name}' says what is applied and for how long, so {unused} cannot stand beside it");
        }

        bool Begins(ProtocolKnob knob) => file.Before.Any(change => change.Knob == knob);
        (string Option, bool IsTwice)[] settings =
        [
            ("--subunits", request.Subunits is not null && file.SetsSubunits),
            ("--hold", request.Hold is not null && Begins(ProtocolKnob.Voltage)),
            ("--glycine", request.Glycine is not null && Begins(ProtocolKnob.Glycine)),
            ("--magnesium", request.Magnesium is not null && Begins(ProtocolKnob.Magnesium)),
            ("--temperature", request.Temperature is not null && Begins(ProtocolKnob.Temperature)),
            ("--drug", file.Changes.Any(change => change is { Time: 0, Knob: ProtocolKnob.Drug } && bath.Drugs.Contains(change.Drug!))),
        ];
        if (settings.FirstOrDefault(one => one.IsTwice).Option is { } twice)
        {
            throw new UserErrorException($"the protocol '{name}' begins with another value of {twice}; leave one of the two out");
        }
    }

    private static ResultTable Responses(ImmutableArray<Recording> recordings) => new(
        [
            new("recording"), new("response"), new("peak current", "pA"), new("time to peak", "ms"), new("rise 10-90 %", "ms"), new("end / peak"),
            new("decay to 1/e", "ms"), new("weighted decay", "ms"),
        ],
        [.. recordings.SelectMany(one => one.Responses.Select((response, i) => (ImmutableArray<Cell>)
        [
            one.Label, (i + 1).ToString(CultureInfo.InvariantCulture), response.Peak, response.TimeOfPeak * 1e3, response.Rise * 1e3,
            response.Plateau / response.Peak, response.Decay * 1e3, response.WeightedDecay * 1e3,
        ]))]);

    private static ResultValues Values(ImmutableArray<Recording> recordings) => new(
        [new("recording"), new("time_s"), new("current_pA"), new("open_probability"), new("drug_occupancy")],
        recordings.SelectMany(one => Enumerable.Range(0, one.Open.Times.Length).Select(i => (ImmutableArray<Cell>)
        [
            one.Label, one.Open.Times[i], one.Current.Values[i], one.Open.Values[i], one.Occupied.Values[i],
        ])));
}
