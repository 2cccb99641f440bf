using System.Diagnostics;
using System.Globalization;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Receptor;

/// <summary>Reads a measure off a recording.</summary>
internal static class PatchReading
{
    /// <summary>Reads a measure that is of one recording.</summary>
    /// <param name="measure">Which; none of a curve, and not block, which has a control.</param>
    /// <param name="protocol">What was done.</param>
    /// <param name="trace">The course that is measured.</param>
    /// <param name="occupied">The fraction of receptors that hold a drug.</param>
    /// <param name="applications">The applications of the substance that responses are to.</param>
    /// <param name="which">The application that is measured.</param>
    /// <exception cref="UserErrorException">The protocol has not what the measure is of.</exception>
    public static double Of(PatchMeasure measure, ChannelProtocol protocol, Trace trace, Trace occupied, IReadOnlyList<Application> applications, int which)
    {
        double end = which + 1 < applications.Count ? applications[which + 1].Start : protocol.End;
        Response Response() => Receptor.Response.Of(trace, applications[which], end);
        return measure.Kind switch
        {
            PatchMeasureKind.At when measure.Time > protocol.End => throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"the recording ends at {protocol.End:G4} s, before that time")),
            PatchMeasureKind.At => trace.At(measure.Time),
            PatchMeasureKind.Peak => Response().Peak,
            PatchMeasureKind.TimeToPeak => Response().TimeOfPeak,
            PatchMeasureKind.Steady => Response().Plateau,
            PatchMeasureKind.SteadyOverPeak => Response() is var both ? both.Plateau / both.Peak : double.NaN,
            PatchMeasureKind.Rise => Response().Rise,
            PatchMeasureKind.Decay => Known(Response().Decay),
            PatchMeasureKind.WeightedDecay => Response().WeightedDecay,
            PatchMeasureKind.FastDecay => Fit(trace, applications[which], end).Fast,
            PatchMeasureKind.SlowDecay => Fit(trace, applications[which], end).Slow,
            PatchMeasureKind.FastFraction => Fit(trace, applications[which], end).Fraction,
            PatchMeasureKind.Onset => Relaxation(protocol, trace, arrives: true),
            PatchMeasureKind.Offset => Relaxation(protocol, trace, arrives: false),
            PatchMeasureKind.TrappedFraction => Trapped(occupied, applications, which),
            PatchMeasureKind.ReleasedFraction => 1 - Trapped(occupied, applications, which),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The times during which something is above what it was before.</summary>
    public static List<Application> Steps(ChannelProtocol protocol, ProtocolKnob knob)
    {
        List<Application> steps = [];
        double value = protocol.Before.LastOrDefault(change => change.Knob == knob)?.Value ?? 0;
        double? since = null;
        foreach (ProtocolChange change in protocol.Changes.Where(change => change.Knob == knob))
        {
            if (since is { } start && change.Value < value)
            {
                steps.Add(new Application(start, change.Time));
            }

            since = change.Value > value ? change.Time : change.Value < value ? null : since;
            value = change.Value;
        }

        if (since is { } last)
        {
            steps.Add(new Application(last, protocol.End));
        }

        return steps;
    }

    private static DecayFit Fit(Trace trace, Application application, double end)
    {
        int first = trace.IndexAt(application.Start), last = trace.IndexAt(end);
        double baseline = trace.Values[first];
        Response response = Response.Of(trace, application, end);
        int peak = trace.IndexAt(application.Start + response.TimeOfPeak);
        int off = application.End > application.Start ? trace.IndexAt(Math.Min(application.End, end)) : peak;
        return DecayFit.Of(trace, Math.Max(off, peak), last, baseline);
    }

    private static double Relaxation(ChannelProtocol protocol, Trace trace, bool arrives)
    {
        // At the moment of a change all drugs are counted together: enantiomers come and go at once.
        (double Time, double Total)[] totals = [.. protocol.Changes.Where(change => change.Knob == ProtocolKnob.Drug).Select(change => change.Time).Distinct().Select(time => (time, Total(protocol, time)))];
        int at = Array.FindLastIndex(totals, one => one.Total > 0 == arrives);
        if (at < 0 || (!arrives && at == 0))
        {
            throw new UserErrorException(arrives ? "'onset' needs a drug that arrives during the protocol" : "'offset' needs a drug that is taken away during the protocol (NAME off, or wash)");
        }

        double start = totals[at].Time;
        double end = protocol.Changes.Select(change => change.Time).Where(time => time > start).Append(protocol.End).Min();
        (int first, int last) = (trace.IndexAt(start), trace.IndexAt(end));
        double final = trace.Values[last];
        return Known(trace.Crossing(first, last, final + ((trace.Values[first] - final) / Math.E)) - start);
    }

    private static double Total(ChannelProtocol protocol, double time) =>
        protocol.Changes.Where(change => change.Knob == ProtocolKnob.Drug && change.Time <= time).GroupBy(change => change.Drug!.Id).Sum(group => group.Last().Value);

    private static double Trapped(Trace occupied, IReadOnlyList<Application> applications, int which)
    {
        if (which == 0)
        {
            throw new UserErrorException("a trapped fraction needs two applications of agonist: one with the drug, and one after the wash");
        }

        double before = occupied.Values[occupied.IndexAt(applications[which - 1].End)];
        return before > 0 ? occupied.Values[occupied.IndexAt(applications[which].Start)] / before : throw new UserErrorException("no drug is in the receptors when the first application ends");
    }

    private static double Known(double value) => double.IsNaN(value) ? throw new UserErrorException("the recording ends before the course has gone 1 - 1/e of its way; let it last longer") : value;
}
