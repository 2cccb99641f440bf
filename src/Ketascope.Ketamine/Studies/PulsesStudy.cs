using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Receptor;
using Ketascope.Ketamine.Library;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Records trains of synaptic pulses with and without a drug: use dependence and trapping.</summary>
/// <param name="library">Receptors and drugs.</param>
public sealed class PulsesStudy(KetamineLibrary library) : Study<PulsesRequest>("channel pulses", () => KetamineRequests.Default.PulsesRequest)
{
    private const int UsualCount = 20;

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(PulsesRequest request, StudyContext context, CancellationToken cancellation)
    {
        PatchExperiment patch = library.Receptor;
        PatchStatements statements = new(request, patch);
        ImmutableArray<Recording> recordings = patch.Record(Protocols(request, statements), cancellation);
        CourseFigure figure = PatchExperiment.Figure("Synaptic pulses", recordings, inMilliseconds: false);
        return Task.FromResult(new StudyResult
        {
            Title = figure.Title,
            Sections = [new TableSection(null, Table(recordings)), new FigureSection(Figure.Of(figure)) { PanelsInText = 0 }],
            Notes = statements.Notes,
        });
    }

    private static List<(string Label, ChannelProtocol Protocol)> Protocols(PulsesRequest request, PatchStatements statements)
    {
        string count = (request.Count ?? UsualCount).ToString(CultureInfo.InvariantCulture), rate = request.Rate ?? "1 Hz";
        _ = statements.Checked("--count", count, $"pulses 1 Hz x {count}");
        string train = statements.Checked("--rate", rate, $"pulses {rate} x {count}");
        string drug = statements.Drug(request.Drug);
        if (drug.Length == 0 && request.Before is not null)
        {
            throw new UserErrorException("--before goes with --drug, which it says the start of");
        }

        string before = drug.Length > 0 ? drug + statements.Of("--before", request.Before ?? "10 s", "wait") : "";
        string then = string.Concat(request.Then.Select(one => Next(one, train, statements)));
        statements.RequireMechanism(statements.Parse(before + train + then).Drugs);
        List<(string, ChannelProtocol)> protocols = [];
        foreach (string subunits in statements.Subunits())
        {
            ChannelProtocol treated = statements.Parse(statements.Bath(subunits) + before + train + then);
            protocols.Add(($"GluN{subunits}", treated.WithoutDrugs()));
            if (drug.Length > 0)
            {
                protocols.Add(($"GluN{subunits}, {request.Drug}", treated));
            }
        }

        return protocols;
    }

    /// <summary>What follows; JSON can leave an element out, which a command line cannot.</summary>
    private static string Next(string? statement, string train, PatchStatements statements) =>
        statement is null ? throw new UserErrorException("--then: a statement is missing; write for example wash 30s")
        : statement.Equals("pulses", StringComparison.OrdinalIgnoreCase) ? train
        : statements.Checked("--then", statement, statement);

    /// <summary>One row a pulse: the peak of each recording, and with a drug as a fraction of the control beside it.</summary>
    private static ResultTable Table(ImmutableArray<Recording> recordings)
    {
        ImmutableArray<Response>[] responses = [.. recordings.Select(one => one.Responses)];
        List<ResultColumn> columns = [new("pulse"), new("time", "s")];
        foreach (Recording one in recordings)
        {
            columns.Add(one.Protocol.IsUntreated ? new ResultColumn($"{one.Label}, peak", "pA") : new ResultColumn($"{one.Label}, of control"));
        }

        double Shown(int recording, int pulse) => recordings[recording].Protocol.IsUntreated
            ? Height(responses[recording][pulse])
            : Height(responses[recording][pulse]) / Height(responses[recording - 1][pulse]);
        return new ResultTable([.. columns], [.. recordings[0].Protocol.Applications.Select((application, pulse) => (ImmutableArray<Cell>)
        [
            (pulse + 1).ToString(CultureInfo.InvariantCulture),
            application.Start,
            .. recordings.Select((_, i) => (Cell)Shown(i, pulse)),
        ])]);
    }

    private static double Height(Response response) => response.Peak - response.Baseline;
}
