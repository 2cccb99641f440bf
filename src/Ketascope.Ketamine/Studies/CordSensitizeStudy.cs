using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pain;
using Ketascope.Ketamine.Protocols;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Takes a cord through an injury and what follows; with a drug, the same without it beside it, and each way in which the drug may act.</summary>
/// <param name="library">The cord, the drugs and their pharmacokinetics.</param>
public sealed class CordSensitizeStudy(KetamineLibrary library)
    : Study<CordSensitizeRequest>("cord sensitize", () => KetamineRequests.Default.CordSensitizeRequest)
{
    private const double TouchRate = 20;

    private sealed record Tested(CordRecording Cord, double Time, double Volley, double Threshold, double Touch);

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(CordSensitizeRequest request, StudyContext context, CancellationToken cancellation)
    {
        CordWords words = new(request, library.Cord);
        CordProtocol protocol = Protocol(request, words);
        if (protocol.End <= 0)
        {
            throw new UserErrorException("the protocol takes no time; add for example wait 1 h, or --follow 1d");
        }

        words.RequireUseOfWeight(!protocol.Doses.IsEmpty);
        CordCircuit circuit = words.Circuit;
        ImmutableArray<CordRecording> recordings = CordCourse.Record(circuit, protocol, Subjects(words, protocol, cancellation), cancellation);
        ImmutableArray<Tested> tests = Tests(new CordBench(circuit), protocol, recordings, cancellation);
        words.Note(NoteKind.Assumption,
            "A test takes a fresh cord with what lasts of the state (phosphorylation, potentiation, lost inhibition, held drug) and changes nothing in it.");
        return Task.FromResult(new StudyResult
        {
            Title = "What becomes of a cord",
            Sections = [new TableSection("Tests, beside those of a usual cord", Table(tests)),
                new FigureSection(Figure.Of(Picture(protocol, recordings))) { PanelsInText = 0 }],
            Notes = words.Notes,
            Values = Values(recordings),
        });
    }

    private static CordProtocol Protocol(CordSensitizeRequest request, CordWords words)
    {
        double? follow = request.Follow is { } time ? CordWords.Quantity("--follow", time, "time", ProtocolUnits.Time) : null;
        if (request.Protocol is { } file)
        {
            string? other = request.Injury is not null ? "--injury" : request.Disinhibition is not null ? "--disinhibition" : !request.Then.IsEmpty
                ? "--then" : null;
            return other is null ? Following(words.ProtocolOf(file), follow ?? 0)
                : throw new UserErrorException($"--protocol says the whole protocol; leave {other} out, or the file");
        }

        string injury = request.Injury ?? "6 h";
        List<(string, string?, string)> statements =
        [
            .. request.Disinhibition is { } lost ? ((string, string?, string)[])[("--disinhibition", lost, $"disinhibition {lost}")] : [],
            ("--injury", injury, injury.Contains("Hz", StringComparison.OrdinalIgnoreCase) ? $"injury {injury}" : $"injury for {injury}"),
            .. request.Then.Select(statement => ("--then", (string?)statement, statement ?? "")),
        ];
        CordProtocol protocol = words.Protocol(statements);
        double injured = protocol.Acts.First(act => act.Text.StartsWith("injury", StringComparison.Ordinal)).End;
        return Following(protocol with { Tests = [injured, .. protocol.Tests.Where(test => test > injured)] }, follow ?? ChronicCord.Day);
    }

    private static CordProtocol Following(CordProtocol protocol, double seconds)
    {
        // A drug is tested when its last dose has been given, whether or not a statement says so.
        CordProtocol all = protocol.Until(protocol.End + seconds);
        IEnumerable<double> doses = all.Acts.Where(act => all.Doses.Any(dose => dose.Time == act.Start && dose.Regimen == act.Text)).Select(act => act.End);
        return all with { Tests = [.. all.Tests.Concat(doses.Where(time => time < all.End)).Append(all.End).Distinct().Order()] };
    }

    private static ImmutableArray<CordSubject> Subjects(CordWords words, CordProtocol protocol, CancellationToken cancellation)
    {
        ImmutableArray<ValueChange> knockOuts = words.KnockOuts();
        ImmutableArray<CordAlternative> alternatives = words.Alternatives(protocol.HasDrug);
        CordSubject control = new(protocol.HasDrug ? "without the drug" : "cord", CordExposure.None, knockOuts);
        if (!protocol.HasDrug)
        {
            return [control];
        }

        CordExposure exposure = words.Exposure(protocol, cancellation);
        return [control, .. alternatives.Select(one => new CordSubject(one.Name, exposure, [.. SpinalCord.Of(one), .. knockOuts]))];
    }

    private static ImmutableArray<Tested> Tests(CordBench bench, CordProtocol protocol, ImmutableArray<CordRecording> recordings,
        CancellationToken cancellation)
    {
        (CordRecording Cord, double Time)[] tests = [.. from time in protocol.Tests from cord in recordings select (cord, time)];
        TestedCord[] cords = [TestedCord.Naive, .. tests.Select(test => test.Cord.At(test.Time, protocol))];
        ImmutableArray<double> volley = bench.Response(cords, CordStimulus.Volley(), cancellation),
            touch = bench.Response(cords, CordStimulus.Brush(TouchRate), cancellation),
            threshold = bench.Threshold(cords, cancellation: cancellation);
        return [.. tests.Select((test, i) => new Tested(test.Cord, test.Time, volley[i + 1] / volley[0], threshold[i + 1] / threshold[0], touch[i + 1]))];
    }

    private static ResultTable Table(ImmutableArray<Tested> tests) => new(
        [new("time"), new("cord"), new("response to a shock", "x"), new("threshold", "x"), new("touch drives", "Hz"), new("pain, 0-10"),
            new("NMDA block", "%"), new("late potentiation")],
        [.. tests.Select(test => (ImmutableArray<Cell>)
        [
            RatingTimes.Text(test.Time), test.Cord.Subject.Label, test.Volley, double.IsFinite(test.Threshold) ? test.Threshold : "none", test.Touch,
            test.Cord.Record.At(CordNames.Pain, test.Time), 100 * test.Cord.Record.At(CordNames.Block, test.Time), test.Cord.Record.At("Ll", test.Time),
        ])]);

    private static ResultTable Values(ImmutableArray<CordRecording> recordings) => new(
        [new("cord"), new("time", "s"), new("drug at the pore", "uM"), new("NMDA block"), new("synaptic strength"), new("rate", "Hz"), new("pain")],
        [.. recordings.SelectMany(one => one.Record.Times.Select(time => (ImmutableArray<Cell>)
        [
            one.Subject.Label, time, one.Subject.Exposure.Pore.At(time), one.Record.At(CordNames.Block, time), one.Record.At(CordNames.Strength, time),
            one.Record.At(CordNames.Rate, time), one.Record.At(CordNames.Pain, time),
        ]))]);

    /// <summary>Drug, block, strength and pain on one axis of time.</summary>
    private static CourseFigure Picture(CordProtocol protocol, ImmutableArray<CordRecording> recordings)
    {
        (string unit, double seconds) = RatingTimes.Unit(protocol.End);
        CoursePanel Panel(string title, IEnumerable<CordRecording> shown, Func<CordRecording, IEnumerable<double>> of) =>
            new(title, [.. shown.Select(one => new CourseSeries(one.Subject.Label, [.. one.Record.Times.Select(time => time / seconds)], [.. of(one)], [],
                []))]);
        List<CoursePanel> panels = [];
        if (protocol.HasDrug)
        {
            CordRecording treated = recordings[^1];
            panels.Add(new CoursePanel("ketamine (uM, free)",
                [new CourseSeries("at the pore, as the racemate", [.. treated.Record.Times.Select(time => time / seconds)],
                    [.. treated.Record.Times.Select(treated.Subject.Exposure.Pore.At)], [], [])]));
            panels.Add(Panel("NMDA block (%)", recordings[1..], one => one.Record.Course(CordNames.Block).Select(value => 100 * value)));
        }

        panels.Add(Panel("synaptic strength (x)", recordings, one => one.Record.Course(CordNames.Strength)));
        panels.Add(Panel("pain of the cord (0-10)", recordings, one => one.Record.Course(CordNames.Pain)));
        return new CourseFigure
        {
            Title = "Sensitization and its reset",
            Subtitle = string.Join("; ", protocol.Acts.OrderBy(act => act.Start).Select(act => act.Text).Distinct().Take(4)),
            Panels = [.. panels],
            TimeUnit = unit,
        };
    }
}
