using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Receptor;

/// <summary>One recording of an experiment.</summary>
/// <param name="Label">What distinguishes it: subtype, drug.</param>
/// <param name="Protocol">What was done.</param>
/// <param name="Open">The open probability.</param>
/// <param name="Current">The current, pA.</param>
/// <param name="Occupied">The fraction of receptors that hold a drug.</param>
/// <param name="Calcium">Free calcium in a spine with these receptors, uM.</param>
/// <param name="Bound">The fractions of receptors with both glutamate and with both glycine sites occupied.</param>
public sealed record Recording(string Label, ChannelProtocol Protocol, Trace Open, Trace Current, Trace Occupied, Trace Calcium, (Trace Glutamate, Trace Glycine) Bound)
{
    /// <summary>The response to each application, measured on the current.</summary>
    public ImmutableArray<Response> Responses =>
        [.. Protocol.Applications.Select((one, i) => Response.Of(Current, one, i + 1 < Protocol.Applications.Length ? Protocol.Applications[i + 1].Start : Protocol.End))];
}

/// <summary>Runs protocols with and without their drugs, and draws what was recorded.</summary>
/// <param name="cabinet">The drugs that are known.</param>
/// <param name="text">The texts of the receptor.</param>
public sealed class PatchExperiment(DrugCabinet cabinet, ReceptorText text)
{
    /// <summary>How many channels a patch has where nothing else is said.</summary>
    public const int UsualChannels = 1000;

    /// <summary>The drugs that are known.</summary>
    public DrugCabinet Cabinet => cabinet;

    /// <summary>The texts of the receptor.</summary>
    public ReceptorText Text => text;

    /// <summary>
    /// Parameters of the composed text that get another value than the subtype's or drug's file gives, by name (<c>receptor.nmda.kd2_scale</c>).
    /// </summary>
    public ImmutableSortedDictionary<string, double> Overrides { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>A draw of the parameters that are uncertain; null for the values in use.</summary>
    public ReceptorDraw? Draw { get; init; }

    /// <summary>Records protocols.</summary>
    /// <param name="protocols">The protocols, each with its label. Those of one subtype and the same drugs run side by side.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="UserErrorException">A protocol cannot be run.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public ImmutableArray<Recording> Record(IReadOnlyList<(string Label, ChannelProtocol Protocol)> protocols, CancellationToken cancellation = default)
    {
        Recording[] recordings = new Recording[protocols.Count];
        foreach (IGrouping<string, int> group in Enumerable.Range(0, protocols.Count).GroupBy(i => $"{protocols[i].Protocol.Subunits} {protocols[i].Protocol.MembraneAccess} {string.Join(' ', protocols[i].Protocol.Drugs.Select(drug => drug.Id))}"))
        {
            int[] members = [.. group];
            RunOutcome outcome = ChannelRun.Run(
                [.. members.Select(i => protocols[i].Protocol)],
                text,
                [ReceptorText.OpenProbability, ReceptorText.Current, ReceptorText.Calcium,
                 ReceptorText.GlutamateBound, ReceptorText.GlycineBound, ReceptorText.Occupied],
                model => With(protocols[members[0]].Protocol, model),
                null,
                cancellation);
            for (int lane = 0; lane < members.Length; lane++)
            {
                recordings[members[lane]] = Of(outcome, lane, protocols[members[lane]]);
            }
        }

        return [.. recordings];
    }

    /// <summary>Records one protocol.</summary>
    /// <param name="label">What distinguishes it.</param>
    /// <param name="protocol">The protocol's text.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="UserErrorException">The text has a mistake, or the protocol cannot be run.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public Recording Record(string label, string protocol, CancellationToken cancellation = default) => Record([(label, ProtocolParser.Parse(protocol, cabinet))], cancellation)[0];

    /// <summary>Patches with one channel each that go through a protocol.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <exception cref="UserErrorException">Its conditions do not change in steps alone.</exception>
    public SingleChannelPatch SingleChannel(ChannelProtocol protocol) => SingleChannelPatch.Of(protocol, text, model => With(protocol, model));

    /// <summary>The picture of recordings: open probability and current over time.</summary>
    /// <param name="title">The title.</param>
    /// <param name="recordings">The recordings.</param>
    /// <param name="inMilliseconds">Whether the axis is in ms rather than s.</param>
    public static CourseFigure Figure(string title, ImmutableArray<Recording> recordings, bool inMilliseconds)
    {
        double scale = inMilliseconds ? 1e3 : 1;
        CoursePanel Panel(string name, Func<Recording, Trace> of) =>
            new(name, [.. recordings.Select(one => new CourseSeries(one.Label, [.. of(one).Times.Select(time => time * scale)], [.. of(one).Values], [], []))]);
        List<CoursePanel> panels = [Panel("NMDA current (pA)", one => one.Current), Panel("open probability", one => one.Open)];
        if (recordings.Any(one => one.Occupied.Values.Max() > 1e-6))
        {
            panels.Add(Panel("receptors that hold drug", one => one.Occupied));
        }

        return new CourseFigure { Title = title, Panels = [.. panels], TimeUnit = inMilliseconds ? "ms" : "s" };
    }

    /// <summary>A concentration for people: <c>0.3 uM</c>, <c>1 mM</c>.</summary>
    /// <param name="micromolar">The concentration, uM.</param>
    public static string Concentration(double micromolar) => micromolar switch
    {
        >= 1000 => string.Create(CultureInfo.InvariantCulture, $"{micromolar / 1000:G4} mM"),
        > 0 and < 0.01 => string.Create(CultureInfo.InvariantCulture, $"{micromolar * 1000:G4} nM"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{micromolar:G4} uM"),
    };

    /// <summary>The parameters that have another value than their files give: those of <see cref="Overrides"/>, and those of <see cref="Draw"/>.</summary>
    private ImmutableSortedDictionary<string, double> With(ChannelProtocol protocol, LoadedModel model) =>
        Draw?.Values(model.System, protocol.Subunits, Overrides) ?? Overrides;

    private static Recording Of(RunOutcome outcome, int lane, (string Label, ChannelProtocol Protocol) what)
    {
        double[] times = [.. outcome.Trajectories.Times];
        Trace Of(int quantity) => new(times, outcome.Trajectories.Course(lane, quantity));
        return new Recording(what.Label, what.Protocol, Of(0), Of(1), Of(5), Of(2), (Of(3), Of(4)));
    }
}
