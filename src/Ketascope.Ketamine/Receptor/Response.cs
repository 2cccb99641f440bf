namespace Ketascope.Ketamine.Receptor;

/// <summary>What an electrophysiologist reads off one response. Values have the unit of the trace, times s from the start of the application.</summary>
/// <param name="Baseline">The value before it.</param>
/// <param name="Peak">The value farthest from the baseline.</param>
/// <param name="TimeOfPeak">When.</param>
/// <param name="Rise">From 10 to 90 % of the way to the peak, s.</param>
/// <param name="Plateau">The value at the end of a step of agonist; the peak, for a pulse.</param>
/// <param name="Decay">From the peak, or from the end of a step, until 1/e of the value there is left, s; NaN where the recording ends before.</param>
/// <param name="WeightedDecay">The area after that moment over the value there, s: the amplitude-weighted time constant of whatever exponentials are in it.</param>
public sealed record Response(double Baseline, double Peak, double TimeOfPeak, double Rise, double Plateau, double Decay, double WeightedDecay)
{
    /// <summary>Measures a response.</summary>
    /// <param name="trace">Current or open probability.</param>
    /// <param name="application">When agonist is there.</param>
    /// <param name="end">The end of the window, s; the next application or the end of the recording.</param>
    public static Response Of(Trace trace, Application application, double end)
    {
        bool isStep = application.End > application.Start;
        int first = trace.IndexAt(application.Start), last = trace.IndexAt(end);
        int off = isStep ? trace.IndexAt(Math.Min(application.End, end)) : last;
        double baseline = trace.Values[first];

        // After a short step (1 ms of glutamate) the response still rises: its peak is then where the decay begins.
        int peak = Farthest(trace, first, last, baseline);
        int from = Math.Max(isStep ? off : peak, peak);
        double height = trace.Values[peak] - baseline, left = trace.Values[from] - baseline;
        double Reaches(double part) => trace.Crossing(first, peak, baseline + (part * height));
        return new Response(
            baseline,
            trace.Values[peak],
            trace.Times[peak] - application.Start,
            Reaches(0.9) - Reaches(0.1),
            isStep ? trace.Values[off] : trace.Values[peak],
            trace.Crossing(from, last, baseline + (left / Math.E)) - trace.Times[from],
            trace.Area(from, last, baseline) / left);
    }

    private static int Farthest(Trace trace, int first, int last, double baseline)
    {
        int peak = first;
        for (int i = first; i <= last; i++)
        {
            peak = Math.Abs(trace.Values[i] - baseline) > Math.Abs(trace.Values[peak] - baseline) ? i : peak;
        }

        return peak;
    }
}
